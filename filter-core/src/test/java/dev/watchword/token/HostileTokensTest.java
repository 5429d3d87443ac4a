package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.Tokens.SOON;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.testing.VerdictAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One hostile token for each reason that the verifier has, and the exploits of the playbooks. */
class HostileTokensTest {
  private static TestIssuer strict() {
    return TestIssuer.withDefaults()
        .iss("acme")
        .audiences("api")
        .maxLifetime(Duration.ofMinutes(10));
  }

  private static Tokens good() {
    return Tokens.good().claim("iss", "acme").claim("aud", "api").claim("iat", NOW);
  }

  private record Row(Reason reason, TestIssuer issuer, String token) {
    Row(Reason reason, String token) {
      this(reason, strict(), token);
    }

    @Override
    public String toString() {
      return reason.code();
    }
  }

  static List<Row> rows() {
    return List.of(
        new Row(Reason.TOO_LONG, good().claim("pad", "x".repeat(9000)).text()),
        new Row(Reason.MALFORMED, "Bearer " + good().text()),
        new Row(Reason.HEADER, good().header("crit", List.of("exp")).text()),
        new Row(Reason.ALGORITHM, good().algorithm("none").text()),
        new Row(Reason.TYPE, good().header("typ", "logout+jwt").text()),
        new Row(
            Reason.UNKNOWN_KEY,
            strict().keys(Keys.named("main", "k1")),
            good().kid("never-heard-of").text()),
        new Row(Reason.SIGNATURE, good().tampered()),
        new Row(Reason.PAYLOAD, good().rawPayload("[]").text()),
        new Row(Reason.ISSUER, good().claim("iss", "globex").text()),
        new Row(Reason.AUDIENCE, good().claim("aud", "another api").text()),
        new Row(Reason.EXPIRED, good().expiringAt(NOW.minusSeconds(30)).text()),
        new Row(Reason.NOT_YET, good().claim("nbf", NOW.plusSeconds(31)).text()),
        new Row(
            Reason.TOO_OLD,
            strict().maxAge(Duration.ofMinutes(5)),
            good().claim("iat", NOW.minusSeconds(330)).expiringAt(NOW.plusSeconds(9)).text()),
        new Row(Reason.LIFETIME, good().expiringAt(NOW.plusSeconds(601)).text()),
        new Row(Reason.CLAIM, good().without("exp").text()));
  }

