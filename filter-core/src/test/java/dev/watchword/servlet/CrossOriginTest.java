package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever we answer, a page of a listed origin can read it, and no other page can. */
@EachServer
class CrossOriginTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = bearer(LiveTokens.of(SECRET, "alice"));
  private static final String APP = "https://app.example";
  private static final String FORM = "grant_type=client_credentials&client_id=app&client_secret=x";

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("cors.origins", APP + ",https://*.preview.example")
        .set("workspace.secret", LiveTokens.secret())
        .set("apikey.secret", LiveTokens.secret())
        .set("clients", "app")
        .set("client.app.secret", LiveTokens.secret())
        .set("identity.session", "15m")
        .set("rules", "endpoints,token,signatures,users,admin,closed,limited,open")
        .set("rule.endpoints", "/identify own")
        .set("rule.token", "/token own")
        .set("rule.signatures", "/signatures own")
        .set("rule.users", "/users/* own")
        .set("rule.admin", "/admin role admin")
        .set("rule.closed", "/closed deny")
        .set("rule.limited", "/limited limit 1/1h")
        .set("rule.open", "/open public limit 1/1h")
        .page("/*", TestPage.WHO)
        .page("/open/none", (request, response) -> response.sendError(404))
        .adding(
            context -> {
              context.addServlet("identify", new IdentifyServlet()).addMapping("/identify");
              context.addServlet("token", new TokenServlet()).addMapping("/token");
              context.addServlet("signatures", new SignaturesServlet()).addMapping("/signatures");
              context.addServlet("users", new UserTokensServlet()).addMapping("/users/*");
            });
  }

  /** Each kind of answer by its name, to a page of that origin. */
  private Map<String, RawHttp.Reply> answers(String origin) throws Exception {
    String page = "Origin: " + origin;
    String jwt = LiveTokens.of(SECRET, "alice");
    site.get("/limited", page, ALICE);
    Map<String, RawHttp.Reply> answers = new LinkedHashMap<>();
    answers.put("200 passed", site.get("/api", page, ALICE));
    answers.put("401 missing", site.get("/api", page));
    answers.put("401 bad", site.get("/api", page, bearer("x.y.z")));
    answers.put("403 role", site.get("/admin", page, ALICE));
    answers.put("403 closed", site.get("/closed", page));
    answers.put("400 twice", site.get("/api", page, ALICE, ALICE));
    answers.put("429 limited", site.get("/limited", page, ALICE));
    answers.put("200 identify", site.post("/identify", "{\"jwt\":\"" + jwt + "\"}", page));
    answers.put("401 identify", site.post("/identify", "{}", page));
    answers.put("400 identify", site.post("/identify", "[]", page));
    answers.put("413 identify", site.post("/identify", " ".repeat(70_000), page));
    answers.put("405 identify", site.get("/identify", page));
    answers.put("401 token", site.post("/token", FORM, page));
    answers.put("400 token", site.post("/token", "a=b&a=b", page));
    answers.put("403 signatures", site.post("/signatures", "{}", page, bearer("x")));
    answers.put("401 users", site.post("/users/u/tokens", "{}", page, bearer("x")));
    return answers;
  }

  @ParameterizedTest
  @ValueSource(strings = {APP, "https://pr-17.preview.example"})
  void listedPage_readsEveryAnswer(String origin) throws Exception {
    for (Map.Entry<String, RawHttp.Reply> one : answers(origin).entrySet()) {
      RawHttp.Reply reply = one.getValue();
      String name = one.getKey();
      assertEquals(Integer.parseInt(name.substring(0, 3)), reply.status(), name);
      assertEquals(List.of(origin), reply.all("Access-Control-Allow-Origin"), name);
      assertEquals(List.of("Origin"), reply.all("Vary"), name);
      assertNull(reply.header("Access-Control-Allow-Credentials"), name);
      List<String> exposed = reply.all("Access-Control-Expose-Headers");
      assertEquals(
          List.of("WWW-Authenticate, Retry-After, RateLimit, RateLimit-Policy"), exposed, name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "*",
        "http://app.example",
        "https://app.example:443",
        "https://app.example:8443",
        "https://app.example.",
        "https://app.example/",
        "https://APP.example",
        "https://app.example.evil.example",
        "https://evilapp.example",
        "https://app.example@evil.example",
        "https://evil.example#https://app.example",
        "https://app.example https://evil.example",
        "https://app.example,https://evil.example",
        "https://preview.example",
        "https://a.b.preview.example",
        "https://*.preview.example",
        "https://.preview.example",
        "app.example"
      })
  void otherPage_readsNone(String origin) throws Exception {
    for (Map.Entry<String, RawHttp.Reply> one : answers(origin).entrySet()) {
      for (String line : one.getValue().headers()) {
        assertFalse(line.toLowerCase().startsWith("access-control-"), one.getKey() + " " + line);
      }
      assertEquals(List.of("Origin"), one.getValue().all("Vary"), one.getKey());
    }
  }

  @Test // requirement 54
  void preflight_isAnsweredOnEveryPathThatIsNotClosed() throws Exception {
    String asks = "Access-Control-Request-Method: POST";
    for (String path :
        List.of("/api", "/admin", "/limited", "/identify", "/token", "/signatures", "/users/u")) {
      RawHttp.Reply reply = site.call("OPTIONS", path, "Origin: " + APP, asks);
      assertEquals(204, reply.status(), path);
      assertEquals(APP, reply.header("Access-Control-Allow-Origin"), path);
      assertTrue(reply.header("Access-Control-Allow-Headers").contains("Content-Type"), path);
      RawHttp.Reply other = site.call("OPTIONS", path, "Origin: https://evil.example", asks);
      assertTrue(other.status() == 401 || other.status() == 405, path);
      assertNull(other.header("Access-Control-Allow-Origin"), path);
    }
    assertEquals(403, site.call("OPTIONS", "/closed", "Origin: " + APP, asks).status());
  }

  @Test
  void answerOfApplicationItself_canBeReadToo() throws Exception {
    RawHttp.Reply reply = site.get("/open/none", "Origin: " + APP, ALICE);
    assertEquals(404, reply.status());
    assertEquals(APP, reply.header("Access-Control-Allow-Origin"));
  }
}
