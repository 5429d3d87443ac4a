package dev.watchword.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.testkit.TestToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code watchword doctor}. */
class DoctorTest {
  private final String secret = CommandResult.of("secret").only();
  @TempDir private Path directory;

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("app.properties"), text).toString();
  }

  @Test
  void goodConfiguration_isSummarizedAsAtStart() {
    Map<String, String> env = Map.of("WATCHWORD_SECRET", secret, "WATCHWORD_PUBLIC", "/health");
    try (Watchword server = Watchword.builder().surroundings(env, new Properties()).start()) {
      CommandResult ran = CommandResult.with(env, "", "doctor");
      assertEquals(Exit.GOOD, ran.exit());
      assertEquals(server.summary(), ran.lines());
      assertFalse(ran.out().contains(secret), ran.out());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          role a or b                   | needs a token, role a or b
          scope a and b                 | needs a token, scope a and b
          claim plan=gold               | needs a token, claim plan=gold
          audience b or a               | needs a token, audience a or b
          typ at+jwt                    | needs a token, typ at+jwt
          bodyhash payload_hash         | needs a token, bound to its body by claim payload_hash
          qsh /app or context-qsh       | needs a token, bound to the request below /app by claim qsh (or context-qsh)
          hide source form:t            | needs a token, hidden from the application
          from 2027-02-01               | needs a token, enforced from 2027-02-01T00:00:00Z
          """)
  void wordsOfRule_areToldInFull(String words, String meaning) throws IOException {
    String config =
        file("watchword.secret=" + secret + "\nwatchword.rules=r\nwatchword.rule.r=/x " + words);
    CommandResult ran = CommandResult.with(Map.of(), "", "doctor", "--config", config);
    assertEquals(Exit.GOOD, ran.exit(), ran.err());
    assertTrue(ran.out().contains("/x " + meaning), ran.out());
  }

  @Test
  void wordsThatMakeNoRule_areMistakes() throws IOException {
    String config =
        file("watchword.secret=" + secret + "\nwatchword.rules=r\nwatchword.rule.r=/x qsh app");
    CommandResult ran = CommandResult.with(Map.of(), "", "doctor", "--config", config);
    assertEquals(Exit.REFUSED, ran.exit());
    assertTrue(ran.out().contains("qsh is followed by the path of the app's base URL"), ran.out());
  }

  @Test // as a server reads its microprofile-config.properties
  void configFile_losesToEnvironmentUnlessItsOrdinalIsHigher() throws IOException {
    Map<String, String> env = Map.of("WATCHWORD_SECRET", secret, "WATCHWORD_LEEWAY", "5s");
    String below =
        CommandResult.with(env, "", "doctor", "--config", file("watchword.leeway=7s\nother=x\n"))
            .only();
    assertTrue(below.contains("leeway 5s"), below);
    String ordinal = "config_ordinal=301\nwatchword.leeway=7s\n";
    String above = CommandResult.with(env, "", "doctor", "--config", file(ordinal)).only();
    assertTrue(above.contains("leeway 7s"), above);
    assertTrue(above.contains("environment variable WATCHWORD_SECRET"), above);
  }

  @Test
  void activeProfileOfFile_applies() throws IOException {
    Map<String, String> env = Map.of("WATCHWORD_SECRET", secret, "MP_CONFIG_PROFILE", "prod");
    String config = file("watchword.leeway=7s\n%prod.watchword.leeway=9s\n");
    String out = CommandResult.with(env, "", "doctor", "--config", config).only();
    assertTrue(out.contains("leeway 9s"), out);
  }

  @Test
  void tokenInWhichSettingsFindNothing_isWarning() throws IOException {
    String config = file("watchword.secret=" + secret + "\nwatchword.rolesclaim=realm.roles\n");
    String token =
        TestToken.of(secret, Instant.now()).sub("alice").claim("roles", List.of("a")).text();
    String warning =
        "WARNING: Nothing is at realm.roles (watchword.rolesclaim), so its caller has no role. The"
            + " token has: exp, iat, roles, sub.";
    CommandResult ran = CommandResult.of("doctor", "--config", config, "--token", token);
    assertEquals(Exit.GOOD, ran.exit(), ran.err());
    assertEquals(warning, ran.lastLine());
    assertEquals(
        warning,
        CommandResult.with(Map.of(), token, "doctor", "--config", config, "--token", "-")
            .lastLine());
    CommandResult refused = CommandResult.of("doctor", "--config", config, "--token", token + "A");
    assertTrue(refused.out().contains("WARNING: the token is refused (signature)"), refused.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"revocation", "singleuse"})
  void memoryOfServer_isNotLookedAt(String setting) throws IOException {
    String token = TestToken.of(secret, Instant.now()).sub("alice").claim("jti", "a").text();
    String config = file("watchword.secret=" + secret + "\nwatchword." + setting + "=on\n");
    CommandResult doctor = CommandResult.of("doctor", "--config", config, "--token", token);
    assertEquals(
        "whether the token was revoked, or used before, is not looked at here", doctor.lastLine());
    CommandResult explain = CommandResult.of("explain", "--config", config, token);
    assertTrue(
        explain.out().contains("hint  Whether it was revoked, or used before, is not looked at"),
        explain.out());
  }

  @Test
  void tokenOfOneOfSeveralIssuers_isAskedAboutAsByRequest() throws IOException {
    String other = CommandResult.of("secret").only();
    String config =
        file(
            """
            watchword.issuers=acme,globex
            watchword.choose=header X-Workspace
            watchword.issuer.acme.secret=%s
            watchword.issuer.globex.secret=%s
            """
                .formatted(secret, other));
    String token = TestToken.of(secret, Instant.now()).sub("alice").text();
    String refused = "WARNING: the token is refused (";
    String unpicked = doctor(config, token).out();
    assertTrue(unpicked.contains(refused + "unknown_issuer)"), unpicked);
    String acme = doctor(config, token, "--select", "acme").out();
    assertFalse(acme.contains(refused), acme);
    String globex = doctor(config, token, "--select", "globex").out();
    assertTrue(globex.contains(refused + "signature)"), globex);
  }

  private static CommandResult doctor(String config, String token, String... more) {
    Stream<String> args = Stream.of("doctor", "--config", config, "--token", token);
    return CommandResult.of(Stream.concat(args, Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void selectorOfNoUse_isWrongUsage() throws IOException {
    String config = file("watchword.secret=" + secret);
    CommandResult useless = doctor(config, "a.b.c", "--select", "acme");
    assertEquals(Exit.USAGE, useless.exit());
    assertTrue(useless.err().contains("--select is of no use: requests pick no"), useless.err());
    CommandResult alone = CommandResult.of("doctor", "--config", config, "--select", "acme");
    assertEquals(Exit.USAGE, alone.exit());
    assertTrue(alone.err().contains("--select is of no use: there is no --token"), alone.err());
  }

  @Test
  void zeroRefresh_isMistakeLikeOthers() throws IOException {
    Map<String, String> env = Map.of("WATCHWORD_SECRET", secret);
    CommandResult ran =
        CommandResult.with(env, "", "doctor", "--config", file("watchword.refresh=0s\n"));
    assertEquals(Exit.REFUSED, ran.exit(), ran.err());
    assertTrue(ran.out().contains("watchword.refresh"), ran.out());
    assertTrue(ran.out().contains("write off or at least 1s"), ran.out());
  }

  @Test
  void mistakes_areAllListedWithoutSecret() throws IOException {
    String shortSecret = secret.substring(0, 20);
    String config =
        file("watchword.secret=" + shortSecret + "\nwatchword.leewai=1s\nwatchword.leeway=1x\n");
    CommandResult ran = CommandResult.of("doctor", "--config", config);
    assertEquals(Exit.REFUSED, ran.exit());
    assertEquals("", ran.err());
    assertTrue(ran.out().startsWith("Watchword does not start: 3 mistakes"), ran.out());
    assertTrue(ran.out().contains("watchword.leewai (file " + config + ")"), ran.out());
    assertFalse(ran.out().contains(shortSecret), ran.out());
  }

  @Test
  void unknownNamesOfEnvironment_onlyWarn() {
    Map<String, String> env = Map.of("WATCHWORD_SECRET", secret, "WATCHWORD_PORT", "tcp://x");
    String out = CommandResult.with(env, "", "doctor").only();
    assertTrue(
        out.contains(
            "WARNING: environment variable WATCHWORD_PORT looks like a setting and is none"),
        out);
  }

  @Test
  void jsonOption_printsSummaryOrMistakesAsJson() {
    String good =
        CommandResult.with(Map.of("WATCHWORD_SECRET", secret), "", "doctor", "--json").only();
    assertTrue(good.startsWith("{\"starts\":true,\"summary\":[\"issuer default: HS256"), good);
    CommandResult bad = CommandResult.of("doctor", "--json");
    assertEquals(Exit.REFUSED, bad.exit());
    assertTrue(
        bad.out().startsWith("{\"starts\":false,\"mistakes\":[\"watchword.secret is not set."),
        bad.out());
  }
}
