package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.Tokens.base64;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 1 to 4: size, alphabet, three parts, and one spelling only. */
class TokenTextTest {
  private static final byte[] SECRET = TestSecrets.secret("main");

  private final TokenVerifier verifier = TestIssuer.standardVerifier();

  /** A good token, padded to that many characters. */
  private static String ofLength(int length) {
    for (int pad = length * 3 / 4 - 200; ; pad++) {
      String text = Tokens.good().claim("pad", "x".repeat(pad)).text();
      if (text.length() == length) {
        return text;
      }
      assertTrue(text.length() < length, "no padding gives that length");
    }
  }

  @Test // requirement 1
  void tokenOfGreatestLength_isAdmitted() {
    assertAdmitted(verifier.verify(ofLength(8192), NOW));
  }

  @Test // requirement 1
  void tokenOneLonger_isRefusedUnread() {
    assertRefused(Reason.TOO_LONG, verifier.verify("x".repeat(8193), NOW));
    assertRefused(Reason.TOO_LONG, verifier.verify(ofLength(8192) + "A", NOW));
  }

  @Test
  void configuredLength_isKept() {
    String token = Tokens.goodText();
    TestIssuer issuer = TestIssuer.withDefaults();
    assertAdmitted(new TokenVerifier(issuer.ring(), token.length()).verify(token, NOW));
    assertRefused(
        Reason.TOO_LONG, new TokenVerifier(issuer.ring(), token.length() - 1).verify(token, NOW));
  }

  @ParameterizedTest // requirement 3
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "...",
        "a",
        "a.b",
        "a.b.c.d",
        "a.b.c.d.e",
        ".b.c",
        "a..c",
        "e30..e30",
        ".e30.e30",
        "e30.e30.",
        "e30.e30",
        "e30.e30.e30.e30",
        "a.b.",
        ".b.",
        "{\"payload\":\"e30\",\"signatures\":[]}"
      })
  void textThatIsNotThreeParts_isMalformed(String text) {
    assertRefused(Reason.MALFORMED, verifier.verify(text, NOW));
  }

  @ParameterizedTest // requirement 2
  @ValueSource(
      chars = {
        ' ', '\t', '\n', '\r', '\0', '=', '+', '/', '"', '\'', ',', ';', '%', '~', '\u007f',
        '\u00e9', '\u0131', '\u2028', '\uff21', '\ud800'
      })
  void characterOutsideAlphabet_isMalformedInEveryPlace(char outside) {
    String token = Tokens.goodText();
    for (int at : new int[] {0, 5, token.indexOf('.') + 1, token.length() - 5, token.length()}) {
      String spoiled = token.substring(0, at) + outside + token.substring(at);
      assertRefused(Reason.MALFORMED, verifier.verify(spoiled, NOW));
    }
  }

  @ParameterizedTest // requirement 2: nothing is trimmed, unquoted or decoded
  @ValueSource(
      strings = {" %s", "%s ", "\"%s\"", "'%s'", "%s=", "%s==", "Bearer %s", "%%65%s", "%s\n"})
  void tokenInAnyWrapping_isMalformed(String wrapping) {
    assertRefused(
        Reason.MALFORMED, verifier.verify(wrapping.replace("%s", Tokens.goodText()), NOW));
  }

  @ParameterizedTest // requirement 4, with a right MAC over the wrong spelling
  @ValueSource(strings = {"eyJ9=", "eyJ9==", "ey J9", "eyJ9\n", "e+J9", "e/J9", "####eyJ9"})
  void payloadOfAnotherAlphabet_isMalformedThoughItsMacIsRight(String payload) {
    String input = base64("{\"alg\":\"HS256\"}") + "." + payload;
    assertRefused(Reason.MALFORMED, verifier.verify(Tokens.sign(input, "HmacSHA256", SECRET), NOW));
  }

  @Test // requirement 4
  void everyOtherSpellingOfMac_isMalformed() {
    String token = Tokens.goodText();
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(token.charAt(token.length() - 1));
    for (int sameByte = last + 1; sameByte < last + 4; sameByte++) {
      String twin = token.substring(0, token.length() - 1) + alphabet.charAt(sameByte);
      assertArrayEquals(Tokens.part(token, 2), Tokens.part(twin, 2));
      assertRefused(Reason.MALFORMED, verifier.verify(twin, NOW));
    }
  }

  @ParameterizedTest // requirement 4: tails whose unused bits are not zero, or of one character
  @ValueSource(strings = {"AB", "AC", "AE", "AI", "AAB", "AAC", "A", "AAAAA"})
  void tailThatIsNotCanonical_isMalformed(String tail) {
    assertNotNull(TokenText.fault("e30." + tail + ".AAAA"));
    assertNotNull(TokenText.fault(tail + ".e30.AAAA"));
    assertNotNull(TokenText.fault("e30.e30." + tail));
  }

  @Test // our decoder and the JDK's agree about every text without a fault
  void validText_isAsEncodedByJdk() {
    Random random = new Random(7);
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder("e30.");
      int length = 1 + random.nextInt(9);
      for (int i = 0; i < length; i++) {
        text.append("AQgwBCDZ09-_".charAt(random.nextInt(12)));
      }
      String part = text.substring(4);
      boolean canonical = isWhatTheJdkEncodes(part);
      assertEquals(canonical, TokenText.fault(text + ".AAAA") == null, part);
      if (canonical) {
        assertArrayEquals(
            Base64.getUrlDecoder().decode(part), TokenText.read(text + ".AAAA").payload());
      }
    }
  }

  private static boolean isWhatTheJdkEncodes(String part) {
    try {
      return base64(Base64.getUrlDecoder().decode(part)).equals(part);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  @Test
  void emptyText_isOnlySpellingOfNoBytes() {
    assertTrue(StrictBase64Url.isCanonical(new byte[0], 0, 0));
    assertArrayEquals(new byte[0], StrictBase64Url.decode(new byte[0], 0, 0));
  }

  @Test
  void alphabet_isThatOfBase64UrlAndNoMore() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      assertEquals(alphabet.indexOf(c) >= 0, StrictBase64Url.isInAlphabet((char) c));
    }
  }
}
