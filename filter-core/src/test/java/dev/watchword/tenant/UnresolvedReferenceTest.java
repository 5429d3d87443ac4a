package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 20: what everybody can read in the configuration is no secret. */
class UnresolvedReferenceTest {
  private static final String COMPLAINT =
      " looks like a reference that nothing has replaced: whoever reads the configuration could sign."
          + " Put the secret itself there, or text: before it if it is the secret. Make one with:"
          + " openssl rand -base64 32";

  /** As deployments have them that forgot to put the secret in; each long enough for HS256. */
  static final List<String> REFERENCES =
      List.of(
          "${JWT_SECRET:change-me-change-me-change-me-now}",
          "${JWT_SECRET:-change-me-change-me-change-me-now}",
          "${env:JWT_SECRET_OF_THE_APPLICATION_HERE}",
          "${JWT_SECRET:${OTHER:change-me-change-me-change-me}}",
          "{{ .Values.jwtSecretOfThisApplication }}",
          "{{resolve:secretsmanager:app:SecretString:jwt}}",
          "{{ lookup('env', 'JWT_SECRET_OF_THE_APP') }}",
          "$(JWT_SECRET_OF_THIS_APPLICATION_HERE)",
          "$[variables.JWT_SECRET_OF_THE_APPLICATION]",
          "%JWT_SECRET_OF_THIS_APPLICATION_HERE%",
          "$JWT_SECRET_OF_THIS_APPLICATION_HERE_",
          "#{systemEnvironment['JWT_SECRET_OF_APP']}",
          "#{JwtSecretOfThisApplicationByOctopus}",
          "@jwt.secret.of.this.application.here@",
          "__JWT_SECRET_OF_THIS_APPLICATION__",
          "((jwt-secret-of-this-application-here))",
          "<put the secret of the application here>",
          "<%= ENV['JWT_SECRET_OF_THE_APPLICATION'] %>",
          "vault:secret/data/application#jwt-secret",
          "op://production/application/jwt-secret",
          "arn:aws:secretsmanager:eu-west-1:1:secret:app",
          "ref+vault://secret/data/application#/jwt",
          "projects/my-project/secrets/jwt/versions/latest",
          "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)",
          "ENC(G6N718UuyPE5bHyWKyuLQSm02auQPUtm)",
          "ENC[AES256_GCM,data:G6N718UuyPE5bHyWKyuLQSm02auQPUtm]",
          "{cipher}682bc583f4641835fa2db009355293665d2647d",
          "$ANSIBLE_VAULT;1.1;AES256\n6638643965366163",
          "/run/secrets/jwt-secret-of-the-application",
          "/run/secrets/JWT_SECRET_OF_THE_APPLICATION",
          "/etc/app/keys/jwt-secret-of-the-application",
          "file:/run/secrets/jwt-secret-of-the-application",
          "./config/jwt-secret-of-the-application.txt",
          "C:\\secrets\\jwt-secret-of-the-application.txt",
          "process.env.JWT_SECRET_OF_THIS_APPLICATION",
          "myapp-${JWT_SECRET}-production-eu-west",
          "  ${JWT_SECRET:change-me-change-me-change-me-now}\n");

  /** Wherever a secret is set, with what else it needs. */
  private static final List<String> PLACES =
      List.of(
          "secret",
          "previous.secret",
          "key.a.secret",
          "workspace.secret",
          "apikey.secret",
          "identity.secret",
          "client.app.secret");

  @TempDir Path directory;

  private static SettingsFixture everything() {
    SettingsFixture given =
        SettingsFixture.nothing()
            .and("watchword.keys=a; watchword.clients=app; watchword.identity.legacy=warn");
    PLACES.forEach(place -> given.and("watchword." + place, RandomSecrets.good()));
    return given;
  }

  @ParameterizedTest
  @FieldSource("REFERENCES")
  void reference_isNoSecret(String reference) {
    for (String place : PLACES) {
      String name = "watchword." + place;
      assertEquals(
          name + " (test)" + COMPLAINT, everything().and(name, reference).mistake(), reference);
    }
  }

  @ParameterizedTest
  @FieldSource("REFERENCES")
  void referenceInFile_isNoSecret(String reference) throws IOException {
    String location = "watchword.secret.location";
    Path file = Files.writeString(directory.resolve("acme"), reference + "\n");
    String mistake = SettingsFixture.nothing().and(location, file.toString()).mistake();
    assertTrue(mistake.endsWith(COMPLAINT), mistake);
    mistake = SettingsFixture.nothing().and("watchword.issuers.location", "" + directory).mistake();
    assertTrue(mistake.endsWith(COMPLAINT), mistake);
  }

  @Test
  void referenceThatReferenceStandsFor_isNoSecret() {
    String mistake =
        SettingsFixture.nothing()
            .and("watchword.secret", "${other}")
            .and("other", REFERENCES.get(0))
            .mistake();
    assertEquals("watchword.secret (test)" + COMPLAINT, mistake);
  }

  @ParameterizedTest
  @FieldSource("REFERENCES")
  void textInFront_takesItLiterally(String reference) {
    assertEquals(
        RandomSecrets.fingerprint(reference),
        SettingsFixture.nothing().and("watchword.secret", "text:" + reference).fingerprint());
  }

  @Test
  void text_isTakenAsItStands() {
    String secret = RandomSecrets.good();
    for (String form : List.of("", "base64:", "hex:", "text:", "${X}")) {
      assertEquals(
          RandomSecrets.fingerprint(form + secret),
          SettingsFixture.nothing().and("watchword.secret", "text:" + form + secret).fingerprint());
    }
    String mistake = SettingsFixture.nothing().and("watchword.secret", "text:short").mistake();
    assertTrue(mistake.contains("has 5 bytes"), mistake);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery staple, and then some more",
        "p4ss/w0rd+with=odd&characters%and#others!?",
        "{\"not\":\"a reference, but somebody's secret\"}",
        "50% of this and 50% of that is a secret text",
        "$2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTU",
        "note: this one has a colon, and it is a secret",
        "/AbC+dEf/GhIjKlMnOpQrStUvWxYz0123456789abcd=",
        "${ without an end, as a secret may well begin",
        "-----BEGIN SOMETHING THAT IS ONLY A SECRET----"
      })
  void secretWithOddCharacters_isOne(String secret) {
    assertFalse(UnresolvedReference.isOne(secret), secret);
  }

  @Test // a safe start must not fail by chance
  void randomSecrets_areNeverTakenForReferences() {
    Random random = new Random(20261125);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[12 + random.nextInt(40)];
      random.nextBytes(bytes);
      for (String secret :
          List.of(
              Base64.getEncoder().encodeToString(bytes),
              "/" + Base64.getEncoder().encodeToString(bytes),
              Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
              "_" + Base64.getUrlEncoder().encodeToString(bytes),
              HexFormat.of().formatHex(bytes),
              printable(random))) {
        assertFalse(UnresolvedReference.isOne(secret), secret);
      }
    }
  }

  /** As a password generator makes them. */
  private static String printable(Random random) {
    StringBuilder text = new StringBuilder();
    random.ints(16 + random.nextInt(24), '!', '~' + 1).forEach(text::appendCodePoint);
    return text.toString();
  }

  @Test
  void complaint_holdsNothingOfText() {
    String mistake = SettingsFixture.nothing().and("watchword.secret", REFERENCES.get(0)).mistake();
    assertFalse(mistake.contains("change-me"), mistake);
  }
}
