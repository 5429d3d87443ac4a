package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.Watchword;
import dev.watchword.guard.Visitor;
import dev.watchword.settings.SettingSource;
import dev.watchword.testing.TestData;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One {@code /identify} for every widget of a page: its answer has a token for their frames. */
@EachServer
class SessionTest extends ServletAppTest {
  private static final String PUBLISHABLE = "wpk_0123456789abcdef";
  private static final String PAGE = "Origin: https://app.example";

  @Override
  ServletApp application() {
    ServletApp site = ServletApp.with(TestSecrets.text("site"));
    return site.set("kid", "2026")
        .set("previous.secret", TestSecrets.text("old"))
        .set("previous.until", "2026-12-01")
        .set("identity.session", "15m")
        .set("identity.legacy", "accept")
        .set("identity.secret", TestSecrets.text("hashes"))
        .set("rolesclaim", "role")
        .set("publishable", PUBLISHABLE)
        .set("publishable.origins", "https://app.example")
        .set("limit.publishable", "20/1h")
        .set("revocation", "on")
        .set("rules", "identify,inbox,feed,either")
        .set("rule.identify", "POST /identify own")
        .set("rule.inbox", "/inbox/* kind widget")
        .set("rule.feed", "/feed/* publishable source bearer,query:token limit off")
        .set("rule.either", "/either optional kind widget")
        .page("/*", SessionTest::show)
        .adding(context -> ServletApp.give(context, watchword(site)))
        .adding(
            context ->
                context.addServlet("identify", new IdentifyServlet()).addMapping("/identify"));
  }

  private static Watchword watchword(ServletApp site) {
    SettingSource settings = SettingSource.of("context-param", true, site.params());
    return Watchword.builder().source(settings).clock(() -> Tokens.NOW).start();
  }

  private static void show(
      jakarta.servlet.http.HttpServletRequest request,
      jakarta.servlet.http.HttpServletResponse response)
      throws IOException {
    Object visitor = request.getAttribute(Visitor.class.getName());
    String whom = visitor instanceof Visitor known ? known.unverifiedUserId() : "nobody";
    response.getWriter().print(request.getRemoteUser() + " admin=" + request.isUserInRole("admin"));
    response.getWriter().print(" visitor=" + whom);
  }

  private static Tokens user() {
    byte[] secret = TestSecrets.text("site").getBytes(StandardCharsets.US_ASCII);
    return Tokens.good().secret(secret).claim("jti", "one").header("kid", "2026");
  }

  private RawHttp.Reply identify(String body, String... headers) throws IOException {
    return site.post("/identify", body, headers);
  }

  private JsonNode identified(String body, String... headers) throws IOException {
    RawHttp.Reply reply = identify(body, headers);
    assertEquals(200, reply.status(), reply::body);
    return TestData.parse(reply.body());
  }

  private static String jwt(Tokens token, String more) {
    return "{\"userJWT\":\"" + token.text() + "\"" + more + "}";
  }

  private String sessionOf(String body, String... headers) throws IOException {
    return identified(body, headers).get("token").textValue();
  }

  private String ofHash() throws IOException {
    byte[] secret = TestSecrets.text("hashes").getBytes(StandardCharsets.US_ASCII);
    String hash = HexFormat.of().formatHex(Tokens.mac("carol", "HmacSHA256", secret));
    return sessionOf("{\"userId\":\"carol\",\"userHash\":\"" + hash + "\"}");
  }

  private String ofVisitor() throws IOException {
    return sessionOf("{\"token\":\"" + PUBLISHABLE + "\",\"user_id\":\"bob\"}", PAGE);
  }

  private static JsonNode part(String token, int index) {
    return TestData.parse(new String(Tokens.part(token, index), StandardCharsets.UTF_8));
  }

