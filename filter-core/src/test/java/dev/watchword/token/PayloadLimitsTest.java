package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.Tokens.SOON;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static dev.watchword.testing.VerdictAssertions.reasonOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.json.StrictJson;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requirements 5 to 8: what JSON a payload may be, and that none is read before its MAC is right.
 */
class PayloadLimitsTest {
  private static final String EXP = "{\"exp\":" + SOON.getEpochSecond();

  private final TokenVerifier verifier =
      new TokenVerifier(TestIssuer.withDefaults().ring(), 100_000);

  private Verdict verify(String payload) {
    return verifier.verify(Tokens.good().rawPayload(payload).text(), NOW);
  }

  @ParameterizedTest // requirements 7 and 8
  @ValueSource(
      strings = {
        " ",
        "null",
        "true",
        "1",
        "\"{}\"",
        "[]",
        "[{}]",
        "{",
        "}",
        "{}{}",
        "{} {}",
        "{}null",
        "{},",
        "{}\0",
        "{\"exp\":}",
        "{'exp':1}",
        "{exp:1}",
        "{\"exp\":1,}",
        "{\"exp\" 1}",
        "{\"exp\":1}/**/",
        "{\"exp\":1}//",
        "{\"exp\":NaN}",
        "{\"exp\":Infinity}",
        "{\"exp\":+1}",
        "{\"exp\":01}",
        "{\"exp\":1.}",
        "{\"exp\":.1}",
        "{\"exp\":0x1}",
        "{\"exp\":True}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\u00g0\"}",
        "\u00a0{}",
        "\f{}"
      })
  void payloadThatIsNotOneStrictObject_isRefused(String payload) {
    assertRefused(Reason.PAYLOAD, verify(payload));
  }

  @ParameterizedTest // requirement 7
  @ValueSource(
      strings = {
        ",\"exp\":1}",
        ",\"a\":1,\"a\":1}",
        ",\"a\":1,\"\\u0061\":2}",
        ",\"a\":{\"b\":1,\"b\":1}}",
        ",\"a\":[{\"b\":1,\"b\":1}]}",
        ",\"\":1,\"\":1}"
      })
  void nameThatStandsTwice_isRefusedAtEveryDepth(String rest) {
    assertRefused(Reason.PAYLOAD, verify(EXP + rest));
  }

  @Test // requirement 5
  void byteOrderMark_isRefused() {
    assertRefused(Reason.PAYLOAD, verify("\ufeff" + EXP + "}"));
    byte[] utf16 = (EXP + "}").getBytes(StandardCharsets.UTF_16);
    assertRefused(Reason.PAYLOAD, verifier.verify(Tokens.good().rawPayload(utf16).text(), NOW));
  }

  static Stream<byte[]> bytesThatAreNotUtf8() {
    return Stream.of(
        new byte[] {(byte) 0x80},
        new byte[] {(byte) 0xC0, (byte) 0xAE},
        new byte[] {(byte) 0xE0, (byte) 0x80, (byte) 0xAF},
        new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        new byte[] {(byte) 0xF8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80},
        new byte[] {(byte) 0xE2, (byte) 0x82},
        new byte[] {(byte) 0xFF});
  }

  @ParameterizedTest // requirement 5
  @MethodSource("bytesThatAreNotUtf8")
  void invalidUtf8_isRefused(byte[] bytes) {
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    byte[] payload = (EXP + ",\"sub\":\"" + latin + "\"}").getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(Reason.PAYLOAD, verifier.verify(Tokens.good().rawPayload(payload).text(), NOW));
  }

  @Test
  void textBeyondBasicPlane_isRead() {
    assertEquals(
        "\ud83d\udc24\u00e9",
        assertAdmitted(verify(EXP + ",\"sub\":\"\ud83d\udc24\u00e9\"}")).getName());
  }

  @ParameterizedTest // requirement 78; requirement 7: the payload itself is the first level
  @ValueSource(strings = {"", "1", "\"x\"", "null"})
  void payloadNested32Deep_isReadAndOneDeeperIsNot(String innermost) {
    assertAdmitted(verify(EXP + ",\"a\":" + nested(31, innermost) + "}"));
    assertRefused(Reason.PAYLOAD, verify(EXP + ",\"a\":" + nested(32, innermost) + "}"));
  }

  private static String nested(int depth, String innermost) {
    return "[".repeat(depth) + innermost + "]".repeat(depth);
  }

  @Test // requirement 7
  void objectsNested32Deep_areReadAndOneDeeperIsNot() {
    String open = "{\"a\":".repeat(30);
    assertAdmitted(verify(EXP + ",\"a\":" + open + "{}" + "}".repeat(30) + "}"));
    open += "{\"a\":";
    assertRefused(Reason.PAYLOAD, verify(EXP + ",\"a\":" + open + "{}" + "}".repeat(31) + "}"));
  }

