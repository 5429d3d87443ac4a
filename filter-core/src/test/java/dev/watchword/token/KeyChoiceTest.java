package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static dev.watchword.testing.VerdictAssertions.reasonOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requirements 11, 12, 16, 17, 19 and 60: which keys may try a token. */
class KeyChoiceTest {
  private static Verdict verify(TestIssuer issuer, Tokens token) {
    return issuer.verifier().verify(token.text(), NOW);
  }

  private static TestIssuer issuerOf(SharedKey... keys) {
    return TestIssuer.withDefaults().keys(keys);
  }

  @Test // requirement 17
  void knownKid_meansThatKeyOnly() {
    TestIssuer issuer = issuerOf(Keys.named("new", "k2"), Keys.named("old", "k1"));
    assertEquals(
        "old", assertAdmitted(verify(issuer, Tokens.good().kid("k1").signedBy("old"))).key());
    assertEquals(
        "new", assertAdmitted(verify(issuer, Tokens.good().kid("k2").signedBy("new"))).key());
    assertRefused(Reason.SIGNATURE, verify(issuer, Tokens.good().kid("k1").signedBy("new")));
    assertRefused(Reason.SIGNATURE, verify(issuer, Tokens.good().kid("k2").signedBy("old")));
  }

  @Test // requirement 17
  void knownKid_excludesKeyWithoutId() {
    TestIssuer issuer = issuerOf(Keys.key("unnamed"), Keys.named("old", "k1"));
    assertRefused(Reason.SIGNATURE, verify(issuer, Tokens.good().kid("k1").signedBy("unnamed")));
  }

  @Test // requirement 17
  void unknownKid_meansEveryLiveKeyWithoutId() {
    TestIssuer issuer =
        issuerOf(Keys.key("a"), Keys.named("other", "k1"), Keys.key("b"), Keys.key("c"));
    for (String name : List.of("a", "b", "c")) {
      Tokens token = Tokens.good().kid("customer-key-7").signedBy(name);
      assertEquals(name, assertAdmitted(verify(issuer, token)).key());
    }
    Rejection refused =
        assertRefused(Reason.SIGNATURE, verify(issuer, Tokens.good().kid("?").signedBy("other")));
    assertEquals("no live key of issuer 'default' matches (3 tried)", refused.detail());
  }

  @Test // requirement 17
  void unknownKid_isRefusedWhereEveryKeyHasId() {
    TestIssuer none = issuerOf(Keys.named("a", "k1"), Keys.named("b", "k2"));
    assertRefused(Reason.UNKNOWN_KEY, verify(none, Tokens.good().kid("?").signedBy("a")));
  }

  @ParameterizedTest // a signer's own kid must not be what ends at a rotation
  @CsvSource({"-61, SIGNATURE, ", "-60, , ", "59, , ", "60, , SIGNATURE"})
  void unknownKid_isNoObstacleToRotation(long seconds, Reason ofNew, Reason ofOld) {
    SharedKey fresh = Keys.dated("new", null, NOW.minusSeconds(60), null);
    SharedKey old = Keys.dated("old", null, null, NOW.plusSeconds(60));
    TokenVerifier verifier = issuerOf(fresh, old).verifier();
    Tokens token = Tokens.good().kid("customer-key-7");
    Instant then = NOW.plusSeconds(seconds);
    assertEquals(ofNew, reasonOf(verifier.verify(token.signedBy("new").text(), then)));
    assertEquals(ofOld, reasonOf(verifier.verify(token.signedBy("old").text(), then)));
  }

  @Test // requirement 17: a dated key does not count when it is over
  void unknownKid_passesOverDeadKeysWithoutId() {
    SharedKey dead = Keys.dated("dead", null, null, NOW);
    TestIssuer issuer = issuerOf(Keys.key("main"), dead);
    assertAdmitted(verify(issuer, Tokens.good().kid("?")));
    assertRefused(Reason.SIGNATURE, verify(issuer, Tokens.good().kid("?").signedBy("dead")));
  }

