package dev.watchword.tenant;

import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.settings.SettingsException;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import dev.watchword.token.TokenVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes that several issuers make possible: each stops the start and says what to do. */
class SeveralIssuersTest {
  @TempDir Path folder;

  private static SettingsFixture two() {
    return SettingsFixture.nothing()
        .and("watchword.issuers=acme,globex")
        .and("watchword.issuer.acme.secret", RandomSecrets.good())
        .and("watchword.issuer.globex.secret", RandomSecrets.good());
  }

  private static SettingsFixture twoByFolder(Path folder) {
    return SettingsFixture.nothing().and("watchword.issuers.location", folder.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "watchword.secret, secret",
    "watchword.previous.secret, previous.secret",
    "watchword.audiences, audiences",
    "watchword.keys, keys",
    "watchword.relax, relax"
  })
  void propertyOfLoneIssuer_isMistake(String name, String own) {
    assertEquals(
        name
            + " (test) is for a lone issuer, but there are several; set watchword.issuer.NAME."
            + own,
        two().and(name, "noexp").mistake());
  }

  @Test
  void microProfileJwtNames_areIgnored() {
    SettingsFixture given = two().and("mp.jwt.verify.issuer", "https://login.example");
    assertEquals(2, given.readWithStandardNames().snapshot().issuers().size());
  }

  @Test // requirement 20
  void issuersWithSameSecret_areMistake() {
    String secret = RandomSecrets.good();
    assertEquals(
        "issuers 'acme' and 'globex' have the same secret",
        two()
            .and("watchword.issuer.acme.secret", secret)
            .and("watchword.issuer.globex.secret", secret)
            .mistake());
  }

