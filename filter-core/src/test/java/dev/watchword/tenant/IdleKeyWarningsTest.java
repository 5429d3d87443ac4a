package dev.watchword.tenant;

import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.event.Notice;
import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Issuer;
import dev.watchword.token.KeyRing;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A key that was forgotten is told, and one that is meant to stay is not. */
class IdleKeyWarningsTest {
  private static final Instant START = Tokens.NOW;
  private static final Duration MONTH = Duration.ofDays(30);

  private final IdleKeyWarnings warnings = new IdleKeyWarnings();

  private static Issuer issuer(SharedKey... keys) {
    return TestIssuer.withDefaults().name("acme").keys(keys).issuer();
  }

  private static void use(Issuer issuer, String key, Instant now) {
    String token = Tokens.good().signedBy(key).expiringAt(now.plusSeconds(60)).text();
    assertAdmitted(new TokenVerifier(new KeyRing(List.of(issuer))).verify(token, now));
  }

  private List<String> told(Issuer issuer, Instant now) {
    return warnings.of(List.of(issuer), now).stream().map(Notice::text).toList();
  }

  @Test
  void keyWithoutTokensForMonth_isToldEachDay() {
    Issuer issuer = issuer(Keys.key("k2"), Keys.key("k1"));
    Instant day = START.plus(MONTH);
    assertEquals(List.of(), told(issuer, START));
    use(issuer, "k2", day.minusSeconds(5));
    assertEquals(List.of(), told(issuer, day.minusNanos(1)));
    String text =
        "key 'k1' of issuer 'acme' has no until, and no token came under it for 30 days;"
            + " end or remove it";
    assertEquals(List.of(text), told(issuer, day));
    assertEquals(List.of(), told(issuer, day.plusSeconds(60)));
    assertEquals(List.of(text), told(issuer, day.plus(Duration.ofDays(1))));
  }

  @Test
  void usedKeys_areNotTold() {
    Issuer issuer = issuer(Keys.key("k2"), Keys.key("k1"));
    told(issuer, START);
    Instant day = START.plus(MONTH);
    use(issuer, "k2", day);
    use(issuer, "k1", START.plusSeconds(1));
    assertEquals(List.of(), told(issuer, day));
    assertEquals(1, told(issuer, day.plusSeconds(1)).size());
  }

  @Test // nothing came at all
  void issuerWithoutTokens_isNotTold() {
    Issuer issuer = issuer(Keys.key("k2"), Keys.key("k1"));
    told(issuer, START);
    assertEquals(List.of(), told(issuer, START.plus(MONTH)));
  }

  @Test
  void keyWithUntilAndNewestKey_areNotTold() {
    Instant later = START.plus(Duration.ofDays(365));
    Issuer issuer = issuer(Keys.key("k2"), Keys.dated("k1", null, null, later));
    told(issuer, START);
    use(issuer, "k2", START.plus(MONTH));
    assertEquals(List.of(), told(issuer, START.plus(MONTH)));
  }
}
