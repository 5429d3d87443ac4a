package dev.watchword.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.event.GuardEvent;
import dev.watchword.http.RequestFacts;
import dev.watchword.token.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code watchword explain}: what it says last is what the server logs. */
class ExplainTest {
  private static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");
  private static final String AT = NOW.toString();
  private static final long SECOND = NOW.getEpochSecond();
  private static final String SECRET = CommandResult.of("secret").only();
  private static final String OLD = CommandResult.of("secret").only();
  private static final String HEADER = "{\"alg\":\"HS256\"}";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "watchword.secret", SECRET,
          "watchword.kid", "k2",
          "watchword.previous.secret", OLD,
          "watchword.previous.kid", "k1",
          "watchword.previous.until", "2027-01-01",
          "watchword.audiences", "api",
          "watchword.maxlifetime", "1h");

  @TempDir private static Path directory;

  private static String config() {
    return config("app.properties", SETTINGS);
  }

  private static String config(String name, Map<String, String> settings) {
    StringBuilder text = new StringBuilder();
    settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    try {
      return Files.writeString(directory.resolve(name), text).toString();
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private static String payload(String more) {
    return "{\"sub\":\"alice\",\"aud\":\"api\",\"iat\":" + SECOND + more + "}";
  }

  private static String good() {
    return payload(",\"exp\":" + (SECOND + 60));
  }

  private static String signed(String payload) {
    return TestJwt.sign(HEADER, payload, SECRET);
  }

  private static String exp(long seconds) {
    return signed(payload(",\"exp\":" + seconds));
  }

  /** A token, and a piece of the hint that its sender needs; none for no hint. */
  private record Row(String token, String hint) {}

  static Stream<Row> hostile() {
    byte[] decoded = Base64.getDecoder().decode(SECRET);
    String text = signed(good());
    return Stream.of(
        new Row(signed(good()), ""),
        new Row("Bearer " + text, "'Bearer' belongs to the header"),
        new Row("\"" + text + "\"", "Quotes or a comma"),
        new Row(text + "=", "'=' stands at the end"),
        new Row(text.substring(0, 40), "cut off"),
        new Row(text.substring(0, text.length() - 5), "cut off"),
        new Row(TestJwt.sign("{\"alg\":\"none\"}", good(), SECRET), "alg is none"),
        new Row(
            TestJwt.base64("{\"alg\":\"none\"}".getBytes(UTF_8)) + ".e30.", "anybody could have"),
        new Row(
            TestJwt.sign("{\"alg\":\"RS256\"}", good(), SECRET), "RS256 signs with a private key"),
        new Row(TestJwt.sign("{\"alg\":\"HS256\",\"crit\":[]}", good(), SECRET), ""),
        new Row(TestJwt.sign(HEADER, good(), decoded), "decodes its text as base64"),
        new Row(TestJwt.sign(HEADER, good(), SECRET + "\n"), "ends with a newline"),
        new Row(TestJwt.sign(HEADER, good(), SECRET + "x"), "Neither a configured secret"),
        new Row(TestJwt.sign(HEADER, good(), OLD), "(ended 2027-01-01T00:00:00Z)"),
        new Row(TestJwt.sign("{\"alg\":\"HS256\",\"kid\":\"k1\"}", good(), OLD), "ended 2027"),
        new Row(TestJwt.sign("{\"alg\":\"HS256\",\"kid\":\"k9\"}", good(), SECRET), "whose kid is"),
        new Row(signed("[]"), "give it an object"),
        new Row(signed(good().replace("api", "web")), "Wrong audience: the token says \"web\""),
        new Row(exp(SECOND - 31), "exp has only just passed"),
        new Row(exp(SECOND * 1000), "exp is in milliseconds"),
        new Row(exp(900), "not a lifetime"),
        new Row(signed(good().replaceFirst("\"iat\":\\d+", "\"iat\":" + SECOND * 1000)), "iat is"),
        new Row(signed(payload("")), "The token never ends"),
        new Row(
            signed(payload(",\"nbf\":" + (SECOND + 200) + ",\"exp\":" + (SECOND + 300))), "fast"),
        new Row(exp(SECOND + 7200), ""),
        new Row(signed(good().replace("\"alice\"", "7")), "sign it as a string"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void lastLine_isAsInServerLogAndNamesMistake(Row row) {
    Reason logged = loggedByAServer(row.token);
    CommandResult ran =
        CommandResult.with(Map.of(), row.token + "\n", "explain", "--config", config(), "--at", AT);
    assertEquals(logged == null ? Exit.GOOD : Exit.REFUSED, ran.exit(), ran.err());
    String start = logged == null ? "admitted default/alice" : "refused " + logged.code() + ": ";
    assertTrue(ran.lastLine().startsWith(start), ran.out());
    assertEquals(logged != null, ran.out().contains("FAIL  "), ran.out());
    boolean named =
        ran.lines().stream().anyMatch(line -> line.startsWith("hint  ") && line.contains(row.hint));
    assertTrue(named || row.hint.isEmpty(), ran.out());
    assertFalse(ran.out().contains(SECRET) || ran.out().contains(OLD), ran.out());
    assertEquals("", ran.err());
  }

  /** What a guard of the same settings tells its listeners, the log among them. */
  private static Reason loggedByAServer(String token) {
    List<GuardEvent> events = new ArrayList<>();
    WatchwordBuilder builder =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .clock(InstantSource.fixed(NOW))
            .listener(events::add)
            .set("watchword.rules", "feed")
            .set("watchword.rule.feed", "/feed kind signed source query:token")
            .set("watchword.limit.failures", "off");
    SETTINGS.forEach(builder::set);
    try (Watchword watchword = builder.start()) {
      RequestFacts facts =
          new RequestFacts(
              "GET", "", "/feed", "/feed", "token=" + token, "203.0.113.7", name -> List.of());
      watchword.guard().check(facts);
    }
    return events.get(0).reason();
  }

  @Test
  void tokenAsArgumentOrInput_isRead() {
    String token = signed(good());
    String[] base = {"explain", "--config", config(), "--at", AT};
    for (String[] more : new String[][] {{token}, {"-"}, {}, {"--json", token}, {"--", token}}) {
      String[] args = Stream.of(base, more).flatMap(Stream::of).toArray(String[]::new);
      assertEquals(
          Exit.GOOD,
          CommandResult.with(Map.of(), token, args).exit(),
          () -> String.join(" ", args));
    }
    CommandResult words =
        CommandResult.of("explain", "--config", config(), "--at", AT, "Bearer", token);
    assertTrue(words.out().contains("Without that it is admitted."), words.out());
  }

  @Test
  void jsonOption_printsVerdictAndHintsOnOneLine() {
    String json =
        CommandResult.of("explain", "--config", config(), "--at", AT, "--json", exp(SECOND - 40))
            .out();
    assertTrue(json.startsWith("{\"admitted\":false,\"reason\":\"expired\",\"detail\":\""), json);
    assertTrue(json.contains("{\"check\":\"exp\",\"passed\":false,\"expected\":"), json);
    assertTrue(json.contains("\"hints\":[{\"mistake\":\"clock\",\"sentence\":"), json);
    assertEquals(1, json.lines().count());
    String good =
        CommandResult.of("explain", "--config", config(), "--at", AT, "--json", signed(good()))
            .only();
    assertTrue(good.startsWith("{\"admitted\":true,\"caller\":\"default/alice\""), good);
  }

  @Test // it is valid, and yet most paths refuse it
  void widgetToken_isSaidToPassWhereRuleSaysSo() {
    String token = TestJwt.sign("{\"alg\":\"HS256\",\"typ\":\"widget+jwt\"}", good(), SECRET);
    CommandResult ran =
        CommandResult.with(Map.of(), token + "\n", "explain", "--config", config(), "--at", AT);
    assertTrue(ran.out().contains("passes only where a path rule says kind widget"), ran.out());
    assertTrue(ran.lastLine().startsWith("admitted widget:default/alice"), ran.out());
  }

  @Test
  void severalIssuers_areNarrowedAsByRequest() {
    String config =
        config(
            "several.properties",
            Map.of(
                "watchword.issuers",
                "acme,globex",
                "watchword.choose",
                "header X-Workspace",
                "watchword.issuer.acme.secret",
                SECRET,
                "watchword.issuer.globex.secret",
                OLD));
    String[] acme = {"explain", "--config", config, "--at", AT, signed(good())};
    CommandResult noIssuer = CommandResult.of(acme);
    assertTrue(noIssuer.lastLine().startsWith("refused unknown_issuer"), noIssuer.out());
    assertTrue(noIssuer.out().contains("key 'usual' of issuer 'acme'"), noIssuer.out());
    assertEquals(Exit.GOOD, with(acme, "--select", "acme").exit());
    assertEquals(Exit.GOOD, with(acme, "--rule-issuer", "acme").exit());
    CommandResult other = with(acme, "--select", "globex");
    assertTrue(other.lastLine().startsWith("refused signature"), other.out());
    assertTrue(other.out().contains("that issuer is not meant"), other.out());
    CommandResult useless =
        CommandResult.of("explain", "--config", config(), "--select", "acme", "a.b.c");
    assertEquals(Exit.USAGE, useless.exit());
    assertTrue(useless.err().contains("--select is of no use"), useless.err());
  }

  private static CommandResult with(String[] args, String... more) {
    return CommandResult.of(Stream.of(args, more).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  void badTimeOrFile_isWrongUsage() {
    assertEquals(
        Exit.USAGE, CommandResult.of("explain", "--config", config(), "--at", "noon", "x").exit());
    assertEquals(Exit.USAGE, CommandResult.of("explain", "--config", "/no/such", "x").exit());
    assertEquals(
        Exit.SETTINGS,
        CommandResult.of("explain", "--config", config("empty.properties", Map.of())).exit());
  }

  @Test
  void controlCharactersInToken_doNotReachTerminal() {
    String token = signed("{\"sub\":\"\\u001b[2J\",\"aud\":\"\u202e\",\"exp\":" + SECOND + "}");
    String out =
        CommandResult.of("explain", "--config", config(), "--at", AT, token, "\u001b[2J").out();
    assertTrue(out.lines().noneMatch(l -> l.chars().anyMatch(Character::isISOControl)), out);
    assertFalse(out.contains("\u202e"), out);
  }

  @Test
  void hostThatPicks_isReadAsInRequest() {
    String config =
        config(
            "hosts.properties",
            Map.of(
                "watchword.issuers", "acme,globex",
                "watchword.choose", "host",
                "watchword.issuer.acme.selector", "acme.example",
                "watchword.issuer.acme.secret", SECRET,
                "watchword.issuer.globex.secret", OLD));
    String[] acme = {"explain", "--config", config, "--at", AT, signed(good())};
    for (String host : List.of("acme.example", "ACME.Example", "Acme.example:8443")) {
      assertEquals(Exit.GOOD, with(acme, "--select", host).exit(), host);
    }
    assertEquals(Exit.REFUSED, with(acme, "--select", "acme.example.evil").exit());
  }

  @Test
  void publishableToken_isRefusedForReasonOfServer() {
    String config =
        config(
            "publishable.properties",
            Map.of(
                "watchword.secret", SECRET,
                "watchword.publishable", "wpk_0123456789abcdef",
                "watchword.publishable.origins", "https://app.example"));
    CommandResult unknown = CommandResult.of("explain", "--config", config, "wpk_fedcba9876543210");
    assertTrue(
        unknown
            .lastLine()
            .startsWith("refused publishable: nobody here has this publishable token"),
        unknown.out());
    CommandResult known = CommandResult.of("explain", "--config", config, "wpk_0123456789abcdef");
    assertTrue(known.lastLine().startsWith("refused kind: "), known.out());
    assertTrue(known.out().contains("only where a path rule says publishable"), known.out());
    assertEquals(Exit.REFUSED, known.exit());
  }

  @Test
  void rolesAndScopes_areShownWithoutControlCharacters() {
    String payload =
        good().replace("}", ",\"roles\":[\"a\\u001b[2J\",\"b\\r\\nc\"],\"scope\":\"s\\u0007\"}");
    CommandResult ran =
        CommandResult.of("explain", "--config", config(), "--at", AT, signed(payload));
    assertEquals(Exit.GOOD, ran.exit(), ran.out());
    String out = ran.out();
    assertTrue(out.lines().noneMatch(l -> l.chars().anyMatch(Character::isISOControl)), out);
    assertTrue(ran.lastLine().contains("a\\u001b[2J"), out);
  }

  @Test // else one role "admin,staff" would look like two
  void roleWithComma_isShownInQuotes() {
    String payload = good().replace("}", ",\"roles\":\"admin,staff ops\"}");
    CommandResult ran =
        CommandResult.of("explain", "--config", config(), "--at", AT, signed(payload));
    assertTrue(ran.lastLine().contains("roles [\"admin,staff\", ops]"), ran.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"=", " ", "\t", "\"", ",", "\" ", ".", "= ", "%3D", "Bearer "})
  @Timeout(20) // one took a minute
  void longRowOfOneCharacter_isExplainedAtOnce(String piece) {
    String row = piece.repeat(60_000 / piece.length());
    for (String input : List.of(row, "x" + row + "x", "a.b.c" + row + "x")) {
      CommandResult ran =
          CommandResult.with(Map.of(), input, "explain", "--config", config(), "--at", AT);
      assertEquals(Exit.REFUSED, ran.exit());
    }
  }
}
