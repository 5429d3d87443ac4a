package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An issuer that the settings would refuse cannot be made in code either. */
class IssuerTest {
  private static final ClaimRules RULES = TestIssuer.withDefaults().issuer().rules();

  private static String refusal(org.junit.jupiter.api.function.Executable making) {
    return assertThrows(InvalidIssuerException.class, making).getMessage();
  }

  private static SharedKey key(byte[] secret, MacAlgorithm... algorithms) {
    return new SharedKey("main", null, secret, new HashSet<>(List.of(algorithms)), null, null);
  }

  private static Issuer issuer(Set<Relaxation> relaxations, SharedKey... keys) {
    return new Issuer(
        "acme",
        "acme",
        List.of(keys),
        RULES,
        relaxations,
        null,
        Publishable.NONE,
        UseRules.NONE,
        false,
        null);
  }

  /** Requirements 61 and 62: what is remembered needs an id, and an end. */
  @Test
  void rememberedTokensWithoutIdOrEnd_areError() {
    TimeRules endless = new TimeRules(TimeRules.DEFAULT_LEEWAY, null, null, false);
    UseRules revocable = new UseRules(true, List.of(), false, 1);
    UseRules once = new UseRules(false, List.of(), true, 1);
    assertTrue(refusal(() -> using(revocable, RULES)).contains("does not require their jti"));
    assertTrue(refusal(() -> using(once, RULES)).contains("does not require their jti"));
    using(revocable, RULES, Relaxation.NOJTI);
    ClaimRules withId = new ClaimRules(null, Set.of(), Set.of("jti"), endless, ClaimNames.DEFAULT);
    using(revocable, withId);
    assertTrue(refusal(() -> using(once, withId)).contains("does not require their exp"));
    assertThrows(IllegalArgumentException.class, () -> new UseRules(true, List.of(), true, 0));
    Issuer built =
        Issuer.named("acme").secret("a".repeat(16) + "0123456789abcdefgh").use(once).build();
    assertEquals(Set.of("jti"), built.rules().required());
    assertEquals(once, built.withPublishable(Publishable.NONE, false).granting(Set.of()).use());
  }

  private static Issuer using(UseRules use, ClaimRules rules, Relaxation... relaxations) {
    return new Issuer(
        "acme",
        "acme",
        List.of(Keys.key("a")),
        rules,
        Set.of(relaxations),
        null,
        Publishable.NONE,
        use,
        false,
        null);
  }

