package dev.watchword.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.guard.Decision;
import dev.watchword.http.RequestFacts;
import dev.watchword.testkit.TestToken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code watchword revoke}, and what servers with the same Redis make of it. */
class RevokeTest {
  private static final int PASSED = 200;
  private static final int REFUSED = 401;
  private static final AtomicInteger PREFIXES = new AtomicInteger();
  private static TestRedis redis;
  @TempDir private static Path directory;

  private final String secret = CommandResult.of("secret").only();
  private final Map<String, String> env = new HashMap<>();
  private final String alice = token("alice", "a1", "s1");

  RevokeTest() {
    env.put("WATCHWORD_SECRET", secret);
    env.put("WATCHWORD_REVOCATION", "on");
    env.put("WATCHWORD_REVOCATION_CLAIMS", "sid");
    env.put("WATCHWORD_STORE", redis.url());
    env.put("WATCHWORD_STORE_TIMEOUT", "5s");
    env.put("WATCHWORD_STORE_PREFIX", "test" + PREFIXES.incrementAndGet());
  }

  @BeforeAll
  static void startRedis() throws IOException {
    redis = TestRedis.start(directory);
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  /** Issued a minute ago. */
  private String token(String sub, String jti, String sid) {
    return TestToken.of(secret, Instant.now().minusSeconds(60))
        .sub(sub)
        .claim("jti", jti)
        .claim("sid", sid)
        .text();
  }

  private CommandResult revoke(String... args) {
    return revokeWith("", args);
  }

  private CommandResult revokeWith(String input, String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "revoke";
    System.arraycopy(args, 0, all, 1, args.length);
    CommandResult ran = CommandResult.with(env, input, all);
    assertFalse((ran.out() + ran.err()).contains(TestRedis.PASSWORD), ran.err());
    return ran;
  }

  /** The answer of a server that has only just started, and so knows nothing of before. */
  private int status(String token) {
    RequestFacts facts =
        new RequestFacts(
            "GET",
            "",
            "/api",
            "/api",
            null,
            "192.0.2.1",
            name ->
                name.equalsIgnoreCase("Authorization") ? List.of("Bearer " + token) : List.of());
    try (Watchword server = Watchword.builder().surroundings(env, new Properties()).start()) {
      Decision decision = server.guard().check(facts);
      return decision instanceof Decision.Stop stop ? stop.answer().status() : PASSED;
    }
  }

  private void assertRevoked(String expected, CommandResult ran) {
    String where = "revoked on every node with the store " + redis.shown() + ": ";
    assertEquals(where + expected, ran.only().replaceAll("before 20\\S+Z", "before NOW"));
    assertEquals(REFUSED, status(alice));
  }

  @Test
  void tokenOnInput_isRevokedByItsId() {
    assertEquals(PASSED, status(alice));
    assertRevoked(
        "the token of issuer default with the jti \"a1\"",
        revokeWith(alice + "\n", "--token", "-"));
    assertEquals(PASSED, status(token("alice", "a2", "s1")));
  }

  @Test
  void tokenAsArgument_isRevokedToo() {
    assertRevoked("the token of issuer default with the jti \"a1\"", revoke("--token", alice));
  }

  @ParameterizedTest
  @CsvSource({
    "--jti, a1, the token of issuer default with the jti \"a1\"",
    "--caller, default/alice, 'tokens of caller \"default/alice\", issued before NOW'",
    "--issuer, default, 'tokens of issuer default, issued before NOW'",
    "--key, usual, 'tokens of issuer default signed with the key \"usual\", issued before NOW'",
    "--claim, sid=s1, 'tokens of issuer default with the claim \"sid=s1\", issued before NOW'"
  })
  void subject_isRevokedAndTakenBack(String option, String value, String words) {
    assertRevoked(words, revoke(option, value));
    assertEquals(
        "taken back on every node with the store "
            + redis.shown()
            + ": what was revoked of "
            + words.replace(", issued before NOW", ""),
        revoke(option, value, "--lift").only());
    assertEquals(PASSED, status(alice));
  }

  @ParameterizedTest
  @CsvSource({
    "--jti, a2",
    "--caller, default/bob",
    "--caller, widget:default/alice",
    "--claim, sid=s2"
  })
  void otherSubject_leavesTokenAlone(String option, String value) {
    revoke(option, value).only();
    assertEquals(PASSED, status(alice));
  }

  @Test
  void date_sparesWhatWasIssuedLater() {
    String early = Instant.now().minusSeconds(3600).toString();
    revoke("--caller", "default/alice", "--before", early).only();
    assertEquals(PASSED, status(alice));
    String out = revoke("--issuer", "default", "--before", "2030-01-31T20:00:00.5+02:00").only();
    assertTrue(out.endsWith("tokens of issuer default, issued before 2030-01-31T18:00:01Z"), out);
    assertEquals(REFUSED, status(alice));
  }

  @Test
  void grace_letsTokensLiveOn() {
    String out = revoke("--caller", "default/alice", "--grace", "5m").only();
    assertTrue(out.endsWith(", good for 5m yet"), out);
    assertEquals(PASSED, status(alice));
    assertRevoked(
        "the token of issuer default with the jti \"a1\", good for 0s yet",
        revoke("--jti", "a1", "--grace", "0s"));
  }

  @Test
  void jsonOption_printsWhatWasDone() {
    String revoked =
        revoke("--claim", "sid=s1", "--before", "2027-01-31T18:00:00Z", "--grace", "5m", "--json")
            .only();
    assertEquals(
        "{\"done\":\"revoked\",\"by\":\"claim\",\"issuer\":\"default\",\"value\":\"sid=s1\","
            + "\"before\":\"2027-01-31T18:00:00Z\",\"grace\":\"5m\",\"store\":\""
            + redis.shown()
            + "\"}",
        revoked);
    assertEquals(
        "{\"done\":\"lifted\",\"by\":\"token\",\"issuer\":\"default\",\"value\":\"a1\",\"store\":\""
            + redis.shown()
            + "\"}",
        revoke("--jti", "a1", "--lift", "--json").only());
  }

  @Test
  void severalIssuers_areToldApart() {
    String other = CommandResult.of("secret").only();
    env.keySet().removeIf(name -> !name.startsWith("WATCHWORD_STORE"));
    env.put("WATCHWORD_ISSUERS", "acme,globex");
    env.put("WATCHWORD_CHOOSE", "header X-Workspace");
    env.put("WATCHWORD_ISSUER_ACME_SECRET", secret);
    env.put("WATCHWORD_ISSUER_GLOBEX_SECRET", other);
    env.put("WATCHWORD_ISSUER_ACME_REVOCATION", "on");
    assertNotDone(Exit.USAGE, "--issuer must name one of acme, globex", revoke("--jti", "a1"));
    assertNotDone(
        Exit.REFUSED,
        "nothing is revoked: these settings refuse the token anyway (unknown_issuer, ",
        revoke("--token", alice));
    assertTrue(
        revoke("--token", alice, "--issuer", "acme").only().contains("token of issuer acme with"));
    assertTrue(revoke("--caller", "widget:acme/bob", "--json").only().contains("\"acme\""));
    assertNotDone(
        Exit.USAGE,
        "tokens of issuer 'globex' cannot be revoked: watchword.revocation is not on",
        revoke("--caller", "globex/alice"));
    assertNotDone(
        Exit.USAGE, "there is no such issuer; there is acme, globex", revoke("--issuer", "x"));
    assertNotDone(Exit.USAGE, "there is no issuer 'x'", revoke("--caller", "x/alice"));
  }

  private static void assertNotDone(int exit, String sentence, CommandResult ran) {
    assertTrue(ran.err().startsWith("watchword revoke: " + sentence), ran.err());
    assertEquals("", ran.out());
    assertEquals(exit, ran.exit());
  }

  @Test
  void tokenThatIsRefusedOrHasNoId_isNotRevoked() {
    assertNotDone(
        Exit.REFUSED,
        "nothing is revoked: these settings refuse the token anyway (signature, ",
        revoke("--token", alice.substring(0, alice.length() - 4) + "AAAA"));
    env.put("WATCHWORD_RELAX", "nojti,noexp");
    String token = TestToken.of(secret, Instant.now()).sub("alice").without("exp").text();
    assertNotDone(
        Exit.REFUSED,
        "nothing is revoked: the token has no jti; it ends together with all tokens of its caller:"
            + " --caller \"default/alice\"",
        revokeWith(token, "--token", "-"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--before 2027-01-31T18:00:00Z",
        "--jti a --key usual",
        "--caller default/alice --issuer default",
        "--caller alice",
        "--key unknown",
        "--claim sid",
        "--claim =s1",
        "--claim sid=",
        "--claim company=1",
        "--jti a --before 2027-01-31T18:00:00Z",
        "--issuer default --before yesterday",
        "--issuer default --grace soon",
        "--issuer default --lift --grace 5m",
        "--issuer default --lift --before 2027-01-31T18:00:00Z",
        "--issuer default extra"
      })
  void whatNamesNothingToRevoke_isWrongUsage(String args) {
    CommandResult ran = revoke(args.isEmpty() ? new String[0] : args.split(" "));
    assertEquals(Exit.USAGE, ran.exit(), ran.err());
    assertEquals("", ran.out());
    assertEquals(PASSED, status(alice));
  }

  @Test
  void emptyId_isWrongUsage() {
    assertNotDone(Exit.USAGE, "a jti has 1 character or more", revoke("--jti", ""));
  }

  @Test
  void memoryOfServer_isNotReached() {
    env.keySet().removeIf(name -> name.startsWith("WATCHWORD_STORE"));
    assertNotDone(
        Exit.SETTINGS,
        "nothing is revoked: watchword.store is memory here, and the memory of a server",
        revoke("--issuer", "default"));
  }

  @Test
  void issuerWithoutRevocation_isRefused() {
    env.remove("WATCHWORD_REVOCATION");
    env.remove("WATCHWORD_REVOCATION_CLAIMS");
    assertNotDone(
        Exit.USAGE,
        "tokens of issuer 'default' cannot be revoked: watchword.revocation is not on",
        revoke("--jti", "a1"));
  }

  @Test
  void storeThatDoesNotAnswer_isToldWithoutItsPassword() throws IOException {
    int port = TestRedis.freePort();
    env.put("WATCHWORD_STORE", "redis://:" + TestRedis.PASSWORD + "@127.0.0.1:" + port);
    assertNotDone(
        Exit.REFUSED,
        "do not count on it: the store redis://127.0.0.1:" + port + " did not say that it was done",
        revoke("--jti", "a1"));
  }

  @Test
  void wrongPassword_isToldWithoutIt() {
    env.put("WATCHWORD_STORE", redis.url().replace(TestRedis.PASSWORD, "CANARY"));
    CommandResult ran = revoke("--jti", "a1");
    assertNotDone(Exit.REFUSED, "do not count on it: the store " + redis.shown(), ran);
    assertFalse(ran.err().contains("CANARY"), ran.err());
  }

  @Test
  void unknownScheme_isMistakeOfSettings() {
    env.put("WATCHWORD_STORE", "redys://:" + TestRedis.PASSWORD + "@127.0.0.1");
    assertEquals(Exit.SETTINGS, revoke("--jti", "a1").exit());
  }
}
