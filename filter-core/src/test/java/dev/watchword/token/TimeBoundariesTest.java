package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.Tokens.SOON;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static dev.watchword.testing.VerdictAssertions.reasonOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 26 to 29 and 35: both sides of every instant at which a verdict changes. */
class TimeBoundariesTest {
  private static final Duration NONE = Duration.ZERO;
  private static final Duration THIRTY = Duration.ofSeconds(30);

  /** Each verdict is that of a verifier which remembers nothing. */
  private static Verdict fresh(TestIssuer issuer, Tokens token, Instant now) {
    return issuer.verifier().verify(token.text(), now);
  }

  private static void assertTurns(
      Reason before, Reason from, Instant turn, TestIssuer issuer, Tokens token) {
    assertEquals(before, reasonOf(fresh(issuer, token, turn.minusNanos(1))), "a moment before");
    assertEquals(from, reasonOf(fresh(issuer, token, turn)), "at the instant itself");
    assertEquals(from, reasonOf(fresh(issuer, token, turn.plusNanos(1))), "a moment after");
  }

  @ParameterizedTest // requirements 26 and 35
  @ValueSource(longs = {0, 1, 30, 300})
  void token_isExpiredFromExpPlusLeewayOn(long leeway) {
    TestIssuer issuer = TestIssuer.withDefaults().leeway(Duration.ofSeconds(leeway));
    assertTurns(null, Reason.EXPIRED, SOON.plusSeconds(leeway), issuer, Tokens.good());
  }

  @ParameterizedTest // requirement 35, second by second
  @CsvSource({"-1, true", "0, true", "29, true", "30, false", "31, false"})
  void token_isGoodForLeewayAfterExp(long secondsAfterExp, boolean good) {
    Verdict verdict =
        fresh(TestIssuer.withDefaults(), Tokens.good(), SOON.plusSeconds(secondsAfterExp));
    assertEquals(good ? null : Reason.EXPIRED, reasonOf(verdict));
  }

  @Test
  void tokenThatExpiresNow_isRefused() {
    assertRefused(
        Reason.EXPIRED,
        fresh(TestIssuer.withDefaults().leeway(NONE), Tokens.good().expiringAt(NOW), NOW));
  }

  @Test // RFC 7519 section 2: a NumericDate may have a fraction
  void expWithFraction_endsWithinSecond() {
    Tokens token = Tokens.good().rawClaim("exp", SOON.getEpochSecond() + ".5");
    assertTurns(
        null, Reason.EXPIRED, SOON.plusMillis(500), TestIssuer.withDefaults().leeway(NONE), token);
  }

  @ParameterizedTest // requirement 27
  @CsvSource({"nbf, 0", "nbf, 30", "iat, 0", "iat, 30"})
  void token_isGoodFromItsStartMinusLeewayOn(String claim, long leeway) {
    TestIssuer issuer = TestIssuer.withDefaults().leeway(Duration.ofSeconds(leeway));
    Tokens token = Tokens.good().claim(claim, NOW);
    assertTurns(Reason.NOT_YET, null, NOW.minusSeconds(leeway), issuer, token);
  }

  @ParameterizedTest // requirement 29
  @ValueSource(longs = {0, 30})
  void token_isTooOldFromIatPlusMaxAgePlusLeewayOn(long leeway) {
    TestIssuer issuer =
        TestIssuer.withDefaults().leeway(Duration.ofSeconds(leeway)).maxAge(Duration.ofSeconds(60));
    Tokens token = Tokens.good().claim("iat", NOW);
    assertTurns(null, Reason.TOO_OLD, NOW.plusSeconds(60 + leeway), issuer, token);
  }

  @Test // requirement 29
  void lifetime_mayBeLongestAndNotOneSecondMore() {
    TestIssuer issuer = TestIssuer.withDefaults().maxLifetime(Duration.ofSeconds(300));
    Tokens token = Tokens.good().claim("iat", NOW);
    assertAdmitted(fresh(issuer, token.expiringAt(NOW.plusSeconds(300)), NOW));
    assertRefused(Reason.LIFETIME, fresh(issuer, token.expiringAt(NOW.plusSeconds(301)), NOW));
  }

  @Test // requirement 29
  void tokenWithoutIat_isRefusedWhereAgeOrLifetimeIsSet() {
    TestIssuer aged = TestIssuer.withDefaults().maxAge(Duration.ofHours(1));
    TestIssuer bounded = TestIssuer.withDefaults().maxLifetime(Duration.ofHours(1));
    assertRefused(Reason.CLAIM, fresh(aged, Tokens.good(), NOW));
    assertRefused(Reason.CLAIM, fresh(bounded, Tokens.good(), NOW));
    assertAdmitted(fresh(TestIssuer.withDefaults(), Tokens.good(), NOW));
  }

  @Test
  void tokenThatEndsBeforeItBegins_isRefused() {
    Tokens token = Tokens.good().expiringAt(NOW.minusSeconds(10)).claim("iat", NOW);
    assertRefused(Reason.LIFETIME, fresh(TestIssuer.withDefaults(), token, NOW));
    token.expiringAt(NOW);
    assertAdmitted(fresh(TestIssuer.withDefaults(), token, NOW));
  }

  @Test
  void key_isGoodFromItsFirstInstantToBeforeItsLast() {
    Instant from = NOW.minusSeconds(60);
    Instant until = NOW.plusSeconds(60);
    TestIssuer issuer = TestIssuer.withDefaults().keys(Keys.dated("main", null, from, until));
    assertTurns(Reason.UNKNOWN_KEY, null, from, issuer, Tokens.good());
    assertTurns(null, Reason.UNKNOWN_KEY, until, issuer, Tokens.good());
  }

  @Test // requirement 28
  void leeway_isZeroTo300Seconds() {
    new TimeRules(NONE, null, null);
    new TimeRules(Duration.ofSeconds(300), null, null);
    Duration negative = Duration.ofNanos(-1);
    Duration great = Duration.ofSeconds(300).plusNanos(1);
    assertThrows(IllegalArgumentException.class, () -> new TimeRules(negative, null, null));
    assertThrows(IllegalArgumentException.class, () -> new TimeRules(great, null, null));
    assertEquals(THIRTY, TimeRules.DEFAULT_LEEWAY);
  }

  @ParameterizedTest // whatever the clock says, there is a verdict
  @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
  void extremeClock_admitsNothing(String now) {
    Verdict verdict =
        fresh(TestIssuer.withDefaults(), Tokens.good().claim("nbf", NOW), Instant.parse(now));
    assertEquals(true, reasonOf(verdict) != null, verdict::toString);
  }
}