  private static Issuer issuer(SharedKey... keys) {
    return issuer(Set.of(), keys);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Acme", "acme/eu", "acme:eu", "acme eu", "acme\n", "\u00e4cme", "-b", "_b"})
  void nameOfAnythingButLettersAndDigits_isRefused(String name) {
    String refusal = refusal(() -> TestIssuer.withDefaults().name(name).issuer());
    assertTrue(
        refusal.endsWith("needs a name of lower-case letters, digits, - and _ only"), refusal);
    assertTrue(refusal.chars().noneMatch(Character::isISOControl), refusal);
    refusal = refusal(() -> issuer(Keys.key(name)));
    assertTrue(refusal.endsWith("needs keys with names of lower-case letters and digits only"));
    SharedKey poor = new SharedKey(name, null, new byte[9], Set.of(MacAlgorithm.HS256), null, null);
    refusal = refusal(() -> issuer(poor));
    assertTrue(refusal.chars().noneMatch(Character::isISOControl), refusal);
  }

  @ParameterizedTest // requirement 20
  @CsvSource({"HS256, 32", "HS384, 48", "HS512, 64"})
  void secretShorterThanStrongestAlgorithmNeeds_isRefused(MacAlgorithm algorithm, int least) {
    byte[] secret = TestSecrets.secret("main");
    issuer(key(Arrays.copyOf(secret, least), MacAlgorithm.HS256, algorithm));
    SharedKey tooShort = key(Arrays.copyOf(secret, least - 1), MacAlgorithm.HS256, algorithm);
    assertEquals(
        "issuer 'acme' has the key 'main', whose secret has %s bytes, but %s needs at least %s"
                .formatted(least - 1, algorithm, least)
            + " (RFC 7518 section 3.2)",
        refusal(() -> issuer(tooShort)));
    issuer(EnumSet.of(Relaxation.SHORTSECRET), tooShort);
  }

  @Test // requirement 20
  void secretOfFewBytesOrOfPemText_isRefused() {
    byte[] poor = "abcdefg".repeat(9).getBytes(US_ASCII);
    assertTrue(
        refusal(() -> issuer(key(poor, MacAlgorithm.HS256)))
            .endsWith("fewer than 8 different bytes"));
    poor[0] = 'h';
    issuer(key(poor, MacAlgorithm.HS256));
    byte[] pem = ("-----BEGIN PUBLIC KEY-----" + TestSecrets.text("a")).getBytes(US_ASCII);
    assertTrue(refusal(() -> issuer(key(pem, MacAlgorithm.HS256))).contains("is PEM text"));
  }

  @Test // random bytes have one now and then
  void randomSecretWithNulByte_isAccepted() {
    byte[] secret = TestSecrets.secret("main");
    secret[7] = 0;
    issuer(key(secret, MacAlgorithm.HS256));
  }

  @Test // requirement 17
  void fifthLiveKey_isRefused() {
    SharedKey a = Keys.key("a");
    SharedKey b = Keys.key("b");
    SharedKey c = Keys.key("c");
    SharedKey old = Keys.dated("old", null, null, NOW);
    SharedKey next = Keys.dated("next", null, NOW, null);
    issuer(a, b, c, old, next);
    SharedKey early = Keys.dated("early", null, NOW.minusNanos(1), null);
    assertEquals(
        "issuer 'acme' has more than 4 keys that are live at once; end the old ones by .until",
        refusal(() -> issuer(a, b, c, old, early)));
  }

  @Test // requirement 20
  void sameKidOrSecretTwice_isRefused() {
    issuer(Keys.named("a", "k1"), Keys.named("b", "k2"), Keys.key("c"), Keys.key("d"));
    SharedKey a = Keys.named("a", "k");
    assertEquals(
        "issuer 'acme' has the kid 'k' for two keys",
        refusal(() -> issuer(a, Keys.named("b", "k"))));
    assertEquals(
        "issuer 'acme' has the same secret for two keys; a new key needs a new secret",
        refusal(() -> issuer(a, Keys.key("a"))));
    assertEquals("issuer 'acme' has no key", refusal(() -> issuer()));
  }

  @ParameterizedTest // requirement 15
  @ValueSource(strings = {"", "k\n", "k\u007f", "k\u00e9", "\u202ek"})
  void kidThatNoTokenCanHave_isRefused(String kid) {
    assertEquals(
        "key 'main' has a kid that is not 1 to 128 printable ASCII characters",
        refusal(() -> Keys.named("main", kid)));
  }

  @Test
  void kidOver128Characters_isRefused() {
    assertEquals(128, Keys.named("main", "k".repeat(128)).kid().length());
    refusal(() -> Keys.named("main", "k".repeat(129)));
  }

  @Test
  void keyThatEndsBeforeItBegins_isRefused() {
    refusal(() -> Keys.dated("main", null, NOW, NOW));
    Keys.dated("main", null, NOW, NOW.plusNanos(1));
  }

  @Test // requirement 68: a token that is in every page counts only where a rule says so
  void issuerWithPublishableTokens_isRestricted() {
    Publishable tokens =
        new Publishable(Set.of("wpk_0123456789abcdef"), Set.of("https://a.example"));
    assertTrue(issuer(Keys.key("a")).withPublishable(tokens, false).isRestricted());
    assertFalse(issuer(Keys.key("a")).withPublishable(Publishable.NONE, false).isRestricted());
  }

  @ParameterizedTest
  @CsvSource({
    "eyJhbGciOiJIUzI1NiJ9, https://a.example",
    "wpk_0123456789abcde, https://a.example",
    "wpk_0123456789abcdef, a.example",
    "wpk_0123456789abcdef, https://a.example/",
    "wpk_0123456789abcdef, 'https://a.example; script-src *'",
    "wpk_0123456789abcdef,",
    ", https://a.example",
  })
  void publishableTokensOfAnotherForm_areRefused(String token, String origin) {
    Set<String> tokens = token == null ? Set.of() : Set.of(token);
    Set<String> origins = origin == null ? Set.of() : Set.of(origin);
    refusal(() -> new Publishable(tokens, origins));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a\n", "\ud800", "\u202ea"})
  void issThatNoTokenCanHave_isRefused(String iss) {
    refusal(() -> TestIssuer.withDefaults().iss(iss).issuer());
  }

  @Test // no message may hold a secret
  void refusal_holdsNoSecret() {
    String text = TestSecrets.text("main");
    SharedKey tooShort = key(text.substring(0, 31).getBytes(US_ASCII), MacAlgorithm.HS256);
    String refusal = refusal(() -> issuer(tooShort));
    assertFalse(refusal.contains(text.substring(0, 6)), refusal);
  }
}
