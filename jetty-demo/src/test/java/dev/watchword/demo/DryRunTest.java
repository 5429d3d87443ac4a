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
class DryRunTest {
  @ParameterizedTest
  @ValueSource(strings = {"/api/echo", "/rest/echo"})
  void dryRun_admitsAllWithoutCaller(String path) throws Exception {
    Map<String, String> settings = Map.of("watchword.enforce.from", "2999-01-01");
    try (Demo demo = DemoFixture.start(DemoFixture.secret(), settings)) {
      RawHttp.Reply anonymous = RawHttp.get(demo, path);
      assertEquals(200, anonymous.status(), anonymous.body());
      assertEquals("{\"caller\":null,\"run\":1}", anonymous.body());
      RawHttp.Reply known =
          RawHttp.get(demo, path, RawHttp.bearer(DemoFixture.token(demo, "alice")));
      assertTrue(known.body().startsWith("{\"caller\":\"alice\""), known.body());
      String welcome = demo.welcome(Duration.ZERO);
      assertFalse(welcome.contains("-> 401"), welcome);
      assertTrue(RawHttp.get(demo, "/health").body().contains("\"enforced\":\"from 2999-"));
    }
  }

  @Test
  void localRequestInDevelopment_needsNoToken() throws Exception {
    Map<String, String> settings = Map.of("watchword.insecure", "true", "mp.config.profile", "dev");
    try (Demo demo = DemoFixture.start(DemoFixture.secret(), settings)) {
      RawHttp.Reply here = RawHttp.get(demo, "/api/echo");
      assertTrue(here.body().startsWith("{\"caller\":\"insecure\""), here.body());
      RawHttp.Reply proxied = RawHttp.get(demo, "/api/echo", "X-Forwarded-For: 127.0.0.1");
      assertEquals(401, proxied.status());
    }
  }
}