  @Test // requirement 20
  void issuersWithSameKidWhereKidPicks_areMistake() {
    SettingsFixture given = two().and("watchword.issuer.acme.kid=1; watchword.issuer.globex.kid=1");
    assertEquals("issuers 'acme' and 'globex' have the same kid '1'", given.mistake());
    given.and("watchword.choose=header X-Workspace");
    assertEquals(2, given.read().snapshot().issuers().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme-eu", "acme_eu", "a-", "0_-x"})
  void nameWithHyphenOrUnderscore_isRead(String name) throws IOException {
    Map<String, String> environment =
        Map.of(
            "WATCHWORD_ISSUERS",
            name,
            "WATCHWORD_ISSUER_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_SECRET",
            RandomSecrets.good(),
            "WATCHWORD_RULES",
            "one",
            "WATCHWORD_RULE_ONE",
            "/x issuer " + name);
    try (LogCapture log = new LogCapture();
        Watchword watchword =
            Watchword.builder().surroundings(environment, new Properties()).start()) {
      assertEquals(name, watchword.issuers().get(0).name());
      assertFalse(log.text().contains("looks like a setting"), log::text);
    }
    Files.writeString(folder.resolve(name), RandomSecrets.good());
    assertEquals(name, twoByFolder(folder).issuer().name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-acme", "_acme", "acme.eu", "Acme", "acme/eu"})
  void nameOfAnotherForm_isMistake(String name) {
    assertEquals(
        "watchword.issuers (test) names '"
            + name
            + "'; a name has lower-case letters, digits, -"
            + " and _ only",
        SettingsFixture.nothing().and("watchword.issuers", name).mistakes().get(0));
  }

  @Test
  void namesThatDifferInHyphensAlone_areMistake() {
    assertEquals(
        "issuers 'a-b' and 'a_b' have names that differ in - and _ alone",
        SettingsFixture.nothing()
            .and("watchword.issuers=a-b,a_b")
            .and("watchword.issuer.a-b.secret", RandomSecrets.good())
            .and("watchword.issuer.a_b.secret", RandomSecrets.good())
            .mistake());
  }

  @Test // it could never be picked
  void nameThatIsKidOfAnother_whereKidPicks() {
    assertEquals(
        "issuers 'acme' and 'globex' have the same kid 'globex'",
        two().and("watchword.issuer.acme.kid=globex").mistake());
  }

  @Test
  void fileOfSecret_isPickedByItsNameAsKid() throws IOException {
    String acme = RandomSecrets.good();
    Files.writeString(folder.resolve("acme"), acme);
    Files.writeString(folder.resolve("globex"), RandomSecrets.good());
    TokenVerifier verifier = twoByFolder(folder).read().snapshot().verifier();
    Tokens token = Tokens.good().secret(acme.getBytes(StandardCharsets.UTF_8));
    assertAdmitted(verifier.verify(token.kid("acme").text(), Tokens.NOW));
    assertRefused(Reason.SIGNATURE, verifier.verify(token.kid("globex").text(), Tokens.NOW));
    assertRefused(Reason.UNKNOWN_ISSUER, verifier.verify(token.kid("other").text(), Tokens.NOW));
  }

  @Test
  void keyWithoutKidBesideOneThatHasOne_isPickedByIssuersName() {
    String old = RandomSecrets.good();
    TokenVerifier verifier =
        two()
            .and("watchword.issuer.acme.kid=k1")
            .and("watchword.issuer.acme.previous.secret", old)
            .read()
            .snapshot()
            .verifier();
    Tokens token = Tokens.good().secret(old.getBytes(StandardCharsets.UTF_8));
    assertAdmitted(verifier.verify(token.kid("acme").text(), Tokens.NOW));
    assertRefused(Reason.SIGNATURE, verifier.verify(token.kid("k1").text(), Tokens.NOW));
  }

  @Test // it would never match, and no log line would say why
  void selectorWithCapitalsWhereHostPicks_isMistake() {
    SettingsFixture given = two().and("watchword.issuer.acme.selector=Acme.example");
    assertEquals(2, given.read().snapshot().issuers().size());
    assertEquals(
        "issuer 'acme' has a selector with capitals; hosts are compared in lower case",
        given.and("watchword.choose=host").mistake());
  }

  @Test
  void issuersWithSameSelector_areMistake() {
    assertEquals(
        "issuers 'acme' and 'globex' are picked by the same 'globex'",
        two().and("watchword.issuer.acme.selector=globex").mistake());
  }

  @Test
  void issuerWithoutIssWhereIssPicks_isMistake() {
    assertEquals(
        "issuer 'acme' has no iss, by which it would be picked",
        two().and("watchword.choose=iss; watchword.issuer.globex.iss=https://g").mistake());
  }

  @Test
  void unlistedIssuer_isMistake() {
    assertEquals(
        "watchword.issuer.initech.iss (test) is of no use: watchword.issuers does not list 'initech'",
        two().and("watchword.issuer.initech.iss=x").mistake());
  }

  @ParameterizedTest
  @CsvSource({"header", "kid x", "Header X", "cookie X", "header X Y"})
  void chooserThatPicksNothing_isMistake(String words) {
    assertTrue(two().and("watchword.choose", words).mistake().contains("picks nothing"));
  }

  @Test
  void issuerSourceWithoutChooser_isMistake() {
    SettingsException refused =
        assertThrows(
            SettingsException.class,
            () ->
                Watchword.builder()
                    .surroundings(Map.of(), new Properties())
                    .issuerSource(selector -> null)
                    .start());
    assertTrue(
        refused.getMessage().contains("by which an IssuerSource is never asked"),
        refused::getMessage);
  }

  @Test
  void unreadableOrEmptyFolder_isMistake() {
    assertTrue(
        twoByFolder(folder.resolve("missing"))
            .mistakes()
            .get(0)
            .endsWith("names a folder that cannot be read; check its permissions"));
    assertEquals(
        "watchword.issuers.location holds no issuer; put a file with a secret there",
        twoByFolder(folder).mistake());
  }

  @Test
  void badFilesInFolder_areAllListed() throws IOException {
    Files.writeString(folder.resolve("acme"), "short");
    Files.writeString(
        folder.resolve("globex.properties"), "secrt=x\nsecret=" + RandomSecrets.good());
    Files.writeString(folder.resolve("README.md"), "no tenant");
    Files.writeString(folder.resolve("initech.properties"), "secret=\\uXXXX");
    List<String> mistakes = twoByFolder(folder).mistakes();
    assertEquals(4, mistakes.size(), mistakes::toString);
    String all = mistakes.toString();
    assertTrue(all.contains("watchword.issuer.acme.secret.location (file of issuer acme) has 5"));
    assertTrue(
        all.contains("watchword.issuer.globex.secrt (file of issuer globex) is no property"));
    assertTrue(all.contains("holds 'README.md'; a file is named NAME or NAME.properties"));
    assertTrue(all.contains("the file of issuer 'initech' cannot be read"));
  }

  @Test
  void issuerTwice_isMistake() throws IOException {
    Files.writeString(folder.resolve("acme"), RandomSecrets.good());
    assertEquals(
        "watchword.issuers.location (test) has a file for issuer 'acme', which watchword.issuers"
            + " lists as well",
        two()
            .and("watchword.issuers.location", folder.toString())
            .and("watchword.issuer.acme.selector=other")
            .mistake());
    Files.writeString(folder.resolve("acme.properties"), "secret=" + RandomSecrets.good());
    assertTrue(twoByFolder(folder).mistake().contains("once"));
  }

  @Test
  void keysOfTenant_areListedWithFingerprints() throws IOException {
    String secret = RandomSecrets.good();
    Files.writeString(folder.resolve("acme"), secret);
    String summary = twoByFolder(folder).read().summary().toString();
    assertTrue(summary.contains("***" + RandomSecrets.fingerprint(secret)), summary);
  }

  @Test
  void previousKey_isLastWhateverItsDates() {
    SettingsFixture given =
        SettingsFixture.aSecret()
            .and("watchword.previous.secret", RandomSecrets.good())
            .and("watchword.previous.from=2025-01-01");
    assertEquals("usual", given.keys().get(0).name());
  }
}
