package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 5, 7, 8, 11, 13, 15 and 18: what a header may say. */
class JoseHeaderTest {
  private final TokenVerifier verifier = TestIssuer.standardVerifier();

  private Verdict verify(String rawHeader) {
    return verifier.verify(Tokens.good().rawHeader(rawHeader).text(), NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"HS256\"",
        "1",
        "{",
        "{}x",
        "{}{}",
        "{\"alg\":\"HS256\"} x",
        "{\"alg\":\"HS256\",}",
        "{'alg':'HS256'}",
        "{alg:\"HS256\"}",
        "{\"alg\":\"HS256\"}/**/",
        "{\"alg\":\"HS256\",\"alg\":\"HS256\"}",
        "{\"alg\":\"none\",\"\\u0061lg\":\"HS256\"}",
        "{\"alg\":\"HS256\",\"x\":{\"a\":1,\"a\":1}}",
        "\ufeff{\"alg\":\"HS256\"}",
        "{\"alg\":\"HS256\"}\0",
        "{\"alg\":\"HS256\",\"x\":NaN}",
        "{\"alg\":\"HS256\",\"x\":01}",
        "{\"alg\":\"HS256\",\"x\":\"\t\"}"
      })
  void textThatIsNotOneStrictObject_isRefused(String header) {
    Verdict verdict = verify(header);
    assertRefused(header.isEmpty() ? Reason.MALFORMED : Reason.HEADER, verdict);
  }

  @Test // requirement 5
  void invalidUtf8_isRefused() {
    byte[] header = "{\"alg\":\"HS256\",\"x\":\"?\"}".getBytes(StandardCharsets.ISO_8859_1);
    header[20] = (byte) 0xC0;
    assertRefused(Reason.HEADER, verifier.verify(Tokens.good().rawHeader(header).text(), NOW));
  }

  @ParameterizedTest // requirement 11
  @ValueSource(strings = {"null", "true", "256", "[\"HS256\"]", "{\"HS256\":1}", "\"\""})
  void algThatIsNoKnownString_isRefused(String alg) {
    assertRefused(Reason.ALGORITHM, verify("{\"alg\":" + alg + "}"));
  }

  @Test
  void headerWithTwoFaults_isRefusedForFirst() {
    assertRefused(Reason.ALGORITHM, verify("{\"alg\":\"none\",\"typ\":\"x\",\"crit\":[]}"));
    assertRefused(Reason.TYPE, verify("{\"typ\":\"x\",\"alg\":\"none\"}"));
    assertRefused(Reason.HEADER, verify("{\"crit\":[],\"alg\":\"none\",\"typ\":\"x\"}"));
  }

  @Test // requirement 11
  void headerWithoutAlg_isRefused() {
    assertRefused(Reason.ALGORITHM, verify("{\"typ\":\"JWT\"}"));
    assertRefused(Reason.ALGORITHM, verify("{}"));
  }

  @ParameterizedTest // requirement 13
  @ValueSource(
      strings = {
        "\"crit\":[\"exp\"]",
        "\"crit\":[]",
        "\"crit\":null",
        "\"crit\":[\"b64\"],\"b64\":true",
        "\"b64\":false",
        "\"b64\":true",
        "\"b64\":null",
        "\"zip\":\"DEF\"",
        "\"zip\":null",
        "\"enc\":\"A128GCM\"",
        "\"cty\":\"JWT\"",
        "\"cty\":\"jwt\"",
        "\"cty\":\"application/JWT\"",
        "\"cty\":1",
        "\"cty\":null",
        "\"cr\\u0069t\":[\"exp\"]"
      })
  void parameterWeDoNotUnderstand_isRefused(String member) {
    assertRefused(Reason.HEADER, verify("{\"alg\":\"HS256\"," + member + "}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"cty\":\"json\"", "\"x\":[{\"crit\":1}]", "\"iss\":\"acme\""})
  void parameterOfNoMeaning_isPassedOver(String member) {
    assertAdmitted(verify("{\"alg\":\"HS256\"," + member + "}"));
  }

  @ParameterizedTest // requirement 18
  @CsvSource({
    "JWT, SIGNED", "jwt, SIGNED", "application/jwt, SIGNED", "APPLICATION/JWT, SIGNED",
    "at+jwt, SIGNED", "application/at+JWT, SIGNED", "widget+jwt, WIDGET", "Widget+JWT, WIDGET",
    "application/widget+jwt, WIDGET"
  })
  void typInAnyCase_tellsKind(String typ, TokenKind kind) {
    String token = Tokens.good().header("typ", typ).text();
    assertEquals(kind, assertAdmitted(verifier.verify(token, NOW)).kind());
  }

  @Test
  void tokenWithoutTyp_isOfKindSigned() {
    assertEquals(TokenKind.SIGNED, assertAdmitted(verifier.verify(Tokens.goodText(), NOW)).kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"JOSE\"",
        "\"JWT \"",
        "\"application/\"",
        "\"application/application/jwt\"",
        "\"text/jwt\"",
        "\"dpop+jwt\"",
        "\"wpk\"",
        "\"widget+jwt,JWT\"",
        "null",
        "1",
        "[\"JWT\"]"
      })
  void typOfAnythingElse_isRefused(String typ) {
    assertRefused(Reason.TYPE, verify("{\"alg\":\"HS256\",\"typ\":" + typ + "}"));
  }

  @Test // requirement 15
  void kidOf128Characters_isRead() {
    assertAdmitted(verify("{\"alg\":\"HS256\",\"kid\":\"" + "k".repeat(128) + "\"}"));
    assertRefused(Reason.HEADER, verify("{\"alg\":\"HS256\",\"kid\":\"" + "k".repeat(129) + "\"}"));
  }

  @ParameterizedTest // requirement 15
  @ValueSource(
      strings = {
        "\"\"",
        "null",
        "7",
        "true",
        "{}",
        "[\"k1\"]",
        "\"\\u0000\"",
        "\"k\\n1\"",
        "\"\\u007f\"",
        "\"k\u00e9\"",
        "\"\\u202ek\"",
        "\"\\ud800\""
      })
  void kidThatIsNotPrintable_isRefused(String kid) {
    assertRefused(Reason.HEADER, verify("{\"alg\":\"HS256\",\"kid\":" + kid + "}"));
  }

  @Test // requirement 78
  void headerOf1024Bytes_isReadAndOneMoreIsNot() {
    String start = "{\"alg\":\"HS256\",\"x\":\"";
    String full = start + "x".repeat(1024 - start.length() - 2) + "\"}";
    assertAdmitted(verify(full));
    assertRefused(Reason.HEADER, verify(full.replace("\"}", "x\"}")));
  }

  private static String members(int count) {
    return IntStream.range(1, count)
        .mapToObj(i -> "\"m" + i + "\":" + i)
        .collect(Collectors.joining(",", "{\"alg\":\"HS256\",", "}"));
  }

  @Test
  void headerOf32Members_isReadAndOneMoreIsNot() {
    assertAdmitted(verify(members(32)));
    assertRefused(Reason.HEADER, verify(members(33)));
  }

  @Test
  void headerNestedEightDeep_isReadAndOneDeeperIsNot() {
    assertAdmitted(verify("{\"alg\":\"HS256\",\"x\":" + "[".repeat(7) + "]".repeat(7) + "}"));
    assertRefused(
        Reason.HEADER, verify("{\"alg\":\"HS256\",\"x\":" + "[".repeat(8) + "]".repeat(8) + "}"));
  }
}
