package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens in a form field or a JSON member, which the application reads afterwards as always. */
@EachServer
class BodyTokenTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";
  private static final int MOST = 65_536;

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("rules", "form,json,both")
        .set("rule.form", "/form/* source form:jwt")
        .set("rule.json", "/json/* source json:token")
        .set("rule.both", "/both source bearer,form:jwt,json:token")
        .page("/form/parameters", BodyTokenTest::parameters)
        .page("/form/stream", BodyTokenTest::stream)
        .page("/form/reader", BodyTokenTest::reader)
        .page("/json/stream", BodyTokenTest::stream)
        .page("/json/reader", BodyTokenTest::reader)
        .page("/both", BodyTokenTest::stream)
        .page(
            "/form/forward",
            (request, response) ->
                request.getRequestDispatcher("/form/parameters?q=4").forward(request, response));
  }

  private static void parameters(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, String> all = new TreeMap<>();
    request
        .getParameterMap()
        .forEach(
            (name, values) ->
                all.put(name, name.equals("jwt") ? "token" : String.join("+", values)));
    response.getWriter().print(request.getParameter("a") + all);
  }

  private static void stream(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    response.getWriter().print(body.length + request.getUserPrincipal().getName());
  }

  private static void reader(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(request.getReader().lines().toList().get(0).length());
  }

  private RawHttp.Reply post(String target, String type, String body, String... headers)
      throws Exception {
    StringBuilder request = new StringBuilder();
    request.append("POST ").append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1:");
    request.append(site.port()).append("\r\nConnection: close\r\nContent-Type: ").append(type);
    for (String header : headers) {
      request.append("\r\n").append(header);
    }
    request.append("\r\nContent-Length: ").append(body.length()).append("\r\n\r\n").append(body);
    try (RawHttp connection = site.connect()) {
      return connection.send(request.toString());
    }
  }

  private static String filled(String start, String end, int length) {
    return start + "x".repeat(length - start.length() - end.length()) + end;
  }

  @Test
  void formBehindFilter_isReadAsAlways() throws Exception {
    String body = "a=1&jwt=" + ALICE + "&a=2&b=%C3%A4";
    assertEquals(
        "1{a=1+2, b=\u00e4, jwt=token, q=3}".length(),
        post("/form/parameters?q=3", FORM, body).body().length());
    assertEquals(
        "3{a=3+1+2, b=x, jwt=token}",
        post("/form/parameters?a=3", FORM, body.replace("%C3%A4", "x")).body());
    assertEquals(body.length() + "alice", post("/form/stream", FORM, body).body());
    assertEquals("" + body.length(), post("/form/reader", FORM, body).body());
  }

  @Test
  void forwardedForm_isReadOnce() throws Exception {
    String body = "a=1&jwt=" + ALICE;
    assertEquals("1{a=1, jwt=token, q=4}", post("/form/forward", FORM, body).body());
  }

  @Test
  void jsonBehindFilter_isReadAsAlways() throws Exception {
    String body = "{\"token\":\"" + ALICE + "\",\"n\":[1,{}]}";
    assertEquals(body.length() + "alice", post("/json/stream", JSON, body).body());
    assertEquals("" + body.length(), post("/json/reader", JSON + "; charset=utf-8", body).body());
  }

  @Test // chunked as well, and byte for byte up to the bound
  void bodyOf64KiB_isReadAndOneByteMoreIsNot() throws Exception {
    String start = "{\"token\":\"" + ALICE + "\",\"x\":\"";
    assertEquals(MOST + "alice", post("/json/stream", JSON, filled(start, "\"}", MOST)).body());
    RawHttp.Reply reply = post("/json/stream", JSON, filled(start, "\"}", MOST + 1));
    assertEquals(413, reply.status());
    String body = "jwt=" + ALICE;
    String chunked =
        "POST /form/stream HTTP/1.1\r\nHost: 127.0.0.1:"
            + site.port()
            + "\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nContent-Type: "
            + FORM
            + "\r\n\r\n3\r\njwt\r\n"
            + Integer.toHexString(body.length() - 3)
            + "\r\n"
            + body.substring(3)
            + "\r\n0\r\n\r\n";
    try (RawHttp connection = site.connect()) {
      assertEquals(body.length() + "alice", connection.send(chunked).body());
    }
  }

  @ParameterizedTest // T is a good token
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /form/stream | application/x-www-form-urlencoded | jwt=T&jwt=T                 | 400
          /form/stream | application/x-www-form-urlencoded | jwt=T&j%77t=T               | 400
          /form/stream | application/x-www-form-urlencoded | jwt=                        | 400
          /form/stream | application/x-www-form-urlencoded | jwt                         | 400
          /form/stream | application/x-www-form-urlencoded | jwt=T&a=%zz                 | 400
          /form/stream | application/x-www-form-urlencoded | jwt=%54                     | 401
          /form/stream | application/x-www-form-urlencoded | JWT=T                       | 401
          /form/stream | application/x-www-form-urlencoded | a=1                         | 401
          /form/stream | application/x-www-form-urlencoded; charset=utf-16 | jwt=T       | 400
          /form/stream | application/json                  | {"jwt":"T"}                 | 401
          /form/stream | text/plain                        | jwt=T                       | 401
          /form/stream | multipart/form-data; boundary=b   | jwt=T                       | 401
          /json/stream | application/json                  | {"token":"T","token":"T"}   | 400
          /json/stream | application/json                  | {"token":"T","tok\\u0065n":"T"} | 400
          /json/stream | application/json                  | {"token":["T"]}             | 400
          /json/stream | application/json                  | {"token":null}              | 400
          /json/stream | application/json                  | {"token":1e3}               | 400
          /json/stream | application/json                  | {"token":"T","n":01}        | 400
          /json/stream | application/json                  | {"token":"T"                | 400
          /json/stream | application/json                  | {"token":"T"}{"token":"T"}  | 400
          /json/stream | application/json                  | ["T"]                       | 400
          /json/stream | application/json                  | {"a":{"token":"T"}}         | 401
          /json/stream | application/json                  | {"token":"T","n":99999999999999999999} | 200
          /json/stream | application/json; charset=latin1  | {"token":"T"}               | 400
          /both        | application/json                  | {"token":"T"}               | 200
          /both        | application/x-www-form-urlencoded | jwt=T                       | 200
          """)
  void bodyThatIsNotOneToken_isRefused(String path, String type, String body, int status)
      throws Exception {
    RawHttp.Reply reply =
        post(path, type, body.replace("T\"", ALICE + "\"").replace("=T", "=" + ALICE));
    assertEquals(status, reply.status(), reply::body);
  }

  @Test
  void tokenInHeaderAndBody_areTwo() throws Exception {
    String bearer = "Authorization: Bearer " + ALICE;
    assertEquals(400, post("/both", FORM, "jwt=" + ALICE, bearer).status());
    assertEquals(400, post("/both", JSON, "{\"token\":\"" + ALICE + "\"}", bearer).status());
    assertEquals(200, post("/both", JSON, "{\"n\":1}", bearer).status());
  }

  @Test
  void compressedBody_isRefused() throws Exception {
    RawHttp.Reply reply = post("/form/stream", FORM, "jwt=" + ALICE, "Content-Encoding: gzip");
    assertEquals(400, reply.status());
  }
}
