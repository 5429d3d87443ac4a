package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.Watchword;
import dev.watchword.settings.SettingSource;
import dev.watchword.testing.Jwks;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.TestData;
import dev.watchword.testing.Tokens;
import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/**
 * A key whose {@code key_ops} say {@code verify} alone signs no session and no client's token, also
 * where it stands first. That no start succeeds with such keys only, {@code JwkSecretTest} shows.
 */
@EachServer
class VerifyOnlyKeyTest extends ServletAppTest {
  private static final String VERIFIES = Jwks.k();
  private static final String SIGNS = Jwks.k();
  private static final String CLIENT = RandomSecrets.good();

  @Override
  ServletApp application() {
    ServletApp site = ServletApp.with(keys());
    return site.set("identity.session", "15m")
        .set("clients", "app")
        .set("client.app.secret", CLIENT)
        .set("rules", "identify,token,inbox")
        .set("rule.identify", "POST /identify own")
        .set("rule.token", "POST /token own")
        .set("rule.inbox", "/inbox kind widget")
        .page("/inbox", TestPage.WHO)
        .page("/api", TestPage.WHO)
        .adding(context -> ServletApp.give(context, watchword(site)))
        .adding(
            context -> {
              context.addServlet("identify", new IdentifyServlet()).addMapping("/identify");
              context.addServlet("token", TokenServlet.class.getName()).addMapping("/token");
            });
  }

  private static String keys() {
    return Jwks.set(
        Jwks.key(VERIFIES, Jwks.kid("first") + ",\"use\":\"sig\",\"key_ops\":[\"verify\"]"),
        Jwks.key(SIGNS, Jwks.kid("second") + ",\"use\":\"sig\""));
  }

  private static Watchword watchword(ServletApp site) {
    SettingSource settings = SettingSource.of("context-param", true, site.params());
    return Watchword.builder().source(settings).clock(() -> Tokens.NOW).start();
  }

  private static String kid(String token) throws IOException {
    String header = token.substring(0, token.indexOf('.'));
    return TestData.parse(new String(Base64.getUrlDecoder().decode(header))).get("kid").textValue();
  }

  private JsonNode answer(RawHttp.Reply reply) {
    assertEquals(200, reply.status(), reply::toString);
    return TestData.parse(reply.body());
  }

  private int status(String path, String token) throws IOException {
    return site.get(path, RunningApp.bearer(token)).status();
  }

  @Test
  void session_isSignedByOtherKey() throws IOException {
    String user = Tokens.good().secret(Jwks.secret(VERIFIES)).kid("first").text();
    String body = "{\"userJWT\":\"" + user + "\"}";
    String session = answer(site.post("/identify", body)).get("token").textValue();
    assertEquals("second", kid(session));
    assertEquals(200, status("/inbox", session));
    assertEquals(200, status("/api", user));
  }

  @Test
  void tokenOfClient_isSignedByOtherKey() throws IOException {
    String form = "grant_type=client_credentials&client_id=app&client_secret=" + CLIENT;
    String type = "Content-Type: application/x-www-form-urlencoded";
    String token =
        answer(IssuingServletsTest.post(site, "/token", form, type))
            .get("access_token")
            .textValue();
    assertEquals("second", kid(token));
    assertEquals(200, status("/api", token));
  }
}