  @Test // requirement 17
  void noKid_triesEveryLiveKey() {
    TestIssuer issuer =
        issuerOf(Keys.key("a"), Keys.named("b", "k2"), Keys.key("c"), Keys.key("d"));
    for (String name : List.of("a", "b", "c", "d")) {
      assertEquals(name, assertAdmitted(verify(issuer, Tokens.good().signedBy(name))).key());
    }
    Rejection refused =
        assertRefused(Reason.SIGNATURE, verify(issuer, Tokens.good().signedBy("x")));
    assertEquals("no live key of issuer 'default' matches (4 tried)", refused.detail());
  }

  @Test // requirement 17: the next is tried on a MAC mismatch only
  void noKid_takesFirstKeyThatFits() {
    TestIssuer two = issuerOf(Keys.key("new"), Keys.key("old"));
    assertEquals("new", assertAdmitted(verify(two, Tokens.good().signedBy("new"))).key());
    Tokens expired = Tokens.good().expiringAt(NOW.minusSeconds(99)).signedBy("new");
    assertRefused(Reason.EXPIRED, verify(two, expired));
  }

  @ParameterizedTest // requirement 60
  @CsvSource({
    "-61, new, UNKNOWN_KEY", "-61, old, UNKNOWN_KEY",
    "-60, new, UNKNOWN_KEY", "-60, old, ",
    "0, new, ", "0, old, ",
    "59, new, ", "59, old, ",
    "60, new, ", "60, old, UNKNOWN_KEY"
  })
  void rotation_acceptsBothKeysInOverlapAlone(long seconds, String signer, Reason expected) {
    SharedKey fresh = Keys.dated("new", "k2", NOW, null);
    SharedKey old = Keys.dated("old", "k1", NOW.minusSeconds(60), NOW.plusSeconds(60));
    String kid = signer.equals("new") ? "k2" : "k1";
    String token = Tokens.good().kid(kid).signedBy(signer).text();
    Verdict verdict = issuerOf(fresh, old).verifier().verify(token, NOW.plusSeconds(seconds));
    assertEquals(expected, reasonOf(verdict));
  }

  @Test // requirement 60: with no kid, too
  void deadKeys_areNotEvenTried() {
    SharedKey dead = Keys.dated("dead", null, null, NOW);
    SharedKey unborn = Keys.dated("unborn", null, NOW.plusNanos(1), null);
    TestIssuer issuer = issuerOf(unborn, Keys.key("main"), dead);
    for (String name : List.of("dead", "unborn")) {
      Rejection refused =
          assertRefused(Reason.SIGNATURE, verify(issuer, Tokens.good().signedBy(name)));
      assertEquals("no live key of issuer 'default' matches (1 tried)", refused.detail());
    }
    assertRefused(
        Reason.UNKNOWN_KEY, verify(issuerOf(dead, unborn), Tokens.good().signedBy("dead")));
  }

  @Test // requirement 17: several issuers can only be told apart by a known kid
  void severalIssuers_areDistinguishedByKid() {
    Issuer acme =
        TestIssuer.withDefaults().name("acme").iss("acme").keys(Keys.named("a", "ka")).issuer();
    Issuer globex =
        TestIssuer.withDefaults().name("globex").iss("globex").keys(Keys.named("g", "kg")).issuer();
    TokenVerifier verifier = new TokenVerifier(new KeyRing(List.of(acme, globex)));
    Tokens token = Tokens.good().claim("iss", "globex").signedBy("g");
    assertRefused(Reason.UNKNOWN_ISSUER, verifier.verify(token.text(), NOW));
    assertEquals("globex", assertAdmitted(verifier.verify(token.kid("kg").text(), NOW)).issuer());
    assertRefused(Reason.SIGNATURE, verifier.verify(token.kid("ka").text(), NOW));
    assertRefused(Reason.UNKNOWN_ISSUER, verifier.verify(token.kid("kx").text(), NOW));
    String foreign = Tokens.good().claim("iss", "acme").kid("kg").signedBy("g").text();
    assertRefused(Reason.ISSUER, verifier.verify(foreign, NOW));
  }

