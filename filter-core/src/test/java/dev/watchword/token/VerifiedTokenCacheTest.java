package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.Tokens.SOON;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requirement 59: a remembered token is never good for longer, or in another form. */
class VerifiedTokenCacheTest {
  private static final Duration LEEWAY = TimeRules.DEFAULT_LEEWAY;
  private static final long PLENTY = Long.MAX_VALUE;

  /** A verifier that has admitted the token twice, and a proof that it remembers it. */
  private static TokenVerifier remembering(TestIssuer issuer, String token) {
    TokenVerifier verifier = issuer.verifier();
    assertAdmitted(verifier.verify(token, NOW));
    Caller caller = assertAdmitted(verifier.verify(token, NOW));
    assertSame(caller, assertAdmitted(verifier.verify(token, NOW)), "it was not remembered");
    return verifier;
  }

  @Test
  void rememberedToken_isRefusedOnceItHasExpired() {
    String token = Tokens.goodText();
    TokenVerifier verifier = remembering(TestIssuer.withDefaults(), token);
    Instant end = SOON.plus(LEEWAY);
    assertAdmitted(verifier.verify(token, end.minusNanos(1)));
    assertRefused(Reason.EXPIRED, verifier.verify(token, end));
  }

  @Test
  void rememberedToken_isRefusedOnceItsKeyHasEnded() {
    Instant end = NOW.plusSeconds(60);
    String token = Tokens.goodText();
    TestIssuer issuer = TestIssuer.withDefaults().keys(Keys.dated("main", null, null, end));
    TokenVerifier verifier = remembering(issuer, token);
    assertAdmitted(verifier.verify(token, end.minusNanos(1)));
    assertRefused(Reason.UNKNOWN_KEY, verifier.verify(token, end));
  }

  @Test
  void rememberedToken_isRefusedOnceItIsTooOld() {
    String token = Tokens.good().claim("iat", NOW).text();
    TestIssuer issuer = TestIssuer.withDefaults().maxAge(Duration.ofSeconds(60));
    TokenVerifier verifier = remembering(issuer, token);
    Instant end = NOW.plusSeconds(60).plus(LEEWAY);
    assertAdmitted(verifier.verify(token, end.minusNanos(1)));
    assertRefused(Reason.TOO_OLD, verifier.verify(token, end));
  }

  @Test // clocks are set back, too
  void rememberedToken_isRefusedBeforeItsStart() {
    String token = Tokens.good().claim("nbf", NOW).text();
    TokenVerifier verifier = remembering(TestIssuer.withDefaults(), token);
    Instant start = NOW.minus(LEEWAY);
    assertAdmitted(verifier.verify(token, start));
    assertRefused(Reason.NOT_YET, verifier.verify(token, start.minusNanos(1)));
  }

  @Test
  void rememberedToken_isRefusedBeforeItsKeyBegan() {
    String token = Tokens.goodText();
    Instant start = NOW.minusSeconds(5);
    TestIssuer issuer = TestIssuer.withDefaults().keys(Keys.dated("main", null, start, null));
    TokenVerifier verifier = remembering(issuer, token);
    assertAdmitted(verifier.verify(token, start));
    assertRefused(Reason.UNKNOWN_KEY, verifier.verify(token, start.minusNanos(1)));
  }

  @Test
  void tokenWithOneOtherCharacter_isRefusedThoughGoodOneIsCached() {
    String token = Tokens.goodText();
    TokenVerifier verifier = remembering(TestIssuer.withDefaults(), token);
    for (int at = 0; at < token.length(); at++) {
      assertNotNull(assertRefusedAtAll(verifier, Tokens.changed(token, at)));
    }
    assertAdmitted(verifier.verify(token, NOW));
  }

  private static Rejection assertRefusedAtAll(TokenVerifier verifier, String token) {
    return verifier.verify(token, NOW) instanceof Rejection refused ? refused : null;
  }

  @Test // the last characters decide the place in the table, not the token
  void tokenWithSameMacAndOtherClaims_isRefused() {
    String token = Tokens.goodText();
    TokenVerifier verifier = remembering(TestIssuer.withDefaults(), token);
    String mac = token.substring(token.lastIndexOf('.'));
    String admin = Tokens.good().claim("sub", "admin").text();
    String forged = admin.substring(0, admin.lastIndexOf('.')) + mac;
    assertRefused(Reason.SIGNATURE, verifier.verify(forged, NOW));
    assertRefused(Reason.MALFORMED, verifier.verify(mac, NOW));
  }

