package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Jwks;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A JWK that is not as RFC 7517 and 7518 want, or is for another purpose, stops the start, wherever
 * it stands; the sentence says what was found and shows no secret. Requirement 21.
 */
class BadJwkTest {
  private static final String K = Jwks.k();
  private static final String ONE = Jwks.key(K, Jwks.kid("a"));
  private static final String NOT_JSON =
      "it is not one JSON object in which each name stands once; write a JWK of the kty oct or a JWK"
          + " Set of them, or text: before it if it is the secret itself";
  private static final String NO_JWK =
      "it is JSON without kty and keys; write a JWK of the kty oct or a JWK Set of them, or text:"
          + " before it if it is the secret itself";
  private static final String PAIR =
      ", which is a key of a pair; a shared secret is wanted (oct), and tokens of key pairs are for"
          + " another library";
  private static final String NO_K =
      "it has no k that is base64url without padding (RFC 7515 section 2)";
  private static final String BAD_KID =
      "it has a kid that is not 1 to 128 printable ASCII characters";
  private static final String BAD_OPS = "it has key_ops that are no list of different words";
  private static final String NOT_FOR_MAC = "; for a shared secret it is HS256, HS384 or HS512";

  @TempDir Path folder;

  /** A text, and what is said of it. */
  record Case(String text, String mistake) {
    @Override
    public String toString() {
      return mistake;
    }
  }

  private static Case jwk(String more, String mistake) {
    return new Case(Jwks.key(K, "," + more), mistake);
  }

  private static Case withK(String k, String mistake) {
    return new Case("{\"kty\":\"oct\",\"k\":" + k + "}", mistake);
  }

  static List<Case> shapes() {
    String other = Jwks.key(Jwks.k(), Jwks.kid("a"));
    String rsa = "{\"kty\":\"RSA\",\"n\":\"" + K + "\",\"e\":\"AQAB\",\"k\":\"" + K + "\"}";
    String long4 = Jwks.set(ONE, ONE, ONE, ONE, ONE);
    return List.of(
        new Case("[" + ONE + "]", NOT_JSON),
        new Case(ONE + ONE, NOT_JSON),
        new Case(ONE.substring(0, ONE.length() - 1), NOT_JSON),
        new Case("{\"kty\":\"oct\",\"kty\":\"oct\",\"k\":\"" + K + "\"}", NOT_JSON),
        new Case("{\"kty\":\"oct\",\"k\":\"" + K + "\",\"\\u006b\":\"" + K + "\"}", NOT_JSON),
        new Case("{\"k\":\"" + K + "\"}", NO_JWK),
        new Case("{\"type\":\"HS256\",\"key\":\"" + K + "\"}", NO_JWK),
        new Case("{\"KTY\":\"oct\",\"k\":\"" + K + "\"}", NO_JWK),
        new Case(
            "{\"kty\":\"oct\",\"k\":\"" + K + "\",\"keys\":[" + ONE + "]}",
            "it has both kty and keys; write a JWK of the kty oct or a JWK Set of them"),
        new Case("{\"keys\":[]}", "its keys are no list of at least one key"),
        new Case("{\"keys\":" + ONE + "}", "its keys are no list of at least one key"),
        new Case("{\"keys\":null}", "its keys are no list of at least one key"),
        new Case("{\"keys\":[\"" + K + "\"]}", "its key 1 is no object"),
        new Case("{\"keys\":[" + ONE + ",[]]}", "its key 2 is no object"),
        new Case(
            Jwks.set(ONE, Jwks.set(ONE)),
            "its key 2 has the kty that is none; a shared secret has the kty oct; its key 2 "
                + NO_K.substring(3)),
        new Case(long4, "it has 5 keys; at most 4 are tried"),
        new Case(Jwks.set(ONE, other), "its key 2 has the kid 'a' of another"),
        new Case(Jwks.set(ONE, rsa), "its key 2 has the kty RSA" + PAIR));
  }