  @ParameterizedTest // requirements 11 and 12
  @CsvSource({
    "HS256, HS256, ",
    "HS256, HS384, ALGORITHM",
    "HS256, HS512, ALGORITHM",
    "HS384, HS384, ",
    "HS384, HS256, ALGORITHM",
    "HS512, HS512, ",
    "HS512, HS384, ALGORITHM"
  })
  void algorithm_mustBeOneOfKey(MacAlgorithm allowed, String shown, Reason expected) {
    TestIssuer issuer = issuerOf(Keys.with("main", allowed));
    assertEquals(expected, reasonOf(verify(issuer, Tokens.good().algorithm(shown))));
  }

  @Test // requirement 12
  void keyOfThreeAlgorithms_takesAllThree() {
    TestIssuer issuer = issuerOf(Keys.with("main", MacAlgorithm.values()));
    for (MacAlgorithm algorithm : MacAlgorithm.values()) {
      assertAdmitted(verify(issuer, Tokens.good().algorithm(algorithm.name())));
    }
  }

  @ParameterizedTest // requirement 19: the length is that of the algorithm before anything is
  // compared
  @CsvSource({"HS256, HmacSHA512", "HS512, HmacSHA256", "HS256, HmacSHA1"})
  void macOfAnotherLength_isRefused(String alg, String mac) {
    String good = Tokens.good().algorithm(alg).text();
    String token =
        Tokens.sign(good.substring(0, good.lastIndexOf('.')), mac, TestSecrets.secret("main"));
    TokenVerifier verifier = issuerOf(Keys.with("main", MacAlgorithm.values())).verifier();
    Rejection refused = assertRefused(Reason.SIGNATURE, verifier.verify(token, NOW));
    assertEquals("the MAC has not the length that alg demands", refused.detail());
  }

  @Test // requirement 19: before it is asked whose key it might be
  void macOfAnotherLength_isRefusedBeforeAnyKeyIsLookedFor() {
    String good = Tokens.good().kid("unknown").text();
    String token = good.substring(0, good.lastIndexOf('.') + 1) + "AAAA";
    TokenVerifier verifier = issuerOf(Keys.named("main", "k1")).verifier();
    assertRefused(Reason.UNKNOWN_KEY, verifier.verify(good, NOW));
    assertRefused(Reason.SIGNATURE, verifier.verify(token, NOW));
  }

  @Test // requirement 19 (CVE-2020-28042): a short MAC is not compared by its own length
  void macCutShort_isRefused() {
    String token = Tokens.goodText();
    for (int end = token.lastIndexOf('.') + 1; end < token.length(); end++) {
      Reason reason = reasonOf(TestIssuer.standardVerifier().verify(token.substring(0, end), NOW));
      assertEquals(true, reason == Reason.SIGNATURE || reason == Reason.MALFORMED, token);
    }
  }

  @Test
  void emptyRingIssuerOrKey_cannotBeMade() {
    ClaimRules rules = TestIssuer.withDefaults().issuer().rules();
    byte[] secret = TestSecrets.secret("main");
    assertThrows(IllegalArgumentException.class, () -> new KeyRing(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Issuer("default", List.of(), rules));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SharedKey("main", null, secret, Set.of(), null, null));
  }

  @Test
  void key_knowsWhenTokenUnderItWasLastAdmitted() {
    SharedKey first = Keys.key("first");
    SharedKey second = Keys.key("second");
    TokenVerifier verifier = issuerOf(first, second).verifier();
    verifier.verify(Tokens.good().expiringAt(NOW.minusSeconds(60)).signedBy("first").text(), NOW);
    verifier.verify(Tokens.good().signedBy("mallory").text(), NOW);
    assertNull(first.lastUsed());
    String token = Tokens.good().signedBy("second").text();
    for (int later = 0; later < 5; later++) { // verified, or remembered
      assertAdmitted(verifier.verify(token, NOW.plusSeconds(later).plusMillis(7)));
      assertEquals(NOW.plusSeconds(later), second.lastUsed());
    }
    assertNull(first.lastUsed());
  }

  @Test
  void keyReadAgain_keepsItsLastUse() {
    SharedKey before = Keys.key("main");
    SharedKey after = Keys.key("main");
    after.usedAsMuchAs(before);
    assertNull(after.lastUsed());
    before.usedAt(NOW);
    after.usedAsMuchAs(before);
    assertEquals(NOW, after.lastUsed());
    after.usedAt(NOW.plusSeconds(9));
    after.usedAsMuchAs(before);
    assertEquals(NOW.plusSeconds(9), after.lastUsed());
  }

