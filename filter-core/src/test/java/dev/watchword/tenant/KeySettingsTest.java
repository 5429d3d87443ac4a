package dev.watchword.tenant;

import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.KeyRing;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenVerifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The usual key, the previous one, and more by name. */
class KeySettingsTest {
  private static List<String> names(SettingsFixture given) {
    return given.keys().stream().map(SharedKey::name).toList();
  }

  /** The keys of these names, beside the usual one. */
  private static SettingsFixture keys(String... names) {
    SettingsFixture given =
        SettingsFixture.aSecret().and("watchword.keys", String.join(",", names));
    for (String name : names) {
      given.and("watchword.key." + name + ".secret", RandomSecrets.good());
    }
    return given;
  }

  @Test
  void usualKey_comesFirstAndPreviousKeyLast() {
    assertEquals(List.of("usual"), names(SettingsFixture.aSecret()));
    assertEquals(
        List.of("usual", "b", "a", "previous"),
        names(keys("b", "a").and("watchword.previous.secret", RandomSecrets.good())));
  }

  @Test
  void namedKeys_areEnough() {
    SettingsFixture given = SettingsFixture.nothing().and("watchword.keys=a");
    assertEquals(List.of("a"), names(given.and("watchword.key.a.secret", RandomSecrets.good())));
  }

  @Test
  void keyWithLatestStart_comesFirst() {
    SettingsFixture given = keys("old", "next");
    given.and("watchword.key.old.from=2026-01-01; watchword.key.next.from=2027-01-01");
    assertEquals(List.of("next", "old", "usual"), names(given));
  }

  @Test
  void listedKeyWithoutSecret_isMistake() {
    assertEquals(
        "watchword.key.b.secret is not set. Make one with: openssl rand -base64 32,"
            + " and give the same text to both sides",
        keys("a").and("watchword.keys=a,b").mistake());
  }

  @Test
  void unlistedKey_isMistake() {
    assertEquals(
        "watchword.key.b.kid (test) is of no use: watchword.keys does not list 'b'",
        keys("a").and("watchword.key.b.kid=2").mistake());
    assertEquals(
        "watchword.key.b.secret (test) is of no use: watchword.keys does not list 'b'",
        SettingsFixture.aSecret().and("watchword.key.b.secret", RandomSecrets.good()).mistake());
  }

  @Test
  void fifthLiveKey_isMistake() {
    assertEquals(4, keys("a", "b", "c").keys().size());
    assertEquals(
        "watchword.* has more than 4 keys that are live at once; end the old ones by .until",
        keys("a", "b", "c", "d").mistake());
  }

  @Test
  void fiveKeysThatTakeTurns_areRead() {
    SettingsFixture given = keys("a", "b", "c", "d").and("watchword.key.a.until=2027-01-01");
    assertEquals(5, given.and("watchword.key.d.from=2027-01-01").keys().size());
    assertEquals(
        "watchword.* has more than 4 keys that are live at once; end the old ones by .until",
        given.and("watchword.key.d.from=2026-12-31T23:59:59Z").mistake());
  }

  @ParameterizedTest // previous; and a list of keys
  @ValueSource(
      strings = {
        "watchword.secret=base64url:%s; watchword.previous.secret=base64url:%s;"
            + " watchword.previous.until=2026-05-01",
        "watchword.keys=a,b; watchword.key.a.secret=base64url:%s;"
            + " watchword.key.b.secret=base64url:%s"
      })
  void kidThatNoKeyHas_isNoObstacleToRotation(String pairs) {
    String set = pairs.formatted(TestSecrets.text("new"), TestSecrets.text("old"));
    SettingsFixture given = SettingsFixture.nothing().and(set);
    TokenVerifier verifier = new TokenVerifier(new KeyRing(List.of(given.issuer())));
    Tokens token = Tokens.good().kid("customer-key-7");
    assertAdmitted(verifier.verify(token.signedBy("new").text(), Tokens.NOW));
    assertAdmitted(verifier.verify(token.signedBy("old").text(), Tokens.NOW));
  }

  @Test // requirement 20
  void sameKidTwice_isMistake() {
    assertEquals(
        "watchword.* has the kid '1' for two keys",
        keys("a").and("watchword.kid=1; watchword.key.a.kid=1").mistake());
    assertEquals(2, keys("a").and("watchword.kid=1; watchword.key.a.kid=2").keys().size());
  }

  @Test // requirement 20
  void sameSecretTwice_isMistake() {
    String secret = RandomSecrets.good();
    assertEquals(
        "watchword.* has the same secret for two keys; a new key needs a new secret",
        keys("a").and("watchword.secret", secret).and("watchword.key.a.secret", secret).mistake());
  }

  @Test
  void previousKeyMayHaveSecretOfAnother_asBeforeRotation() {
    String secret = RandomSecrets.good();
    SettingsFixture given = keys("a").and("watchword.secret", secret);
    given.and("watchword.previous.secret", secret);
    assertEquals(List.of("usual", "a", "previous"), names(given));
    String said = "keys usual and previous have the same secret, as before a rotation";
    assertTrue(given.read().summary().contains(said), () -> given.read().summary().toString());
  }

  @Test
  void previousKeyOfOneIssuer_doesNotHaveSecretOfAnotherIssuer() {
    String secret = RandomSecrets.good();
    assertEquals(
        "issuers 'acme' and 'globex' have the same secret",
        SettingsFixture.nothing()
            .and("watchword.issuers=acme,globex")
            .and("watchword.issuer.acme.secret", secret)
            .and("watchword.issuer.globex.secret", RandomSecrets.good())
            .and("watchword.issuer.globex.previous.secret", secret)
            .mistake());
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-01, 2027-01-01",
    "2027-01-02, 2027-01-01",
    "2027-01-01T00:00:00Z, 2027-01-01"
  })
  void keyThatEndsBeforeItBegins_isMistake(String from, String until) {
    SettingsFixture given =
        SettingsFixture.aSecret().and("watchword.from", from).and("watchword.until", until);
    assertEquals("watchword.until (test) is not after the key's from date", given.mistake());
  }
}