  @Test
  void refusal_isNeverRemembered() {
    TokenVerifier verifier = TestIssuer.standardVerifier();
    String early = Tokens.good().claim("nbf", NOW.plusSeconds(60)).text();
    assertRefused(Reason.NOT_YET, verifier.verify(early, NOW));
    assertAdmitted(verifier.verify(early, NOW.plusSeconds(60)));
  }

  @Test
  void newRing_startsWithEmptyCache() {
    String token = Tokens.goodText();
    remembering(TestIssuer.withDefaults(), token);
    TestIssuer rotated = TestIssuer.withDefaults().keys(Keys.key("another"));
    assertRefused(Reason.SIGNATURE, rotated.verifier().verify(token, NOW));
  }

  @Test
  void tokenThatCameOnce_isNotRemembered() {
    String token = Tokens.goodText();
    KeyRing ring = TestIssuer.withDefaults().ring();
    assertAdmitted(new TokenVerifier(ring).verify(token, NOW));
    assertNull(ring.remembered(token, IssuerFilter.ANY, NOW));
    assertAdmitted(new TokenVerifier(ring).verify(token, NOW));
    assertNotNull(ring.remembered(token, IssuerFilter.ANY, NOW));
  }

  @Test // its bits are cleared from time to time, or a flood of tokens would set them all
  void filterOfTokensSeenOnce_isNeverFull() {
    VerifiedTokenCache memory = new VerifiedTokenCache(PLENTY);
    Random random = new Random(1);
    int worth = 0;
    for (int i = 0; i < 500_000; i++) {
      worth += memory.isWorthKeeping(randomToken(random)) ? 1 : 0;
    }
    assertTrue(worth < 100_000, worth + " of 500000 tokens that came once");
  }

  @Test
  void longToken_isVerifiedEachTime() {
    String token = Tokens.good().claim("pad", "x".repeat(2000)).text();
    KeyRing ring = TestIssuer.withDefaults().ring();
    for (int i = 0; i < 3; i++) {
      assertAdmitted(new TokenVerifier(ring).verify(token, NOW));
      assertNull(ring.remembered(token, IssuerFilter.ANY, NOW));
    }
  }

  @Test
  void fifthTokenInSameSlot_replacesOne() {
    VerifiedTokenCache memory = new VerifiedTokenCache(PLENTY);
    KeyRing ring = TestIssuer.withDefaults().ring();
    String token = Tokens.goodText();
    Verdict.Admitted verdict = (Verdict.Admitted) new TokenVerifier(ring).verify(token, NOW);
    SharedKey key = ring.issuers().get(0).keys().get(0);
    VerifiedTokenCache.Validity span = new VerifiedTokenCache.Validity(NOW, SOON);
    for (int i = 0; i < 5; i++) {
      memory.keep("x".repeat(i) + token, IssuerFilter.ANY, verdict, key, span);
      assertSame(verdict, memory.find("x".repeat(i) + token, IssuerFilter.ANY, NOW));
      assertEquals(Math.min(i + 1, 4), remembered(memory, token));
    }
    assertNull(memory.find("", IssuerFilter.ANY, NOW));
    assertNull(memory.find("abc", IssuerFilter.ANY, NOW));
  }

  private static long remembered(VerifiedTokenCache memory, String token) {
    return IntStream.range(0, 5)
        .filter(i -> memory.find("x".repeat(i) + token, IssuerFilter.ANY, NOW) != null)
        .count();
  }

  @Test
  void sameToken_isCachedPerIssuerFilter() {
    KeyRing ring = TestIssuer.withDefaults().ring();
    String token = Tokens.goodText();
    IssuerFilter named = new IssuerFilter(null, Set.of("default"));
    TokenVerifier verifier = new TokenVerifier(ring);
    assertAdmitted(verifier.verify(token, NOW)); // once is not worth remembering
    Caller any = assertAdmitted(verifier.verify(token, NOW));
    Caller one = assertAdmitted(verifier.verify(token, named, NOW));
    assertSame(any, assertAdmitted(verifier.verify(token, NOW)));
    assertSame(one, assertAdmitted(verifier.verify(token, named, NOW)));
    assertNull(ring.remembered(token, new IssuerFilter("default", Set.of()), NOW));
  }

