package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of clients, made fit for the page. */
class ShortTextTest {
  private static final String FORTY = "a".repeat(40);

  @ParameterizedTest
  @CsvSource({
    "/api/echo, /api/echo",
    "no token came with the request, no token came with the request",
    "/users/3f1f1a5e-3c0e-4a59-a0e5-6d0f3f1f1a5e/x, /users/3f1f1a5e-3c0e-4a59-a0e5-6d0f3f1f1a5e/x",
    "<img src=x onerror=alert(1)>, <img src=x onerror=alert(1)>",
    "$1\\, $1\\"
  })
  void ordinaryText_isLeftAsItIs(String text, String shown) {
    assertEquals(shown, ShortText.of(text));
  }

  @Test
  void longWord_isCut() {
    assertEquals("/x/" + FORTY + "/y", ShortText.of("/x/" + FORTY + "/y"));
    assertEquals("/x/aaaaaaaa…/y", ShortText.of("/x/" + FORTY + "a/y"));
  }

  @Test
  void longText_isCut() {
    String text = "ab ".repeat(40);
    assertEquals(text, ShortText.of(text));
    assertEquals(text + "…", ShortText.of(text + "c"));
    assertEquals(121, ShortText.of("ab ".repeat(1_000_000)).length());
  }

  @Test
  void tokenAnywhere_losesItsSignature() throws Exception {
    try (Demo demo = DemoFixture.start()) {
      String token =
          Mint.token(
              demo.watchword(), "a", Map.of(), Duration.ofSeconds(60), java.time.Instant.now());
      String mac = token.substring(token.lastIndexOf('.') + 1);
      for (String around :
          new String[] {"/api/%s", "a %s b", "token=%s", "x".repeat(470) + "/%s"}) {
        String shown = ShortText.of(around.formatted(token));
        assertFalse(shown.contains(mac.substring(0, 8)), around);
      }
    }
  }
}
