package dev.watchword.demo;

import static dev.watchword.demo.ScriptRunner.CLIENTS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * An identity hash of the id and the second, by Node's own crypto. Demos start one after the other
 * here: once a demo had run beside another that goes on, a later pair lost its JAX-RS resource.
 */
class StampedHashTest {
  private static final String IDENTITY = DemoFixture.secret();

  private static Demo started(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("watchword.identity.secret", IDENTITY);
    settings.put("watchword.limit.failures", "off");
    return DemoFixture.start(DemoFixture.secret(), settings);
  }

  private static int status(Demo demo, String body) throws Exception {
    return RawHttp.post(demo, "/identify", body).status();
  }

  /** Its vendor decodes the secret: it has ours in hexadecimal. */
  private static String stamped(long second) throws Exception {
    String hex = HexFormat.of().formatHex(IDENTITY.getBytes(StandardCharsets.UTF_8));
    String body = "{\"user_id\":\"U1\",\"unix_ts\":" + second + "}";
    return CLIENTS.node(Map.of("SECRET", hex), "hmac-hash.mjs", "user_id_sig", body);
  }

  @Test
  void stampedHash_identifiesUserForFiveMinutes() throws Exception {
    long now = Instant.now().getEpochSecond(); // the server's clock is that of the system
    try (Demo demo = started(Map.of("watchword.identity.hashes", "user_id_sig"))) {
      JsonNode identity = VendorClientsTest.identified(demo, stamped(now - 200));
      assertEquals("legacy_hmac", identity.path("assurance").asText(), identity.toString());
      assertEquals("U1", identity.path("user").asText(), identity.toString());
      assertEquals(401, status(demo, stamped(now - 400)));
      assertEquals(401, status(demo, stamped(now + 400)));
      String changed = stamped(now).replace("" + now, "" + (now - 1));
      assertEquals(401, status(demo, changed));
    }
  }

  @Test
  void stampedHash_isNotAcceptedUnlessNamed() throws Exception {
    try (Demo demo = started(Map.of())) {
      assertEquals(401, status(demo, stamped(Instant.now().getEpochSecond() - 200)));
    }
  }
}
