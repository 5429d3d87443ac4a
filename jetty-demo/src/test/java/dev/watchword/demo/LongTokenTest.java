package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server lets pass whatever {@code watchword.tokensize} allows. */
class LongTokenTest {
  /** Three parts of base64url, with so many characters in all. */
  private static String token(int characters) {
    String start = "eyJhbGciOiJIUzI1NiJ9." + "e30.";
    return start + "A".repeat(characters - start.length());
  }

  private static int status(Demo demo, int characters) throws Exception {
    return RawHttp.get(demo, "/api/echo", RawHttp.bearer(token(characters))).status();
  }

  @ParameterizedTest // 431 would be the server's own
  @CsvSource({"8192", "16384", "65536"})
  void tokenOfGreatestSize_reachesFilter(int size) throws Exception {
    Map<String, String> settings = Map.of("watchword.tokensize", Integer.toString(size));
    try (Demo demo = DemoFixture.start(DemoFixture.secret(), settings)) {
      assertEquals(401, status(demo, size));
      assertEquals(401, status(demo, size + 1));
      assertEquals(431, status(demo, size + 5000));
    }
  }

  @Test
  void usualTokens_mayHaveDefaultSize() throws Exception {
    try (Demo demo = DemoFixture.start()) {
      assertEquals(401, status(demo, 8192));
    }
  }
}