  static List<Case> members() {
    return List.of(
        new Case(
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"k\":\"" + K + "\"}", "it has the kty EC" + PAIR),
        new Case(
            "{\"kty\":\"OCT\",\"k\":\"" + K + "\"}",
            "it has the kty OCT; a shared secret has the kty oct"),
        new Case(
            "{\"kty\":[\"oct\"],\"k\":\"" + K + "\"}",
            "it has the kty that is none; a shared secret has the kty oct"),
        new Case(
            "{\"kty\":\"" + K + "\",\"k\":\"" + K + "\"}",
            "it has the kty that is none; a shared secret has the kty oct"),
        jwk("\"use\":\"enc\"", "it has the use enc; for tokens it is sig"),
        jwk("\"use\":null", "it has the use that is none; for tokens it is sig"),
        jwk("\"key_ops\":[]", "it has key_ops without verify, so it is for no token that comes"),
        jwk(
            "\"key_ops\":[\"sign\"]",
            "it has key_ops without verify, so it is for no token that comes"),
        jwk("\"key_ops\":\"verify\"", BAD_OPS),
        jwk("\"key_ops\":[\"verify\",\"verify\"]", BAD_OPS),
        jwk("\"alg\":\"none\"", "it has the alg none" + NOT_FOR_MAC),
        jwk("\"alg\":\"RS256\"", "it has the alg RS256" + NOT_FOR_MAC),
        jwk("\"alg\":\"hs256\"", "it has the alg hs256" + NOT_FOR_MAC),
        jwk("\"alg\":256", "it has the alg that is none" + NOT_FOR_MAC),
        jwk(
            "\"alg\":\"HS512\"",
            "it has the alg HS512, which the algorithms of the issuer do not name"),
        jwk("\"kid\":7", BAD_KID),
        jwk("\"kid\":1e3", BAD_KID),
        jwk("\"kid\":\"\"", BAD_KID),
        jwk("\"kid\":\"a\\nb\"", BAD_KID),
        jwk("\"kid\":\"" + "x".repeat(129) + "\"", BAD_KID));
  }

  static List<Case> secrets() {
    String padded = Jwks.k(RandomSecrets.bytes(32)) + "=";
    String notCanonical = "A".repeat(42) + "B";
    return List.of(
        new Case("{\"kty\":\"oct\"}", NO_K),
        withK("null", NO_K),
        withK("\"\"", NO_K),
        withK("12345678901234567890123456789012345678901234", NO_K),
        withK("[\"" + K + "\"]", NO_K),
        withK("\"" + padded + "\"", NO_K),
        withK("\"" + notCanonical + "\"", NO_K),
        withK("\" " + K + "\"", NO_K),
        withK("\"" + K + "\\n\"", NO_K),
        withK("\"" + "+/".repeat(22) + "\"", NO_K),
        withK("\"" + "A".repeat(44) + "\"", "it has a k that has fewer than 8 different bytes"));
  }

  private void expect(Case given, SettingsFixture settings, String start) {
    String mistake = settings.mistake();
    assertEquals(start + given.mistake, mistake);
    assertFalse(mistake.contains(K), mistake);
  }

  @ParameterizedTest // requirement 21
  @MethodSource({"shapes", "members", "secrets"})
  void badJwk_stopsStartWhereverItStands(Case given) throws IOException {
    Path tenants = Files.createDirectory(folder.resolve("tenants"));
    Path file = Files.writeString(tenants.resolve("acme"), given.text);
    String location = file.toString();
    expect(
        given,
        SettingsFixture.nothing().and("watchword.secret", given.text),
        "watchword.secret (test) is wrong: ");
    expect(
        given,
        SettingsFixture.nothing().and("watchword.secret.location", location),
        "watchword.secret.location (test) is wrong: ");
    expect(
        given,
        SettingsFixture.aSecret().and("watchword.previous.secret.location", location),
        "watchword.previous.secret.location (test) is wrong: ");
    expect(
        given,
        SettingsFixture.aSecret()
            .and("watchword.keys=b")
            .and("watchword.key.b.secret.location", location),
        "watchword.key.b.secret.location (test) is wrong: ");
    expect(
        given,
        SettingsFixture.nothing()
            .and("watchword.issuers=acme")
            .and("watchword.issuer.acme.secret.location", location),
        "watchword.issuer.acme.secret.location (test) is wrong: ");
    expect(
        given,
        SettingsFixture.nothing().and("watchword.issuers.location", tenants.toString()),
        "watchword.issuer.acme.secret.location (file of issuer acme) is wrong: ");
    expect(
        given,
        SettingsFixture.nothing().and("watchword.secret.location", tenants.toString()),
        "watchword.secret.location (test) with the file 'acme' is wrong: ");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"kty\":\"RSA\",\"use\":\"enc\",\"alg\":\"RS256\"}', 4",
    "'{\"keys\":[{\"kty\":\"EC\"},{\"kty\":\"oct\",\"kid\":1}]}', 4"
  })
  void everyMistakeInOneFile_isListed(String text, int mistakes) throws IOException {
    String mistake = SettingsFixture.nothing().and("watchword.secret", text).mistake();
    assertEquals(mistakes, mistake.split("; (it|its key [12]) has ").length, mistake);
    assertTrue(mistake.startsWith("watchword.secret (test) is wrong: it"), mistake);
  }
}
