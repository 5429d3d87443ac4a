package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.settings.SettingSource;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Fogbender's widgets name their account beside the user's token, in the body. */
@EachServer
class PickedByBodyTest extends ServletAppTest {
  @Override
  ServletApp application() {
    ServletApp site = new ServletApp();
    return site.set("limit.failures", "off")
        .set("issuers", "acme,globex")
        .set("issuer.acme.secret", TestSecrets.text("acme"))
        .set("issuer.globex.secret", TestSecrets.text("globex"))
        .set("choose", "query widgetId")
        .set("rules", "identify")
        .set("rule.identify", "POST /identify own")
        .page("/*", TestPage.WHO)
        .adding(context -> ServletApp.give(context, watchword(site)))
        .adding(
            context ->
                context.addServlet("identify", new IdentifyServlet()).addMapping("/identify"));
  }

  private static Watchword watchword(ServletApp site) {
    SettingSource settings = SettingSource.of("context-param", true, site.params());
    return Watchword.builder().source(settings).clock(() -> Tokens.NOW).start();
  }

  private RawHttp.Reply identify(String issuer, String query, String member) throws Exception {
    byte[] secret = TestSecrets.text(issuer).getBytes(StandardCharsets.US_ASCII);
    String token = "\"userJWT\":\"" + Tokens.good().secret(secret).text() + "\"";
    String more = member.isEmpty() ? "" : ",\"widgetId\":" + member;
    return site.post("/identify" + query, "{" + token + more + "}");
  }

  @Test
  void member_picksIssuer() throws Exception {
    RawHttp.Reply reply = identify("globex", "", "\"globex\"");
    assertEquals(200, reply.status(), reply::body);
    assertTrue(reply.body().contains("\"issuer\":\"globex\""), reply::body);
    assertEquals(401, identify("globex", "", "\"acme\"").status());
    assertEquals(401, identify("globex", "", "").status());
  }

  @Test
  void queryAndMember_mustAgree() throws Exception {
    assertEquals(200, identify("acme", "?widgetId=acme", "\"acme\"").status());
    assertEquals(400, identify("acme", "?widgetId=acme", "\"globex\"").status());
    assertEquals(400, identify("acme", "?widgetId=globex", "\"acme\"").status());
    assertEquals(400, identify("acme", "?widgetId=acme", "null").status());
  }
}
