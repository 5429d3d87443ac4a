package dev.watchword.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sign-in leads to our own paths and to listed origins, and whoever asks, nowhere else. */
class SignInRulesTest {
  private static final String COOKIE = "__Host-watchword";
  private static final SignInRules RULES =
      new SignInRules(
          Set.of("https://app.example", "https://*.portal.example", "http://localhost:3000"),
          COOKIE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/board",
        "/board/7?filter=open&next=https://evil.example/#top",
        "/caf%C3%A9",
        "/.well-known/x",
        "/#//evil.example",
        "/?//evil.example",
        "https://app.example",
        "https://app.example/",
        "https://app.example/board?x=1#top",
        "https://app.example?x=1",
        "https://acme.portal.example/board",
        "http://localhost:3000/"
      })
  void ownPathAndListedOrigin_areAllowed(String target) {
    assertTrue(RULES.mayReturnTo(target), target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // another host, as browsers read it
        "//evil.example",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/ /evil.example",
        "/\u0000/evil.example",
        "/\u2028/evil.example",
        "/\uff0f/evil.example",
        "\uff0f\uff0fevil.example",
        // the same, as a proxy or a framework may read it
        "/.//evil.example",
        "/..//evil.example",
        "/x/..//evil.example",
        "/;//evil.example",
        "/;@evil.example",
        "/%2Fevil.example",
        "/%2fevil.example",
        "/%5Cevil.example",
        "/%252Fevil.example",
        "/%09/evil.example",
        "/%0d%0aSet-Cookie:%20a=b",
        "/%00",
        "/%2e%2e/evil.example",
        "%2F%2Fevil.example",
        "%68ttps://evil.example",
        "/x\r\nSet-Cookie: a=b",
        // no path of ours
        "",
        "board",
        "?x",
        "#x",
        ".",
        "./board",
        "../board",
        "evil.example",
        "@evil.example",
        // other origins and other spellings of the listed
        "https://evil.example",
        "https://evil.example/https://app.example/",
        "https://app.example.evil.example/",
        "https://app.example@evil.example/",
        "https://app.example:x@evil.example/",
        "https://user@app.example/",
        "https://app.example\\@evil.example/",
        "https://evil.example\\.app.example/",
        "https://app.example%2f@evil.example/",
        "https://app.example%00.evil.example/",
        "https://app.example#@evil.example\n",
        "https://app.example./",
        "https://app.example:443/",
        "https://app.example:/",
        "https://app.example:8443/",
        "https://APP.example/",
        "HTTPS://app.example/",
        "https:/app.example/",
        "https:app.example/",
        "https:///app.example/",
        "https:\\\\app.example/",
        "https://",
        "https://app.example//evil.example",
        "https://app.example/..//evil.example",
        "https://app.example/%2f/evil.example",
        "http://app.example/",
        "https://portal.example/",
        "https://a.b.portal.example/",
        "https://*.portal.example/",
        "https://evil.example?.portal.example/",
        "http://localhost/",
        "https://localhost:3000/",
        "http://0/",
        "http://[::1]/",
        // other schemes
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "blob:https://app.example/x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://app.example/",
        "ws://app.example/",
        "app://app.example/",
        "view-source:https://app.example/",
        "about:blank",
        "mailto:a@app.example"
      })
  void everythingElse_isRefused(String target) {
    assertFalse(RULES.mayReturnTo(target), target);
  }

  @Test
  void longTarget_isRefused() {
    assertTrue(RULES.mayReturnTo("/" + "a".repeat(2047)));
    assertFalse(RULES.mayReturnTo("/" + "a".repeat(2048)));
  }

  @Test
  void withoutOrigins_ownPathsAlone() {
    SignInRules own = new SignInRules(Set.of(), COOKIE);
    assertTrue(own.mayReturnTo("/board"));
    assertFalse(own.mayReturnTo("https://app.example/"));
  }

  @Test // requirement 41
  void cookie_isOfThisHostAloneAndOutOfReachOfScripts() {
    assertEquals(
        "__Host-watchword=x.y.z; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=900",
        RULES.setCookie("x.y.z", Duration.ofMinutes(15)).value());
    assertTrue(RULES.fits("a".repeat(4096 - COOKIE.length())));
    assertFalse(RULES.fits("a".repeat(4097 - COOKIE.length())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "watchword", "__Host-", "__host-x", "__Secure-x", "__Host-a=b", "__Host-a;b"})
  void cookieThatBrowsersWouldNotProtect_isRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> new SignInRules(Set.of(), name));
  }
}
