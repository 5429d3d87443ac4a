package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.TestSecrets;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@code limit.publishable} counts the sessions that begin; without sessions, nothing. */
@EachServer
class IdentifyLimitTest extends ServletAppTest {
  private static final String VISITOR = "{\"token\":\"wpk_0123456789abcdef\",\"user_id\":\"bob\"}";

  @Override
  ServletApp application() {
    return ServletApp.with(TestSecrets.text("site"))
        .set("publishable", "wpk_0123456789abcdef")
        .set("publishable.origins", "https://app.example")
        .set("limit.publishable", "1/1h")
        .set("rules", "identify")
        .set("rule.identify", "POST /identify own")
        .page("/*", TestPage.WHO)
        .adding(
            context ->
                context.addServlet("identify", new IdentifyServlet()).addMapping("/identify"));
  }

  @Test
  void visitorsWithoutSessions_areNotCounted() throws IOException {
    for (int i = 0; i < 3; i++) {
      RawHttp.Reply reply = site.post("/identify", VISITOR, "Origin: https://app.example");
      assertEquals(200, reply.status(), reply::body);
    }
  }
}