  @Test // a header under a wrong MAC is never kept, and of others no more than 64
  void header_isCachedOnceMacWasRightUnderIt() {
    KeyRing ring = TestIssuer.withDefaults().ring();
    TokenVerifier verifier = new TokenVerifier(ring);
    TokenText strange = TokenText.read(Tokens.good().kid("k").signedBy("mallory").text());
    verifier.verify(Tokens.good().kid("k").signedBy("mallory").text(), NOW);
    assertNotSame(ring.headers().of(strange), ring.headers().of(strange));
    for (int i = 1; i <= 65; i++) {
      String token = Tokens.good().kid("k" + i).text();
      assertAdmitted(verifier.verify(token, NOW));
      TokenText text = TokenText.read(token);
      assertEquals(i <= 64, isKept(ring, text), "header " + i);
    }
  }

  private static boolean isKept(KeyRing ring, TokenText text) {
    JoseHeader once = ring.headers().of(text);
    return once == ring.headers().of(text);
  }

  @Test
  void shownSecret_isComparedWithSecretOfKey() {
    SharedKey key = Keys.key("main");
    byte[] secret = TestSecrets.secret("main");
    assertTrue(key.secret().is(secret));
    secret[0] ^= 1;
    assertFalse(key.secret().is(secret));
    assertFalse(key.secret().is(new byte[0]));
    assertFalse(key.secret().is(Arrays.copyOf(TestSecrets.secret("main"), 63)));
    assertTrue(Arrays.equals(key.secret().macBy(Keys.key("x")), key.secret().macBy(Keys.key("x"))));
    assertFalse(
        Arrays.equals(
            key.secret().macBy(Keys.key("x")), Keys.key("y").secret().macBy(Keys.key("x"))));
  }

  @Test // RFC 7518 section 3.2
  void key_isAtLeastAsLongAsItsMac() {
    assertEquals(32, MacAlgorithm.HS256.leastKeyBytes());
    assertEquals(48, MacAlgorithm.HS384.leastKeyBytes());
    assertEquals(64, MacAlgorithm.HS512.leastKeyBytes());
  }

  @Test
  void key_isForItsAlgorithmsAlone() {
    SharedKey key = Keys.with("main", MacAlgorithm.HS512, MacAlgorithm.HS256);
    assertEquals(Set.of(MacAlgorithm.HS256, MacAlgorithm.HS512), key.algorithms());
    assertTrue(key.allows(MacAlgorithm.HS256));
    assertFalse(key.allows(MacAlgorithm.HS384));
    assertNull(key.mac(MacAlgorithm.HS384, new byte[1]));
    assertEquals(MacAlgorithm.HS256, key.weakest());
  }

  @Test
  void keysWithSameValues_areEqual() {
    SharedKey key = Keys.dated("main", "k1", NOW, NOW.plusSeconds(60));
    byte[] secret = TestSecrets.secret("main");
    Set<MacAlgorithm> algorithms = Set.of(MacAlgorithm.HS256);
    List<SharedKey> others =
        List.of(
            Keys.dated("other", "k1", NOW, NOW.plusSeconds(60)),
            new SharedKey("other", "k1", secret, algorithms, NOW, NOW.plusSeconds(60)),
            Keys.dated("main", "k2", NOW, NOW.plusSeconds(60)),
            Keys.dated("main", "k1", null, NOW.plusSeconds(60)),
            Keys.dated("main", "k1", NOW, null),
            new SharedKey(
                "main", "k1", secret, Set.of(MacAlgorithm.HS512), NOW, NOW.plusSeconds(60)));
    SharedKey same = Keys.dated("main", "k1", NOW, NOW.plusSeconds(60));
    same.usedAt(NOW);
    assertEquals(key, same);
    assertEquals(key.hashCode(), same.hashCode());
    assertNotEquals(key, new Object());
    for (SharedKey other : others) {
      assertNotEquals(key, other);
    }
  }
}
