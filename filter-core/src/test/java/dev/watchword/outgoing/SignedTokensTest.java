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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a token, which, and for how long. */
class SignedTokensTest {
  private static final String ORDERS = Targets.ORDERS;

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
  @MethodSource("dev.watchword.outgoing.Targets#listed")
  void listedOrigin_getsToken(String uri) {
    SignedTokens tokens = tokens();
    for (String origin : Targets.LISTED) {
      tokens = tokens.to(origin);
    }
    assertNotEquals("none", sent(tokens, uri));
  }

  @ParameterizedTest
  @MethodSource("dev.watchword.outgoing.Targets#others")
  void otherOrigin_getsNone(String uri) {
    SignedTokens tokens = tokens().to(ORDERS).to("http://127.0.0.1").to("http://localhost");
    assertEquals("none", sent(tokens, uri));
  }

  @ParameterizedTest
  @MethodSource("dev.watchword.outgoing.Targets#notToBeListed")
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