  @Test
  void tokenOfIssuerFromSource_isRefusedOnceExpired() {
    Issuer found = TestIssuer.withDefaults().name("found").issuer();
    TokenVerifier verifier =
        new TokenVerifier(new KeyRing(List.of(), IssuerLookup.REQUEST, selector -> found));
    IssuerFilter picked = new IssuerFilter("found", Set.of());
    String token = Tokens.good().expiringAt(NOW.plusSeconds(5)).text();
    assertAdmitted(verifier.verify(token, picked, NOW));
    Caller caller = assertAdmitted(verifier.verify(token, picked, NOW));
    assertSame(caller, assertAdmitted(verifier.verify(token, picked, NOW)), "not remembered");
    Instant end = NOW.plusSeconds(5).plus(LEEWAY);
    assertRefused(Reason.EXPIRED, verifier.verify(token, picked, end));
  }

  @Test // requirement 59: an issuer of an issuer source may be gone or changed meanwhile
  void tokenOfIssuerFromSource_isCachedForOneMinute() {
    Issuer found = TestIssuer.withDefaults().name("found").issuer();
    AtomicReference<Issuer> database = new AtomicReference<>(found);
    TokenVerifier verifier =
        new TokenVerifier(new KeyRing(List.of(), IssuerLookup.REQUEST, selector -> database.get()));
    IssuerFilter picked = new IssuerFilter("found", Set.of());
    String token = Tokens.goodText();
    assertAdmitted(verifier.verify(token, picked, NOW));
    Caller caller = assertAdmitted(verifier.verify(token, picked, NOW));
    database.set(null);
    assertSame(
        caller, assertAdmitted(verifier.verify(token, picked, NOW.plusSeconds(60).minusNanos(1))));
    assertRefused(Reason.UNKNOWN_ISSUER, verifier.verify(token, picked, NOW.plusSeconds(60)));
  }

  @Test
  void tokenOfIssuerFromSettings_isCachedAsLongAsItIsGood() {
    String token = Tokens.goodText();
    TokenVerifier verifier = remembering(TestIssuer.withDefaults(), token);
    Caller caller = assertAdmitted(verifier.verify(token, NOW));
    Instant last = SOON.plus(LEEWAY).minusNanos(1);
    assertSame(caller, assertAdmitted(verifier.verify(token, last)));
  }

  // ---- the table

  private final VerifiedTokenCache memory = new VerifiedTokenCache(PLENTY);
  private final KeyRing ring = TestIssuer.withDefaults().ring();
  private final Verdict.Admitted verdict =
      (Verdict.Admitted) new TokenVerifier(ring).verify(Tokens.goodText(), NOW);

  private void keep(String token, IssuerFilter selection) {
    SharedKey key = ring.issuers().get(0).keys().get(0);
    memory.keep(token, selection, verdict, key, new VerifiedTokenCache.Validity(NOW, SOON));
  }

  private boolean knows(String token) {
    return memory.find(token, IssuerFilter.ANY, NOW) != null;
  }

  @Test
  void tokenOf2048Characters_isLongestThatIsCached() {
    keep(".x".repeat(1024), IssuerFilter.ANY);
    keep("y" + ".y".repeat(1024), IssuerFilter.ANY);
    assertTrue(knows(".x".repeat(1024)));
    assertFalse(knows("y" + ".y".repeat(1024)));
  }

  private static String randomToken(Random random) {
    return "." + Long.toString(random.nextLong(), 36);
  }

  @Test // those at its very end, too
  void wholeTable_isUsed() {
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      String token = randomToken(random);
      assertFalse(knows(token));
      keep(token, IssuerFilter.ANY);
      assertTrue(knows(token));
    }
  }

  @Test
  void tokenCachedAgain_takesNoOtherPlace() {
    for (int i = 0; i < 4; i++) {
      keep("a.token", IssuerFilter.ANY);
    }
    for (String other : List.of("b.token", "c.token", "d.token")) {
      keep(other, IssuerFilter.ANY);
    }
    for (String each : List.of("a.token", "b.token", "c.token", "d.token")) {
      assertTrue(knows(each), each);
    }
  }

  @Test // or a place would belong for ever to those that came first
  void unusedToken_isEvictedEventually() {
    Random random = new Random(5);
    List<String> first = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      String token = randomToken(random);
      keep(token, IssuerFilter.ANY);
      first.add(token);
    }
    for (int i = 0; i < 500_000; i++) {
      keep(randomToken(random), IssuerFilter.ANY);
    }
    long left = first.stream().filter(this::knows).count();
    assertTrue(left < 100, left + " of the first tokens are there still");
  }
}
