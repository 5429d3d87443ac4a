package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 20 and 21: a secret that protects nothing stops the start. */
class BadSecretTest {
  private static final String REMEDY = ". Make one with: openssl rand -base64 32";

  private static SettingsFixture secret(String value) {
    return SettingsFixture.nothing().and("watchword.secret", value);
  }

  @ParameterizedTest
  @CsvSource({"HS256, 32", "HS384, 48", "HS512, 48", "'HS256,HS384', 48"})
  void missingSecret_isMistakeWithAdviceForAlgorithms(String algorithms, int advised) {
    assertEquals(
        "watchword.secret is not set. Make one with: openssl rand -base64 "
            + advised
            + ", and give the same text to both sides",
        SettingsFixture.nothing().and("watchword.algorithms", algorithms).mistake());
  }

  @ParameterizedTest
  @CsvSource({"32, HS256", "48, HS384", "48, HS512"})
  void outputOfAdvisedCommand_isLongEnoughAndOneLine(int bytes, String algorithm) {
    String printed = Base64.getEncoder().encodeToString(RandomSecrets.bytes(bytes));
    assertEquals(
        RandomSecrets.fingerprint(printed),
        secret(printed).and("watchword.algorithms", algorithm).fingerprint());
    assertFalse(printed.length() > 64, "openssl would break the line");
  }

  @ParameterizedTest
  @CsvSource({
    "HS256, HS256, 32, 32",
    "HS384, HS384, 48, 48",
    "HS512, HS512, 64, 48",
    "'HS512,HS256', HS512, 64, 48"
  })
  void secretShorterThanStrongestAlgorithmNeeds_isMistake(
      String algorithms, String strongest, int least, int advised) {
    String enough = RandomSecrets.text(least);
    assertEquals(
        RandomSecrets.fingerprint(enough),
        secret(enough).and("watchword.algorithms", algorithms).fingerprint());
    assertEquals(
        "watchword.secret (test) has %s bytes, but %s needs at least %s (RFC 7518 section 3.2)."
                .formatted(least - 1, strongest, least)
            + " Make one with: openssl rand -base64 "
            + advised,
        secret(enough.substring(1)).and("watchword.algorithms", algorithms).mistake());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n", "                                          "})
  void blankSecret_isMistake(String blank) {
    assertEquals(
        "watchword.secret (test) is blank: anyone could sign" + REMEDY, secret(blank).mistake());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void secretOfFewerThanEightDifferentBytes_isMistake(int different) {
    String repeated = "abcdefgh".substring(0, different).repeat(61);
    assertEquals(
        "watchword.secret (test) has fewer than 8 different bytes" + REMEDY,
        secret(repeated).mistake());
  }

  @Test
  void secretWithNulByte_isMistake() {
    String expected =
        "watchword.secret (test) holds a NUL byte, which HMAC cannot tell from padding" + REMEDY;
    assertEquals(expected, secret(RandomSecrets.good() + "\0").mistake());
    assertEquals(expected, secret(RandomSecrets.good() + "\0" + RandomSecrets.good()).mistake());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hex:", "base64:", "base64url:"})
  void decodedSecret_mayHoldNulByteButNotEndWithOne(String form) {
    byte[] bytes = RandomSecrets.bytes(40);
    bytes[0] = 0;
    bytes[20] = 0;
    secret(form + encoded(form, bytes)).read();
    bytes[39] = 0;
    assertEquals(
        "watchword.secret (test) ends with a NUL byte, which HMAC cannot tell from padding"
            + REMEDY,
        secret(form + encoded(form, bytes)).mistake());
  }

  private static String encoded(String form, byte[] bytes) {
    return switch (form) {
      case "hex:" -> HexFormat.of().formatHex(bytes);
      case "base64:" -> Base64.getEncoder().encodeToString(bytes);
      default -> Base64.getUrlEncoder().encodeToString(bytes);
    };
  }

  static Stream<String> pem() {
    String body = Base64.getMimeEncoder().encodeToString(RandomSecrets.bytes(200));
    String publicKey = "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    byte[] bytes = publicKey.getBytes(StandardCharsets.US_ASCII);
    return Stream.of(
        publicKey,
        publicKey.replace("\n", "\\n"),
        "  -----BEGIN RSA PRIVATE KEY-----" + body,
        "base64:" + Base64.getEncoder().encodeToString(bytes));
  }

  @ParameterizedTest
  @MethodSource("pem")
  void pemKey_isMistake(String pem) {
    assertEquals(
        "watchword.secret (test) is PEM text, a key of another kind; a shared secret is wanted"
            + REMEDY,
        secret(pem).mistake());
  }

  static Stream<String> malformed() {
    String text = RandomSecrets.text(62);
    return Stream.of(
        "base64:" + text + "*",
        "base64:" + text + " a",
        "base64:" + text + "\n",
        "base64:" + text + "-_",
        "base64:=" + text,
        "base64:A" + text + "==",
        "base64url:" + text + "+/",
        "base64url:" + text + "%3D",
        "hex:" + text,
        "hex:" + "0123456789abcdef".repeat(4) + "0",
        "hex:0x" + "0123456789abcdef".repeat(4),
        "hex:" + "01 ".repeat(40));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformedEncoding_isMistakeThatQuotesNothing(String secret) {
    String form = secret.substring(0, secret.indexOf(':') + 1);
    assertEquals(
        "watchword.secret (test) is wrong: what follows '" + form + "' is not of that form",
        secret(secret).mistake());
  }

  @Test
  void encodingWithoutPrefix_isNeverGuessed() {
    byte[] bytes = RandomSecrets.bytes(48);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    String base64Url = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    String hex = HexFormat.of().formatHex(bytes);
    String decoded = RandomSecrets.fingerprint(bytes);
    assertEquals(decoded, secret("base64:" + base64).fingerprint());
    assertEquals(decoded, secret("base64url:" + base64Url).fingerprint());
    assertEquals(decoded, secret("hex:" + hex).fingerprint());
    for (String text : List.of(base64, base64Url, hex, "BASE64:" + base64, " hex:" + hex)) {
      assertEquals(
          RandomSecrets.fingerprint(text), secret(text).fingerprint(), "is text as it stands");
    }
  }

  @Test
  void length_isThatOfDecodedBytes() {
    String encoded = "base64:" + Base64.getEncoder().encodeToString(RandomSecrets.bytes(31));
    assertEquals(
        "watchword.secret (test) has 31 bytes, but HS256 needs at least 32 (RFC 7518 section 3.2)"
            + REMEDY,
        secret(encoded).mistake());
  }

  @Test
  void mistakeInFurtherKey_namesItsPropertyInFull() {
    assertEquals(
        "watchword.previous.secret (test) is blank: anyone could sign" + REMEDY,
        SettingsFixture.aSecret().and("watchword.previous.secret", "").mistake());
    assertEquals(
        "watchword.key.a.secret (test) has fewer than 8 different bytes" + REMEDY,
        SettingsFixture.aSecret()
            .and("watchword.keys=a")
            .and("watchword.key.a.secret", "ab".repeat(30))
            .mistake());
  }
}
