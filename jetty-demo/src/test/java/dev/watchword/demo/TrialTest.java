package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo before {@code watchword.enforce.from}, and with {@code watchword.insecure}. */
class TrialTest {
  @ParameterizedTest
  @ValueSource(strings = {"/api/echo", "/rest/echo"})
  void allPassWithoutACaller(String path) throws Exception {
    Map<String, String> settings = Map.of("watchword.enforce.from", "2999-01-01");
    try (Demo demo = Demos.start(Demos.secret(), settings)) {
      Http.Reply stranger = Http.get(demo, path);
      assertEquals(200, stranger.status(), stranger.body());
      assertEquals("{\"caller\":null,\"run\":1}", stranger.body());
      Http.Reply known = Http.get(demo, path, Http.bearer(Demos.token(demo, "alice")));
      assertTrue(known.body().startsWith("{\"caller\":\"alice\""), known.body());
      String welcome = demo.welcome(Duration.ZERO);
      assertFalse(welcome.contains("-> 401"), welcome);
      assertTrue(Http.get(demo, "/health").body().contains("\"enforced\":\"from 2999-"));
    }
  }

  @Test
  void thisMachineNeedsNoTokenInDevelopment() throws Exception {
    Map<String, String> settings = Map.of("watchword.insecure", "true", "mp.config.profile", "dev");
    try (Demo demo = Demos.start(Demos.secret(), settings)) {
      Http.Reply here = Http.get(demo, "/api/echo");
      assertTrue(here.body().startsWith("{\"caller\":\"insecure\""), here.body());
      Http.Reply proxied = Http.get(demo, "/api/echo", "X-Forwarded-For: 127.0.0.1");
      assertEquals(401, proxied.status());
    }
  }
}
