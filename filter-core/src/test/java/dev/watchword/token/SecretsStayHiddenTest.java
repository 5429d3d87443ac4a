package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.json.StrictJson;
import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requirement 25: no text of ours holds a secret, and none holds a token or its claims. */
class SecretsStayHiddenTest {
  private static final byte[] SECRET =
      TestSecrets.text("printable").getBytes(StandardCharsets.US_ASCII);
  private static final SharedKey KEY =
      new SharedKey("main", "kid-1", SECRET, Set.of(MacAlgorithm.HS256), null, null);
  private static final String TOKEN =
      Tokens.good().claim("email", "alice@example.com").secret(SECRET).text();

  static Stream<Object> everythingThatHoldsASecretOrAToken() {
    TestIssuer issuer = TestIssuer.withDefaults().keys(KEY);
    KeyRing ring = issuer.ring();
    TokenVerifier verifier = new TokenVerifier(ring);
    TokenText text = TokenText.read(TOKEN);
    return Stream.of(
        KEY,
        KEY.identity(),
        KEY.secret(),
        issuer.issuer(),
        issuer.issuer().rules(),
        ring,
        new VerifiedTokenCache(1),
        ring.headers().of(text),
        ring.candidates(text, null, IssuerFilter.ANY, NOW),
        verifier,
        new TokenSigner(issuer.issuer()),
        text,
        new Claims(StrictJson.read(text.payload()), false),
        verifier.verify(TOKEN, NOW),
        ((Verdict.Admitted) verifier.verify(TOKEN, NOW)).caller(),
        verifier.verify(Tokens.changed(TOKEN, TOKEN.length() - 9), NOW),
        verifier.verify(TOKEN + "A", NOW),
        verifier.verify(TOKEN, NOW.plusSeconds(9999)));
  }

  @ParameterizedTest
  @MethodSource("everythingThatHoldsASecretOrAToken")
  void toString_showsNeitherSecretNorTokenNorClaims(Object holder) {
    String shown = holder.toString();
    String secret = new String(SECRET, StandardCharsets.US_ASCII);
    for (String hidden :
        List.of(
            secret,
            HexFormat.of().formatHex(SECRET),
            Base64.getEncoder().encodeToString(SECRET),
            Tokens.base64(SECRET),
            Arrays.toString(SECRET),
            TOKEN,
            TOKEN.split("\\.")[0],
            TOKEN.split("\\.")[1],
            TOKEN.split("\\.")[2],
            "alice@example.com")) {
      assertFalse(shown.contains(hidden), () -> shown + " holds " + hidden);
    }
  }

  @Test
  void key_isShownByNameAndFingerprint() {
    assertEquals("SharedKey[main ***" + KEY.fingerprint() + "]", KEY.toString());
    assertEquals("***", KEY.identity().toString());
    assertTrue(KEY.fingerprint().matches("[0-9a-f]{8}"), KEY.fingerprint());
  }

  @Test
  void fingerprint_distinguishesSecretsAndTellsNothingElse() {
    assertEquals(Keys.key("main").fingerprint(), Keys.named("main", "k1").fingerprint());
    assertNotEquals(Keys.key("main").fingerprint(), Keys.key("other").fingerprint());
  }

  @Test
  void secretClearedAfterwards_staysInKey() {
    byte[] secret = TestSecrets.secret("main");
    SharedKey key = new SharedKey("main", null, secret, Set.of(MacAlgorithm.HS256), null, null);
    Arrays.fill(secret, (byte) 0);
    byte[] input = "a.b".getBytes(StandardCharsets.US_ASCII);
    assertEquals(
        HexFormat.of().formatHex(Tokens.mac("a.b", "HmacSHA256", TestSecrets.secret("main"))),
        HexFormat.of().formatHex(key.mac(MacAlgorithm.HS256, input)));
  }

  @Test
  void secretAlone_isStars() {
    assertEquals("***", KEY.secret().toString());
  }
}
