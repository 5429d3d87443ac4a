package dev.watchword.tenant;

import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.http.RequestFacts;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import dev.watchword.token.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens as vendors write them, byte for byte: each relaxation where it is set and where not. */
class ProfilesTest {
  private static final String JWT = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  private static final String SECRET = RandomSecrets.good();
  private static final long NOW = Tokens.NOW.getEpochSecond();

  private static byte[] bytes(String secret) {
    return secret.getBytes(StandardCharsets.UTF_8);
  }

  private static String token(String header, String payload) {
    return Tokens.good().rawHeader(header).rawPayload(payload).secret(bytes(SECRET)).text();
  }

  private static Verdict judge(String settings, String token, Instant now) {
    SettingsFixture given = SettingsFixture.nothing().and("watchword.secret", SECRET);
    if (!settings.isEmpty()) {
      given.and(settings);
    }
    return given.read().snapshot().verifier().verify(token, now);
  }

  private static Verdict judge(String settings, String token) {
    return judge(settings, token, Tokens.NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"watchword.relax=duplicates", "watchword.profile=fogbender"})
  void duplicateUserIdOfFogbender_isAdmittedWhereRelaxed(String settings) {
    String exp = ",\"exp\":" + (NOW + 60) + "}";
    String same = "{\"userId\":\"user 42\",\"customerId\":\"c1\",\"userId\":\"user 42\"" + exp;
    String other = "{\"userId\":\"user 42\",\"customerId\":\"c1\",\"userId\":\"admin\"" + exp;
    assertAdmitted(judge(settings, token(JWT, same)));
    assertRefused(Reason.PAYLOAD, judge(settings, token(JWT, other)));
    for (String strict : List.of("", "watchword.relax=noexp", "watchword.profile=featurebase")) {
      assertRefused(Reason.PAYLOAD, judge(strict, token(JWT, same)));
    }
    String twice = "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"alg\":\"HS256\"}";
    assertRefused(Reason.HEADER, judge(settings, token(twice, same)));
  }

  @ParameterizedTest
  @CsvSource({
    "watchword.relax=noexp, iss",
    "watchword.profile=fogbender, userId",
    "watchword.profile=featurebase, userId",
    "watchword.profile=featurebase, email"
  })
  void tokenWithoutExp_isAdmittedWhereRelaxed(String settings, String name) {
    String endless = token(JWT, "{\"" + name + "\":\"jane@example.com\"}");
    assertEquals("jane@example.com", assertAdmitted(judge(settings, endless)).getName());
    assertRefused(Reason.CLAIM, judge("", endless));
    assertRefused(Reason.CLAIM, judge("watchword.relax=duplicates", endless));
    String ended = token(JWT, "{\"exp\":" + (NOW - 60) + "}");
    assertRefused(Reason.EXPIRED, judge(settings, ended)); // an end that is there still holds
    assertRefused(Reason.CLAIM, judge(settings, token(JWT, "{\"exp\":null}")));
  }

  /** What the guard makes of Freshworks' calls; null where it refused. */
  private static Pass freshworks(String profile, String secret, String header, String value) {
    try (Watchword watchword =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .clock(() -> Tokens.NOW)
            .set("watchword.secret", secret)
            .set("watchword.profile", profile)
            .start()) {
      RequestFacts facts =
          new RequestFacts(
              "POST",
              "",
              "/auth-test",
              "/auth-test",
              null,
              "203.0.113.7",
              name -> name.equalsIgnoreCase(header) ? List.of(value) : List.of());
      return watchword.guard().check(facts) instanceof Pass pass ? pass : null;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "HS384", "HS512"})
  void freshworksToken_isAdmittedBareInTwoHeaders(String algorithm) {
    String payload = "{\"type\":\"jwt\",\"iat\":" + NOW + ",\"exp\":" + (NOW + 3600) + "}";
    String token =
        Tokens.good()
            .algorithm(algorithm)
            .rawHeader("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}")
            .rawPayload(payload)
            .secret(bytes("secretKey77"))
            .text();
    for (String header : List.of("auth", "Auth", "Authorization")) {
      assertTrue(freshworks("freshworks", "secretKey77", header, token) != null, header);
    }
    String scheme = "Bearer " + token;
    assertTrue(freshworks("freshworks", "secretKey77", "Authorization", scheme) != null);
    assertEquals(null, freshworks("freshworks", "secretKey77", "X-Auth", token));
    String strong =
        Tokens.good().algorithm("HS256").rawPayload(payload).secret(bytes(SECRET)).text();
    assertEquals(null, freshworks("strict", SECRET, "auth", strong));
    assertEquals(null, freshworks("strict", SECRET, "Authorization", strong));
    assertTrue(freshworks("strict", SECRET, "Authorization", "Bearer " + strong) != null);
    boolean standard = algorithm.equals("HS256");
    String other = Tokens.good().algorithm(algorithm).secret(bytes(SECRET)).text();
    assertEquals(
        standard, freshworks("strict", SECRET, "Authorization", "Bearer " + other) != null);
  }