  @ParameterizedTest // requirement 78; requirement 7
  @ValueSource(strings = {"%s", "0.%s", "%s.0", "1e-%s"})
  void numberOf100Characters_isReadAndOneLongerIsNot(String form) {
    int digits = 100 - (form.length() - 2);
    String number = form.replace("%s", "1".repeat(digits));
    assertAdmitted(verify(EXP + ",\"n\":" + number + "}"));
    String longer = form.replace("%s", "1".repeat(digits + 1));
    assertRefused(Reason.PAYLOAD, verify(EXP + ",\"n\":" + longer + "}"));
  }

  @Test // requirement 78; requirement 7
  void objectOf1000Members_isReadAndOneMoreIsNot() {
    assertAdmitted(verify(EXP + "," + members(999) + "}"));
    assertRefused(Reason.PAYLOAD, verify(EXP + "," + members(1000) + "}"));
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"m" + i + "\":0")
        .collect(Collectors.joining(","));
  }

  static Stream<String> bombs() {
    return Stream.of(
        "{".repeat(60_000),
        "[".repeat(60_000),
        "{\"a\":".repeat(12_000),
        "{\"n\":" + "9".repeat(60_000) + "}",
        "{" + members(7_000) + "}",
        "not JSON at all",
        "{\"exp\":9223372036854775807}");
  }

  @ParameterizedTest // requirement 6: a payload under a wrong MAC is never parsed
  @MethodSource("bombs")
  void jsonBombUnderWrongMac_isRefusedForItsMac(String bomb) {
    String token = Tokens.good().rawPayload(bomb).signedBy("mallory").text();
    assertRefused(Reason.SIGNATURE, verifier.verify(token, NOW));
  }

  @ParameterizedTest // requirement 9
  @MethodSource("bombs")
  void jsonBombUnderRightMac_isRefusedWithoutFault(String bomb) {
    Rejection refused = (Rejection) verify(bomb);
    Reason expected = bomb.startsWith("{\"exp\"") ? Reason.CLAIM : Reason.PAYLOAD;
    assertEquals(expected, refused.reason());
  }

  private static Verdict verifyRelaxed(String payload) {
    Issuer strict = TestIssuer.withDefaults().issuer();
    Issuer relaxed =
        new Issuer(
            "default",
            "default",
            strict.keys(),
            strict.rules(),
            Set.of(Relaxation.DUPLICATES),
            null,
            Publishable.NONE,
            UseRules.NONE,
            false,
            null);
    return new TokenVerifier(new KeyRing(List.of(relaxed)), 100_000)
        .verify(Tokens.good().rawPayload(payload).text(), NOW);
  }

  @ParameterizedTest // requirement 7, and what it may be relaxed to
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ",\"a\":1,\"a\":1}|true",
        ",\"a\":1,\"a\":2}|false",
        ",\"a\":1,\"a\":\"1\"}|false",
        ",\"a\":null,\"a\":null}|true",
        ",\"a\":1,\"a\":null}|false",
        ",\"a\":{\"b\":[1]},\"a\":{\"b\":[1]}}|true",
        ",\"a\":{\"b\":1,\"b\":1}}|true",
        ",\"a\":{\"b\":1,\"b\":2}}|false"
      })
  void relaxedName_mayStandTwiceWithSameValue(String rest, boolean admitted) {
    Reason reason = reasonOf(verifyRelaxed(EXP + rest));
    assertEquals(admitted ? null : Reason.PAYLOAD, reason);
    assertRefused(Reason.PAYLOAD, verify(EXP + rest));
  }

  @Test // so that a name twice cannot make more of them
  void relaxedObject_hasNoMoreMembersThanOthers() {
    assertAdmitted(verifyRelaxed(EXP + "," + members(999) + "}"));
    assertRefused(Reason.PAYLOAD, verifyRelaxed(EXP + "," + members(1000) + "}"));
  }

  @Test // what is written is read again as it was
  void everyValue_isWrittenAsItIsRead() {
    String json =
        "{\"text\":\"\\u00e9\\n\\\"\",\"yes\":true,\"no\":false,\"none\":null,\"whole\":-7,"
            + "\"big\":9223372036854775808,\"part\":0.5,\"list\":[1,[\"a\"],{}],\"map\":{\"x\":{\"y\":1}}}";
    Map<String, Object> read = StrictJson.read(json.getBytes(StandardCharsets.UTF_8));
    String written = StrictJson.write(read);
    assertEquals(json.toLowerCase(Locale.ROOT), written.toLowerCase(Locale.ROOT));
    assertEquals(read, StrictJson.read(written.getBytes(StandardCharsets.UTF_8)));
  }

  @Test // those are the characters of a text that is no UTF-8, and of one that is
  void replacementCharacter_isReadWhereItIsMeant() {
    assertEquals("\ufffd", assertAdmitted(verify(EXP + ",\"sub\":\"\ufffd\"}")).getName());
    assertRefused(Reason.PAYLOAD, verify("\ufffd" + EXP + "}"));
  }
}