  @Test
  void session_saysWhatWasProvedAndNothingElse() throws Exception {
    Tokens token =
        user().claim("email", "a@b.example").claim("role", "admin").claim("plan", "gold");
    JsonNode answer = identified(jwt(token, ",\"name\":\"Al\",\"customerId\":\"c9\""));
    assertEquals(900, answer.get("expires_in").intValue());
    assertEquals(
        "{\"plan\":\"is not declared\",\"customerId\":\"counts only in a signed token\"}",
        answer.get("ignored").toString());

    String session = answer.get("token").textValue();
    assertEquals(
        "{\"alg\":\"HS256\",\"typ\":\"widget+jwt\",\"kid\":\"2026\"}", part(session, 0).toString());
    JsonNode claims = part(session, 1);
    long now = Tokens.NOW.getEpochSecond();
    String random = claims.get("jti").textValue();
    assertEquals(
        "{\"email\":\"a@b.example\",\"sub\":\"alice\",\"assurance\":\"signed\",\"iat\":%1$s,\"nbf\":%1$s,\"exp\":%2$s,\"jti\":\"%3$s\"}"
            .formatted(now, now + 900, random),
        claims.toString());
    assertTrue(random.length() > 20, random);
  }

  @Test // requirement 68
  void sessionOfSignedUser_passesInWidgetsAlone() throws Exception {
    String session = sessionOf(jwt(user().claim("role", "admin"), ""));
    String alice = "alice admin=false visitor=nobody";
    assertEquals(alice, site.get("/inbox/x", bearer(session)).body());
    assertEquals(alice, site.get("/feed/x", bearer(session)).body());
    assertEquals(alice, site.get("/feed/x?token=" + session).body());
    assertEquals(403, site.get("/api", bearer(session)).status());
  }

  @Test
  void sessionOfHash_saysSoAndPassesInWidgetsAlone() throws Exception {
    String session = ofHash();
    assertEquals("legacy_hmac", part(session, 1).get("assurance").textValue());
    assertEquals("carol admin=false visitor=nobody", site.get("/inbox/x", bearer(session)).body());
    assertEquals(403, site.get("/api", bearer(session)).status());
  }

  @Test // requirement 67
  void sessionOfVisitor_isWorthPublishableTokenAndNoMore() throws Exception {
    String session = ofVisitor();
    JsonNode claims = part(session, 1);
    assertEquals("publishable", claims.get("assurance").textValue());
    assertEquals("bob", claims.get("unverified_user").textValue());
    assertEquals(null, claims.get("sub"));

    String bob = "null admin=false visitor=bob";
    assertEquals(bob, site.get("/feed/x", bearer(session)).body());
    assertEquals(bob, site.get("/feed/x?user_id=eve&token=" + session).body());
    for (String path : List.of("/inbox/x", "/api", "/either")) {
      RawHttp.Reply reply = site.get(path, bearer(session));
      assertEquals(403, reply.status(), path);
      assertFalse(reply.body().contains("bob"), reply::body);
    }
    assertEquals(403, site.post("/feed/x", "a=b", bearer(session)).status());
  }

  @Test
  void session_beginsNoOther() throws Exception {
    for (String session : List.of(sessionOf(jwt(user(), "")), ofHash(), ofVisitor())) {
      for (String member : List.of("userJWT", "token", "jwt")) {
        assertEquals(403, identify("{\"" + member + "\":\"" + session + "\"}", PAGE).status());
      }
    }
  }

  @Test
  void sessionsOfVisitors_areLimited() throws Exception {
    String body = "{\"token\":\"" + PUBLISHABLE + "\",\"user_id\":\"bob\"}";
    RawHttp.Reply reply = identify(body, PAGE);
    for (int i = 0; i < 20 && reply.status() == 200; i++) {
      reply = identify(body, PAGE);
    }
    assertEquals(429, reply.status(), reply::body);
    assertNotNull(reply.header("Retry-After"));
    assertEquals(200, identify(jwt(user(), "")).status(), "of users who prove it");
  }

  @Test
  void valueThatCannotBeSigned_isRefusedAndNotLost() throws Exception {
    Tokens token = user().claim("email", new java.math.BigInteger("9".repeat(30)));
    assertEquals(401, identify(jwt(token, "")).status());
  }
}
