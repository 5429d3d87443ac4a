package dev.watchword.adapters;

import static dev.watchword.adapters.RawClient.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.Watchword;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A limit for each caller is one for each kind of caller, too. */
class CallersApartTest {
  private static Watchword start() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(new TestClock())
        .set("watchword.secret", TestSecrets.text("main"))
        .set("watchword.limit.each", "2/1h")
        .set("watchword.limit.each.per", "caller")
        .set("watchword.rules", "widget,rest")
        .set("watchword.rule.widget", "/rest/widget/* kind widget limit each")
        .set("watchword.rule.rest", "/rest/* limit each")
        .start();
  }

  private static Tokens token() {
    byte[] secret = TestSecrets.text("main").getBytes(StandardCharsets.US_ASCII);
    return Tokens.good().claim("sub", "my-app").secret(secret);
  }

  @ParameterizedTest
  @EnumSource
  void widgetUser_doesNotUseUpLimitOfServiceWithThatName(Adapter adapter) throws Exception {
    String user = bearer(token().header("typ", "widget+jwt").text());
    String service = bearer(token().text());
    try (RawClient site = adapter.serve(start())) {
      assertEquals("200 Caller[widget:default/my-app]", site.get("/widget/x", user).brief());
      assertEquals("200 Caller[widget:default/my-app]", site.get("/widget/x", user).brief());
      assertEquals("429", site.get("/widget/x", user).brief());
      assertEquals("200 Caller[default/my-app]", site.get("/x", service).brief());
    }
  }
}
