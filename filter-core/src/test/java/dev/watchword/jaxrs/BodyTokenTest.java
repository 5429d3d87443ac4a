package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens in a body, which the resource reads afterwards as always. */
final class BodyTokenTest extends OnEachRuntime {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int MOST = 65_536;

  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(Inbox.class, Hashed.class, Queried.class, JwtRequestFilter.class);
    }
  }

  @Override
  JaxrsApp site() {
    return JaxrsApp.of(App.class)
        .rule("form", "/rest/inbox/form/* source bearer,form:jwt")
        .rule("json", "/rest/inbox/json source json:token")
        .rule("hash", "/rest/hash bodyhash hash")
        .rule("query", "/rest/query qsh /rest");
  }

  /** Reads what was sent. */
  @Path("inbox")
  public static final class Inbox {
    @POST
    @Path("form/field")
    @Consumes(FORM)
    public String field(@FormParam("a") String a) {
      return a;
    }

    @POST
    @Path("form/text")
    @Consumes(FORM)
    public String text(byte[] body) {
      return "" + body.length;
    }

    @POST
    @Path("json")
    @Consumes("application/json")
    public String json(byte[] body) {
      return "" + body.length;
    }
  }

  /** Takes what its token is bound to. */
  @Path("hash")
  public static final class Hashed {
    @POST
    public String length(byte[] body) {
      return "" + body.length;
    }
  }

  /** Takes what its token is bound to. */
  @Path("query")
  public static final class Queried {
    @GET
    public String a(@QueryParam("a") String a) {
      return "a" + a;
    }
  }

  private static String token() {
    return JaxrsApp.token().text();
  }

  private Reply post(String path, String type, String body, String... headers) throws IOException {
    String[] all = new String[headers.length + 1];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] =
        "Content-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    return server.call("POST", path, all);
  }

  @ParameterizedTest
  @CsvSource({
    "form/field, a=1&jwt=TOKEN&b=2, 200",
    "form/text, a=1&jwt=TOKEN&b=2, 200",
    "form/field, a=1, 401",
    "form/field, a=1&jwt=TOKENx, 401",
    "form/field, a=1&jwt=TOKEN&jwt=TOKEN, 400",
    "form/field, a=%zz&jwt=TOKEN, 400",
  })
  void form_isReadByFilterAndThenByResource(String path, String form, int status)
      throws IOException {
    String body = form.replace("TOKEN", token());
    Reply reply = post("/inbox/" + path, FORM, body);
    assertEquals(status, reply.status(), reply::body);
    if (status == 200) {
      assertEquals(path.equals("form/field") ? "1" : "" + body.length(), reply.body());
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 200", "1, 413"})
  void json_isReadUpTo64KiB(int more, int status) throws IOException {
    String start = "{\"token\":\"" + token() + "\",\"x\":\"";
    int length = MOST + more;
    String body = start + "x".repeat(length - start.length() - 2) + "\"}";
    Reply reply = post("/inbox/json", "application/json", body);
    assertEquals(status, reply.status(), reply::body);
    assertEquals(
        status == 200 ? "" + length : "body_too_large", more == 0 ? reply.body() : reply.code());
  }

  @ParameterizedTest
  @CsvSource({"/inbox/form/field, 400", "/inbox/json, 401"})
  void headerBesideBody_isSecondTokenWhereRuleNamesIt(String path, int status) throws IOException {
    Reply reply = post(path, FORM, "a=1&jwt=" + token(), JaxrsServer.alice());
    assertEquals(status, reply.status(), reply::body);
  }

  @ParameterizedTest
  @CsvSource({"n=1, n=1, 200", "n=1, n=2, 401", "n=1, n=, 401", "n=1, n=11, 401"})
  void tokenBoundToBody_isAcceptedWithThatBodyAlone(String hashed, String sent, int status)
      throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(hashed.getBytes(StandardCharsets.UTF_8));
    String bearer =
        JaxrsServer.bearer(JaxrsApp.token().claim("hash", HexFormat.of().formatHex(hash)));
    Reply reply = post("/hash", "text/plain", sent, bearer);
    assertEquals(status, reply.status(), reply::body);
    assertEquals(
        status == 200 ? "3" : "token_invalid", status == 200 ? reply.body() : reply.code());
  }

  @ParameterizedTest
  @CsvSource({
    "/query?a=1, GET&/query&a=1, 200",
    "/query?a=2, GET&/query&a=1, 401",
    "/query?a=1, GET&/hash&a=1, 401",
    "/query?a=1, GET&/rest/query&a=1, 401"
  })
  void tokenBoundToQuery_isAcceptedWithThatQueryAlone(String target, String hashed, int status)
      throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(hashed.getBytes(StandardCharsets.UTF_8));
    String bearer =
        JaxrsServer.bearer(JaxrsApp.token().claim("qsh", HexFormat.of().formatHex(hash)));
    Reply reply = server.get(target, bearer);
    assertEquals(status, reply.status(), reply::body);
    assertEquals(
        status == 200 ? "a1" : "token_invalid", status == 200 ? reply.body() : reply.code());
  }
}
