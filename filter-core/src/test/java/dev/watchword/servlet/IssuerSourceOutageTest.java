package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.watchword.Watchword;
import dev.watchword.settings.SettingSource;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever an issuer source throws, no user at {@code /identify} is logged out because of it. */
@EachServer
class IssuerSourceOutageTest extends ServletAppTest {
  @Override
  ServletApp application() {
    ServletApp site = new ServletApp();
    return site.set("limit.failures", "off")
        .set("issuers", "own")
        .set("issuer.own.secret", TestSecrets.text("own"))
        .set("choose", "header X-Workspace")
        .set("rules", "identify")
        .set("rule.identify", "POST /identify own")
        .page("/*", TestPage.WHO)
        .adding(context -> ServletApp.give(context, watchword(site)))
        .adding(
            context ->
                context.addServlet("identify", new IdentifyServlet()).addMapping("/identify"));
  }

  private static Watchword watchword(ServletApp site) {
    return Watchword.builder()
        .source(SettingSource.of("context-param", true, site.params()))
        .clock(() -> Tokens.NOW)
        .issuerSource(
            selector -> {
              switch (selector) {
                case "linkage" -> throw new NoClassDefFoundError("a driver");
                case "assertion" -> throw new AssertionError("an invariant");
                case "stack" -> throw new StackOverflowError();
                default -> throw new Error(selector);
              }
            })
        .start();
  }

  @Test
  void everyProof_isAnswered503() throws Exception {
    for (String picked : List.of("linkage", "assertion", "stack", "other")) {
      for (String body :
          List.of(
              "{\"jwt\":\"" + Tokens.goodText() + "\"}",
              "{\"userId\":\"alice\",\"userHMAC\":\"" + "0".repeat(64) + "\"}",
              "{\"jwt\":\"wpk_0123456789abcdef\",\"user_id\":\"alice\"}")) {
        RawHttp.Reply reply = site.post("/identify", body, "X-Workspace: " + picked);
        assertEquals(503, reply.status(), () -> picked + " " + body + " " + reply.body());
        assertNotNull(reply.header("Retry-After"));
      }
    }
  }
}