  @Test
  void tokenWithNothingWrong_isAdmitted() {
    assertAdmitted(strict().verifier().verify(good().text(), NOW));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachFault_isRefusedForItsOwnReason(Row row) {
    assertRefused(row.reason(), row.issuer().verifier().verify(row.token(), NOW));
  }

  @Test
  void everyReasonOfVerifier_hasItsRow() {
    Set<Reason> wanted = EnumSet.range(Reason.TOO_LONG, Reason.CLAIM);
    assertEquals(wanted, rows().stream().map(Row::reason).collect(Collectors.toSet()));
  }

  @Test // requirement 9
  void internalFault_isRefusalThatNamesItsClassAlone() {
    Rejection refused =
        assertRefused(Reason.FAULT, TestIssuer.standardVerifier().verify(null, NOW));
    assertEquals(NullPointerException.class.getName(), refused.detail());
  }

  @ParameterizedTest // requirements 11 and 12: the header never chooses
  @ValueSource(
      strings = {
        "none", "None", "NONE", "nOnE", "noNE", "", "hs256", "HS256 ", "HS1", "HS2560", "RS256",
        "ES256", "PS256", "EdDSA", "dir", "A128KW"
      })
  void algorithmOffList_isRefused(String alg) {
    assertRefused(
        Reason.ALGORITHM,
        TestIssuer.standardVerifier().verify(Tokens.good().algorithm(alg).text(), NOW));
  }

  @ParameterizedTest // requirement 3
  @ValueSource(strings = {"none", "HS256"})
  void tokenWithoutItsMac_isRefused(String alg) {
    assertRefused(
        Reason.MALFORMED,
        TestIssuer.standardVerifier().verify(Tokens.good().algorithm(alg).unsigned(), NOW));
  }

  static Stream<String> headersThatBringTheirOwnKey() {
    return Stream.of(
        "{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AA\"}}",
        "{\"alg\":\"HS256\",\"jku\":\"https://evil.example/keys\"}",
        "{\"alg\":\"HS256\",\"x5u\":\"file:///dev/null\"}",
        "{\"alg\":\"HS256\",\"x5c\":[\"AAAA\"],\"x5t\":\"AA\",\"x5t#S256\":\"AA\"}");
  }

  @ParameterizedTest // requirement 14: not read, so neither used nor fetched
  @MethodSource("headersThatBringTheirOwnKey")
  void keyInHeader_isIgnored(String header) {
    TokenVerifier verifier = TestIssuer.standardVerifier();
    String forged = Tokens.good().rawHeader(header).signedBy("mallory").text();
    assertRefused(Reason.SIGNATURE, verifier.verify(forged, NOW));
    assertAdmitted(verifier.verify(Tokens.good().rawHeader(header).text(), NOW));
  }

  @ParameterizedTest // requirement 16
  @ValueSource(
      strings = {
        "../../../../dev/null",
        "/dev/null",
        "' UNION SELECT 'x",
        "|whoami",
        "%n%n%n",
        "${jndi:x}"
      })
  void kidWithAttackText_isMerelyUnknown(String kid) {
    TokenVerifier verifier = TestIssuer.withDefaults().keys(Keys.named("main", "k1")).verifier();
    String signedWithNothing = Tokens.good().kid(kid).secret(new byte[1]).text();
    assertRefused(Reason.UNKNOWN_KEY, verifier.verify(signedWithNothing, NOW));
  }

  @ParameterizedTest // requirements 14 and 16 (PortSwigger's lab, jwt_tool's -I): kid is no path
  @ValueSource(strings = {"%s", "file:%s", "../%s", "relative"})
  void kidThatNamesFile_doesNotMakeItKey(String form, @TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("k1"), TestSecrets.secret("in a file"));
    Path here = Path.of("").toAbsolutePath();
    String kid =
        form.equals("relative") ? here.relativize(file).toString() : form.replace("%s", file + "");
    Tokens forged = Tokens.good().kid(kid).signedBy("in a file");
    for (TestIssuer issuer :
        List.of(
            TestIssuer.withDefaults(),
            TestIssuer.withDefaults().keys(Keys.named("main", "k1")),
            TestIssuer.withDefaults().keys(Keys.key("main"), Keys.key("other")))) {
      Reason reason = VerdictAssertions.reasonOf(issuer.verifier().verify(forged.text(), NOW));
      assertTrue(reason == Reason.UNKNOWN_KEY || reason == Reason.SIGNATURE, kid + " " + reason);
    }
  }

  @Test
  void tokenSignedWithBlankSecret_isRefused() {
    String token = Tokens.good().secret(new byte[] {0}).text();
    assertRefused(Reason.SIGNATURE, TestIssuer.standardVerifier().verify(token, NOW));
  }

  @Test // CVE-2024-51744: forged and expired is forged
  void tokenForgedAndExpired_isCalledForged() {
    String token = Tokens.good().expiringAt(NOW.minusSeconds(999)).signedBy("mallory").text();
    assertRefused(Reason.SIGNATURE, TestIssuer.standardVerifier().verify(token, NOW));
  }

  @Test // requirement 10: claims and MAC are of the same bytes
  void payloadOfAnotherToken_doesNotPassUnderThisMac() {
    String good = Tokens.goodText();
    String admin = Tokens.good().claim("sub", "admin").expiringAt(SOON).text();
    String[] mine = good.split("\\.");
    String mixed = mine[0] + "." + admin.split("\\.")[1] + "." + mine[2];
    assertRefused(Reason.SIGNATURE, TestIssuer.standardVerifier().verify(mixed, NOW));
  }
}
