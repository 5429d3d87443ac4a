package dev.watchword.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins as people write them, and as browsers send them. */
class WebOriginTest {
  @ParameterizedTest
  @CsvSource({
    "https://app.example, https://app.example",
    "https://App.Example, https://app.example",
    "HTTPS://APP.EXAMPLE:443, https://app.example",
    "http://app.example:80, http://app.example",
    "http://app.example:443, http://app.example:443",
    "https://app.example:08443, https://app.example:8443",
    "http://localhost:5173, http://localhost:5173",
    "http://127.0.0.1:5173, http://127.0.0.1:5173",
    "http://[::1]:8080, http://[::1]:8080",
    "https://[2001:DB8::7]:443, https://[2001:db8::7]",
    "https://[1:2:3:4:5:6::], https://[1:2:3:4:5:6::]",
    "https://app.example:65535, https://app.example:65535",
    "https://xn--bcher-kva.example, https://xn--bcher-kva.example",
    "https://app.example., https://app.example.",
    "https://*.preview.example, https://*.preview.example",
    "https://*.Preview.Example:443, https://*.preview.example",
    "http://*.localhost:5173, http://*.localhost:5173",
    "chrome-extension://abcdefghijklmnop, chrome-extension://abcdefghijklmnop",
    "capacitor://localhost, capacitor://localhost",
  })
  void origin_hasOneForm(String written, String sent) {
    assertEquals(sent, WebOrigin.canonical(written));
    assertEquals(sent, WebOrigin.canonical(sent));
  }

  @ParameterizedTest // it would never match
  @ValueSource(
      strings = {
        "",
        "null",
        "*",
        "app.example",
        "//app.example",
        "https://",
        "https://app.example/",
        "https://app.example/x",
        "https://app.example?x",
        "https://app.example#x",
        "https://user@app.example",
        "https://app.example:",
        "https://app.example:65536",
        "https://app.example:x",
        "https://b\u00fccher.example",
        "https://app .example",
        "https://app..example",
        "https://.example",
        "https://app%2eexample",
        "https://*",
        "https://*.com",
        "https://*.0.0.1",
        "https://*.127.0.0.1",
        "https://*.[::1]",
        "https://*.*.example",
        "https://a.*.example",
        "https://a*.preview.example",
        "capacitor://*.app.example",
        "file://localhost",
        "https://127.0.0.01",
        "https://127.1",
        "https://2130706433",
        "https://0x7f000001",
        "https://256.0.0.1",
        "https://[0:0:0:0:0:0:0:1]",
        "https://[::01]",
        "https://[::1%eth0]",
        "https://[1:2:3:4:5:6:7]",
        "https://[1::2::3]",
        "https://::1",
      })
  void whatNoBrowserSends_isNone(String written) {
    assertNull(WebOrigin.canonical(written));
  }

  @Test // requirement 79
  void turkishLocale_changesNothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertEquals("https://iii.example", WebOrigin.canonical("HTTPS://III.example"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void publishableToken_mayBeShownByPagesOfAnyOneLabel() {
    Publishable any =
        new Publishable(Set.of("wpk_0123456789abcdef"), Set.of("https://*.preview.example"));
    assertTrue(any.allows(List.of("https://pr-17.preview.example")));
    assertFalse(any.allows(List.of("https://a.b.preview.example")));
    assertFalse(any.allows(List.of("https://*.preview.example")));
  }
}
