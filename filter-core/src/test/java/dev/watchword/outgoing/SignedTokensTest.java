package dev.watchword.outgoing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.testing.VerdictAssertions;
import dev.watchword.token.Caller;
import dev.watchword.token.TokenSigner;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a token, which, and for how long. */
class SignedTokensTest {
  private static final String ORDERS = "https://orders.example.com";

  private final TestClock clock = new TestClock();

  private SignedTokens tokens() {
    return by(Map.of("sub", "till-7"), Duration.ofSeconds(60));
  }

  private SignedTokens by(Map<String, ?> claims, Duration lifetime) {
    TokenSigner signer = new TokenSigner(TestIssuer.withDefaults().issuer());
    return SignedTokens.by(signer, claims, lifetime).clock(clock);
  }

  private static String sent(OutgoingTokens tokens, String uri) {
    return tokens.tokenFor(URI.create(uri)).orElse("none");
  }

  private Caller caller(String token) {
    return VerdictAssertions.assertAdmitted(
        TestIssuer.standardVerifier().verify(token, clock.instant()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ORDERS,
        ORDERS + "/v1/a?b=c#d",
        ORDERS + ":443/",
        ORDERS + ":/",
        "HTTPS://ORDERS.Example.COM/v1",
        "https://stock.example.com:8443/v1",
        "http://127.0.0.1:8080/v1",
        "http://localhost/v1",
        "http://localhost:80/v1",
        "http://[::1]:8080/v1",
      })
  void listedOrigin_getsToken(String uri) {
    SignedTokens tokens =
        tokens()
            .to("https://Orders.example.com:443")
            .to("https://stock.example.com:8443")
            .to("http://127.0.0.1:8080")
            .to("http://localhost")
            .to("http://[::1]:8080");
    assertNotEquals("none", sent(tokens, uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://orders.example.com/",
        "http://orders.example.com:443/",
        "https://orders.example.com:8443/",
        "https://orders.example.com:80/",
        "https://orders.example.com./",
        "https://orders.example.com.evil.example/",
        "https://evil-orders.example.com/",
        "https://a.orders.example.com/",
        "https://example.com/",
        "https://orders.example.com@evil.example/",
        "https://orders.example.com:443@evil.example/",
        "https://user@orders.example.com/",
        "https://user:word@orders.example.com/",
        "https://@orders.example.com/",
        "https://evil.example/#@orders.example.com",
        "https://evil.example/?https://orders.example.com",
        "https://evil.example\u2044.orders.example.com/",
        "https://\u043erders.example.com/",
        "https://xn--rders-uye.example.com/",
        "https://orders.example.com%2eevil.example/",
        "wss://orders.example.com/",
        "ftp://orders.example.com/",
        "https:orders.example.com",
        "//orders.example.com/",
        "/v1",
        "http://127.0.0.2/",
        "http://127.1/",
        "http://2130706433/",
        "http://localhost.evil.example/",
      })
  void otherOrigin_getsNone(String uri) {
    SignedTokens tokens = tokens().to(ORDERS).to("http://127.0.0.1").to("http://localhost");
    assertEquals("none", sent(tokens, uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://orders.example.com",
        "http://127.0.0.2",
        "http://a.localhost",
        "https://*.example.com",
        "https://orders.example.com.",
        "https://orders.example.com/v1",
        "https://orders.example.com/",
        "https://a@orders.example.com",
        "https://orders.example.com:99999",
        "https://b\u00fccher.example",
        "orders.example.com",
        "wss://orders.example.com",
        "https://",
        "",
      })
  void originThatMayNotBeListed_isError(String origin) {
    SignedTokens tokens = tokens();
    assertThrows(IllegalArgumentException.class, () -> tokens.to(origin));
    assertThrows(IllegalArgumentException.class, () -> tokens.to(origin, "orders"));
  }

  @Test
  void eachOrigin_hasItsAudience() {
    SignedTokens tokens = tokens().to(ORDERS, "orders").to("https://stock.example.com");
    Caller orders = caller(sent(tokens, ORDERS));

    assertEquals("orders", orders.claim("aud", String.class).orElseThrow());
    assertEquals("till-7", orders.getName());
    assertEquals(Tokens.NOW, orders.issuedAt().orElseThrow());
    assertEquals(Tokens.NOW.plusSeconds(60), orders.expiresAt().orElseThrow());
    assertFalse(caller(sent(tokens, "https://stock.example.com")).claims().containsKey("aud"));
    assertThrows(IllegalArgumentException.class, () -> tokens.to(ORDERS, ""));
  }

  @ParameterizedTest
  @CsvSource({"0, true", "29999, true", "30000, false", "60000, false", "-1, false"})
  void token_isSentAgainUntilHalfItsLifeIsOver(long millis, boolean isSame) {
    SignedTokens tokens = tokens().to(ORDERS);
    String first = sent(tokens, ORDERS);
    clock.pass(Duration.ofMillis(millis));
    String second = sent(tokens, ORDERS);

    assertEquals(isSame, second.equals(first));
    caller(second);
  }

  @Test
  void freshEachTime_neverSendsOneTwice() {
    SignedTokens tokens = tokens().to(ORDERS).freshEachTime();
    assertNotEquals(
        caller(sent(tokens, ORDERS)).claim("jti", String.class),
        caller(sent(tokens, ORDERS)).claim("jti", String.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iat", "nbf", "exp", "jti", "aud"})
  void claimSetAnew_isError(String claim) {
    Map<String, ?> claims = Map.of(claim, "x");
    assertThrows(IllegalArgumentException.class, () -> by(claims, Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "PT-1S, false",
    "PT0S, false",
    "PT0.9S, false",
    "PT1S, true",
    "PT1.5S, false",
    "PT1H, true",
    "PT1H1S, false"
  })
  void lifetime_isFromOneSecondToOneHour(Duration lifetime, boolean isGood) {
    if (isGood) {
      by(Map.of(), lifetime);
    } else {
      assertThrows(IllegalArgumentException.class, () -> by(Map.of(), lifetime));
    }
  }

  @Test
  void text_showsNoTokenAndNoClaim() {
    SignedTokens tokens = tokens().to(ORDERS);
    sent(tokens, ORDERS);
    assertEquals("SignedTokens[https://orders.example.com]", tokens.toString());
  }
}
