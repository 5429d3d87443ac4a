package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Jwks;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key's secret as a JWK or a JWK Set (RFC 7517), and what each of their members means. */
class JwkSecretTest {
  private static final String ALL = "HS256,HS384,HS512";

  private final String first = Jwks.k();
  private final String second = Jwks.k();
  @TempDir Path folder;

  private SettingsFixture file(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), text);
    return SettingsFixture.nothing().and("watchword.secret.location", file.toString());
  }

  private static List<String> names(List<SharedKey> keys) {
    return keys.stream().map(SharedKey::name).toList();
  }

  private static String fingerprint(String k) {
    return RandomSecrets.fingerprint(Jwks.secret(k));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "\uFEFF%s", " \n\t%s\r\n"})
  void jwk_isUsualKeyWithItsKid(String around) throws IOException {
    SharedKey key = file(around.formatted(Jwks.key(first, Jwks.kid("a/b c")))).keys().get(0);
    assertEquals("usual", key.name());
    assertEquals("a/b c", key.kid());
    assertEquals(fingerprint(first), key.fingerprint());
    assertTrue(key.maySign());
  }

  @Test
  void jwkInline_isSameAsInFile() throws IOException {
    String jwk = Jwks.key(first, Jwks.kid("a"));
    assertEquals(file(jwk).keys(), SettingsFixture.nothing().and("watchword.secret", jwk).keys());
  }

  @Test
  void textInFront_makesJsonSecretItself() throws IOException {
    String jwk = Jwks.key(first);
    assertEquals(RandomSecrets.fingerprint(jwk), file("text:" + jwk).fingerprint());
  }

  @Test // random bytes have one now and then, and a tool has made them
  void secretWithNul_isRead() throws IOException {
    byte[] bytes = RandomSecrets.bytes(32);
    bytes[7] = 0;
    assertEquals(RandomSecrets.fingerprint(bytes), file(Jwks.key(Jwks.k(bytes))).fingerprint());
  }

  @ParameterizedTest
  @CsvSource({
    "HS256, '', 'HS256'",
    "'HS256,HS512', '', 'HS256,HS512'",
    "'HS256,HS512', HS256, 'HS256'",
    "'HS256,HS512', HS512, 'HS512'"
  })
  void alg_isOnlyOneOfKey(String allowed, String alg, String expected) throws IOException {
    String more = alg.isEmpty() ? "" : ",\"alg\":\"" + alg + "\"";
    SharedKey key = file(Jwks.key(first, more)).and("watchword.algorithms", allowed).keys().get(0);
    Set<MacAlgorithm> algorithms = key.algorithms();
    assertEquals(expected, String.join(",", algorithms.stream().sorted().map(Enum::name).toList()));
  }

  @ParameterizedTest // RFC 7518 section 3.2, by the algorithm of the key alone
  @CsvSource({"HS256, 32", "HS384, 48", "HS512, 64"})
  void k_isAsLongAsItsAlgWants(String alg, int bytes) throws IOException {
    String more = ",\"alg\":\"" + alg + "\"";
    String good = Jwks.k(RandomSecrets.bytes(bytes));
    String bad = Jwks.k(RandomSecrets.bytes(bytes - 1));
    assertEquals(
        fingerprint(good),
        file(Jwks.key(good, more)).and("watchword.algorithms", ALL).fingerprint());
    String mistake = file(Jwks.key(bad, more)).and("watchword.algorithms", ALL).mistake();
    assertTrue(
        mistake.endsWith(
            "is wrong: it has a k that has %s bytes, but %s needs at least %s (RFC 7518 section 3.2)"
                .formatted(bytes - 1, alg, bytes)),
        mistake);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"use\":\"sig\"', true",
    "'\"key_ops\":[\"sign\",\"verify\"]', true",
    "'\"key_ops\":[\"verify\"]', false",
    "'\"use\":\"sig\",\"key_ops\":[\"verify\"]', false",
    "'\"ext\":true,\"x5c\":[1e3,01.5e0],\"exp\":1', fails",
    "'\"ext\":true,\"x5c\":[1e3,1.5e0],\"exp\":1', true"
  })
  void keyOps_sayWhetherKeySigns(String member, String signs) throws IOException {
    SettingsFixture given = file(Jwks.key(first, "," + member));
    if (signs.equals("fails")) {
      assertTrue(given.mistake().contains("it is not one JSON object"), given::mistake);
    } else {
      assertEquals(Boolean.valueOf(signs), given.keys().get(0).maySign());
    }
  }

  @Test
  void jwkSet_isSeveralKeysOfWhichFirstSigns() throws IOException {
    String text = Jwks.set(Jwks.key(first, Jwks.kid("2027")), Jwks.key(second, Jwks.kid("2026")));
    List<SharedKey> keys = file(text).keys();
    assertEquals(List.of("usual.2027", "usual.2026"), names(keys));
    assertEquals(fingerprint(first), keys.get(0).fingerprint());
    List<String> summary = file(text).read().summary();
    assertTrue(summary.toString().contains("kid 2027, signs"), summary::toString);
    assertFalse(summary.toString().contains("kid 2026, signs"), summary::toString);
    assertFalse(summary.toString().contains(first), summary::toString);
  }

  @Test
  void jwkSet_mayBeFileOfTenant() throws IOException {
    Files.writeString(
        folder.resolve("acme"),
        Jwks.set(Jwks.key(first, Jwks.kid("a")), Jwks.key(second, Jwks.kid("b"))));
    SettingsFixture tenants =
        SettingsFixture.nothing().and("watchword.issuers.location", folder.toString());
    assertEquals(List.of("usual.a", "usual.b"), names(tenants.keys()));
  }

  @Test // each secret serves one purpose
  void secretOfSet_isNoCredential() throws IOException {
    String shown = RandomSecrets.text(40);
    String k = Jwks.k(shown.getBytes(StandardCharsets.US_ASCII));
    String mistake =
        file(Jwks.set(Jwks.key(first, Jwks.kid("a")), Jwks.key(k, Jwks.kid("b"))))
            .and("watchword.workspace.secret", shown)
            .mistake();
    assertTrue(mistake.contains("is the same as the key 'usual.b' of issuer 'default'"), mistake);
  }

  @Test
  void kidSetting_saysWhichOfSeveralSigns() throws IOException {
    String text =
        Jwks.set(
            Jwks.key(first, Jwks.kid("a")),
            Jwks.key(second, Jwks.kid("b")),
            Jwks.key(Jwks.k(), Jwks.kid("c") + ",\"key_ops\":[\"verify\"]"));
    assertEquals(
        List.of("usual.b", "usual.a", "usual.c"), names(file(text).and("watchword.kid=b").keys()));
    for (String wrong : List.of("x", "A", "c")) {
      assertEquals(
          "watchword.kid (test) names no key that is there and may sign; it must be the kid of one"
              + " of them",
          file(text).and("watchword.kid", wrong).mistake());
    }
  }

  @Test
  void kidSetting_isGivenToLoneKeyWithoutOne() throws IOException {
    assertEquals("x", file(Jwks.key(first)).and("watchword.kid=x").keys().get(0).kid());
    String named = Jwks.key(first, Jwks.kid("a"));
    assertEquals("a", file(named).and("watchword.kid=a").keys().get(0).kid());
    assertTrue(file(named).and("watchword.kid=x").mistake().startsWith("watchword.kid (test)"));
  }

  @Test
  void keyWithoutKid_isCalledByItsFingerprint() throws IOException {
    List<SharedKey> keys =
        file(Jwks.set(Jwks.key(first), Jwks.key(second, Jwks.kid("a b")))).keys();
    assertEquals(
        List.of("usual." + fingerprint(first), "usual." + fingerprint(second)), names(keys));
  }

  @Test // in the moment of a rotation in which the old one stands in both places
  void previousJwk_mayBeSameAsUsual() throws IOException {
    String jwk = Jwks.key(first, Jwks.kid("a"));
    assertEquals(2, file(jwk).and("watchword.previous.secret", jwk).keys().size());
    assertTrue(
        file(jwk)
            .and("watchword.previous.secret", Jwks.key(second, Jwks.kid("a")))
            .mistake()
            .contains("the kid 'a' for two keys"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"workspace", "apikey", "client.app", "identity"})
  void credential_isNoJwk(String name) {
    String mistake =
        SettingsFixture.aSecret()
            .and("watchword.clients=app; watchword.identity.legacy=accept")
            .and("watchword." + name + ".secret", Jwks.key(first))
            .mistakes()
            .toString();
    assertTrue(mistake.contains("a JWK is read for keys of tokens alone"), mistake);
    assertFalse(mistake.contains(first), mistake);
  }

  @ParameterizedTest
  @CsvSource({"workspace.secret", "apikey.secret"})
  void issuerWhoseKeysOnlyVerify_signsForNobody(String credential) throws IOException {
    String mistake =
        file(Jwks.key(first, ",\"key_ops\":[\"verify\"]"))
            .and("watchword." + credential, RandomSecrets.text(40))
            .mistakes()
            .toString();
    assertTrue(mistake.contains("but no key of it may sign (key_ops)"), mistake);
  }

  @ParameterizedTest // a session; a client's token; also where a set has several such keys
  @CsvSource({
    "watchword.identity.session=15m, of the issuer may sign",
    "watchword.clients=app, of it may sign"
  })
  void keysThatOnlyVerify_signNoSessionAndNoClientsToken(String setting, String told)
      throws IOException {
    String verifies = ",\"key_ops\":[\"verify\"]";
    String set =
        Jwks.set(
            Jwks.key(first, Jwks.kid("a") + verifies), Jwks.key(second, Jwks.kid("b") + verifies));
    SettingsFixture given = file(set).and(setting);
    if (setting.contains("clients")) {
      given = given.and("watchword.client.app.secret", RandomSecrets.text(40));
    }
    String mistakes = given.mistakes().toString();
    assertTrue(mistakes.contains("no key " + told + " (key_ops)"), mistakes);
  }
}
