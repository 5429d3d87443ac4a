package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token that is bound to its method, path and query, as those of Atlassian's products are. */
@EachServer
class QueryHashTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("answers", "full")
        .set("rules", "app,page,sub,jsp,both")
        .set("rule.app", "/app/* qsh / source scheme:JWT,query:jwt kind signed")
        .set("rule.page", "/page qsh / or context-qsh")
        .set("rule.sub", "/sub/* qsh /sub")
        .set("rule.jsp", "/jsp/* qsh / source scheme:JWT")
        .set("rule.both", "/both bodyhash hash qsh /")
        .page("/app/x", QueryHashTest::echo)
        .page("/app/inner", QueryHashTest::echo)
        .page("/app/to", (request, response) -> forward("/app/inner", request, response))
        .page("/app/else", (request, response) -> forward("/jsp/x", request, response))
        .page("/page", QueryHashTest::echo)
        .page("/jsp/x", QueryHashTest::echo)
        .page("/sub/x", QueryHashTest::echo)
        .page("/both", QueryHashTest::echo);
  }

  private static void echo(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print("a=" + request.getParameter("a"));
  }

  private static void forward(String to, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.getRequestDispatcher(to).forward(request, response);
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String tokenOf(String qsh) {
    return LiveTokens.of(SECRET, "a", qsh == null ? "" : ",\"qsh\":" + qsh);
  }

  private static String token(String canonical) throws Exception {
    return tokenOf("\"" + sha256(canonical) + "\"");
  }

  private RawHttp.Reply call(String method, String target, String scheme, String token)
      throws Exception {
    return send(method, target, "Authorization: " + scheme + " " + token, "");
  }

  private RawHttp.Reply send(String method, String target, String header, String form)
      throws Exception {
    try (RawHttp connection = site.connect()) {
      return connection.send(
          method
              + (" " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + site.port())
              + ("\r\nConnection: close\r\n" + header)
              + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
              + (form.length() + "\r\n\r\n" + form));
    }
  }

  private static String reasonIn(String body) {
    return body.replaceAll(".*\"reason\":\"([a-z_]+)\".*", "$1");
  }

  private static String told(RawHttp.Reply reply) {
    return reply.status() == 200 ? reply.body() : reply.status() + " " + reasonIn(reply.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | /app/x         | GET&/app/x&         | a=null
          GET  | /app/x?a=1&b=2 | GET&/app/x&a=1&b=2  | a=1
          GET  | /app/x?b=2&a=1 | GET&/app/x&a=1&b=2  | a=1
          POST | /app/x?a=1     | POST&/app/x&a=1     | a=1
          GET  | /app/x?a=1     | GET&/app/x&         | 401 query_hash
          GET  | /app/x?a=2     | GET&/app/x&a=1      | 401 query_hash
          GET  | /app/x?a=1&a=1 | GET&/app/x&a=1      | 401 query_hash
          GET  | /app/x?a=1     | POST&/app/x&a=1     | 401 query_hash
          GET  | /app/x?a=1     | GET&/app/y&a=1      | 401 query_hash
          GET  | /app/x         | context-qsh         | 401 query_hash
          GET  | /app/to        | GET&/app/to&        | a=null
          GET  | /app/to        | GET&/app/inner&     | 401 query_hash
          GET  | /app/else      | GET&/app/else&      | a=null
          """)
  void token_isForOneRequest(String method, String target, String canonical, String told)
      throws Exception {
    assertEquals(told, told(call(method, target, "JWT", token(canonical))));
  }

  @ParameterizedTest
  @CsvSource({"GET&/x&, 200", "GET&/sub/x&, 401"})
  void base_isNoPartOfPath(String canonical, int status) throws Exception {
    assertEquals(status, call("GET", "/sub/x", "Bearer", token(canonical)).status());
  }

  @Test
  void tokenInQuery_isNoPartOfIt() throws Exception {
    String query = "a=1&jwt=" + token("GET&/app/x&a=1");
    assertEquals("a=1", told(send("GET", "/app/x?" + query, "x: 1", "")));
  }

  @ParameterizedTest // the fixed value counts where the rule says so
  @CsvSource({"/page, Bearer, a=null", "/jsp/x, JWT, 401 query_hash"})
  void fixedValue_isOfPages(String path, String scheme, String told) throws Exception {
    assertEquals(told, told(call("GET", path, scheme, tokenOf("\"context-qsh\""))));
  }

  @ParameterizedTest
  @CsvSource({",", "null,", "7,", "'\"\"',", "[],", "'\"abc\"',"})
  void claimThatIsNoHash_isRefused(String claim) throws Exception {
    assertEquals("401 query_hash", told(call("GET", "/page", "Bearer", tokenOf(claim))));
  }

  @ParameterizedTest
  @CsvSource({
    "POST, a=1&b=2, POST&/app/x&a=1&b=2, a=1",
    "POST, a=1&b=2, POST&/app/x&, a=1",
    "POST, a=1&b=3, POST&/app/x&a=1&b=2, 401 query_hash",
    "POST, a=%zz, POST&/app/x&a=1, 401 query_hash",
    "PATCH, a=1, PATCH&/app/x&a=1, 401 query_hash"
  })
  void formWithoutQuery_mayBeHashed(String method, String form, String canonical, String told)
      throws Exception {
    String header = "Authorization: JWT " + token(canonical);
    assertEquals(told, told(send(method, "/app/x", header, form)));
  }

  @ParameterizedTest
  @CsvSource({
    "a=1, POST&/both&, a=1",
    "a=2, POST&/both&, 401 body_hash",
    "a=1, GET&/both&, 401 query_hash"
  })
  void bodyAndQuery_areBothBound(String form, String canonical, String told) throws Exception {
    String claims = ",\"qsh\":\"" + sha256(canonical) + "\",\"hash\":\"" + sha256("a=1") + "\"";
    String bearer = "Authorization: Bearer " + LiveTokens.of(SECRET, "a", claims);
    assertEquals(told, told(send("POST", "/both", bearer, form)));
  }
}
