package dev.watchword.demo;

import static dev.watchword.demo.RawHttp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /flood}: what forged tokens come to and cost. */
class ForgedFloodTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Demo demo;

  @BeforeAll
  static void start() throws Exception {
    Map<String, String> limit = Map.of("watchword.limit.failures", "20/1h");
    demo = DemoFixture.start(DemoFixture.secret(), limit);
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  @Test
  void flood_isRefusedSlowedAndMeasuredAndTouchesNobodyElse() throws Exception {
    RawHttp.Reply reply = RawHttp.post(demo, "/flood", "{\"calls\":50}");
    assertEquals(200, reply.status(), reply.body());
    JsonNode costs = JSON.readTree(reply.body());
    assertEquals("{\"401\":20,\"429\":30}", costs.path("forged").path("answers").toString());
    for (String kind : new String[] {"good", "again"}) {
      assertEquals("{\"passed\":50}", costs.path(kind).path("answers").toString());
    }
    for (String kind : new String[] {"forged", "good", "again"}) {
      assertTrue(costs.path(kind).path("micros").asDouble() > 0, reply.body());
    }
    String bad = DemoFixture.changed(DemoFixture.token(demo, "alice"));
    assertEquals(401, RawHttp.get(demo, "/api/echo", bearer(bad)).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"calls\":0}",
        "{\"calls\":2001}",
        "{\"calls\":-1}",
        "{\"calls\":\"many\"}",
        "[]"
      })
  void badWish_isAnswered400(String body) throws Exception {
    assertEquals(400, RawHttp.post(demo, "/flood", body).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"calls\":1}", "{\"calls\":2000}", ""})
  void callsAtEitherEnd_areMade(String body) throws Exception {
    assertEquals(200, RawHttp.post(demo, "/flood", body).status());
  }
}