  @Test
  void shortSecret_isReadWhereRelaxed() {
    SettingsFixture given = SettingsFixture.nothing().and("watchword.secret=secretKey77");
    assertTrue(given.mistake().contains("has 11 bytes, but HS256 needs at least 32"));
    assertEquals(1, given.and("watchword.relax=shortsecret").keys().size());
    assertTrue(given.and("watchword.relax=noexp,duplicates").mistake().contains("has 11 bytes"));
  }

  @Test // LiveKit: no typ; Twilio: cty; Superset: fractions; Zendesk: white space
  void oddButSoundTokens_needNoRelaxation() {
    String end = "\"exp\":" + (NOW + 60) + "}";
    assertAdmitted(judge("", token("{\"alg\":\"HS256\"}", "{\"sub\":\"identity\"," + end)));
    String twilio = "{\"cty\":\"twilio-fpa;v=1\",\"typ\":\"JWT\",\"alg\":\"HS256\"}";
    assertAdmitted(judge("", token(twilio, "{\"jti\":\"SK1-1\",\"sub\":\"AC1\"," + end)));
    String nested = "{\"cty\":\"jwt\",\"alg\":\"HS256\"}";
    assertRefused(Reason.HEADER, judge("", token(nested, "{" + end)));
    String superset = "{\"iat\":" + NOW + ".123456,\"exp\":" + (NOW + 60) + ".654321}";
    assertAdmitted(judge("", token(JWT, superset)));
    Instant last = Tokens.NOW.plusSeconds(90);
    assertAdmitted(judge("", token(JWT, superset), last));
    assertRefused(Reason.EXPIRED, judge("", token(JWT, superset), last.plusSeconds(1)));
    String zendesk = "{\r\n  \"typ\": \"JWT\",\r\n  \"alg\": \"HS256\"\r\n}";
    assertAdmitted(judge("", token(zendesk, "{\"jti\":4412.75,\"iat\":" + NOW + "," + end)));
  }

  @ParameterizedTest
  @CsvSource({
    "RequiredClaims, 1311281000, ",
    "Token1, 1311281000, ",
    "Token2, 1311281000, ",
    "TokenAudiences, 1311281000, ",
    "TokenNoGroups, 1311281000, ",
    "TokenBadIss, 1311281000, ISSUER",
    "TokenNoIss, 1311281000, ISSUER",
    "TokenWithoutExp, 1311281000, CLAIM",
    "TokenWithoutName, 1311281000, CLAIM",
    "TokenWithIatOlderThanExp, 1311281000, EXPIRED",
    "TokenWithIatOlderThanExp, 1311280900, NOT_YET"
  })
  void microProfileClaimSets_haveExpectedVerdict(String name, long now, Reason reason)
      throws IOException {
    String mp = "watchword.profile=mp; watchword.iss=https://server.example.com";
    Verdict verdict = judge(mp, token(JWT, claims(name)), Instant.ofEpochSecond(now));
    if (reason == null) {
      var caller = assertAdmitted(verdict);
      assertTrue(caller.getName().startsWith("jdoe"), caller::getName);
      assertEquals(!name.equals("TokenNoGroups"), !caller.roles().isEmpty());
    } else {
      assertRefused(reason, verdict);
    }
  }

  private static String claims(String name) throws IOException {
    try (InputStream in = ProfilesTest.class.getResourceAsStream("/mpjwt/" + name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void mpProfileWithoutIssSetting_stillNeedsIss() throws IOException {
    Instant then = Instant.ofEpochSecond(1311281000);
    String noIss = token(JWT, claims("TokenNoIss"));
    assertRefused(Reason.CLAIM, judge("watchword.profile=mp", noIss, then));
    assertAdmitted(judge("", noIss, then));
  }

  @Test
  void numericname_takesWholeNumberForCallersName() {
    String token = token(JWT, "{\"exp\":4102444800,\"userId\":1234}");
    assertRefused(Reason.CLAIM, judge("watchword.nameclaim=userId", token));
    String relaxed = "watchword.relax=numericname; watchword.nameclaim=userId";
    assertEquals("1234", assertAdmitted(judge(relaxed, token)).getName());
  }

  @ParameterizedTest
  @CsvSource({
    "freshworks, shortsecret",
    "fogbender, 'noexp duplicates'",
    "featurebase, noexp",
    "strict, ''",
    "mp, ''"
  })
  void everyRelaxation_isPrintedAtStart(String profile, String relaxations) {
    String summary =
        SettingsFixture.aSecret().and("watchword.profile", profile).read().summary().toString();
    for (String word : List.of("noexp", "duplicates", "shortsecret")) {
      assertEquals(relaxations.contains(word), summary.contains("is relaxed (" + word), word);
    }
  }

  @Test
  void unknownProfileOrRelaxation_isMistake() {
    assertTrue(
        SettingsFixture.aSecret()
            .and("watchword.profile=lax")
            .mistake()
            .contains("none of strict"));
    assertTrue(
        SettingsFixture.aSecret().and("watchword.relax=alg").mistake().contains("none of noexp"));
  }
}
