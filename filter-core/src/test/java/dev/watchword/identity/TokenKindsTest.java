package dev.watchword.identity;

import static dev.watchword.testing.Rules.demanding;
import static dev.watchword.testing.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.guard.Access;
import dev.watchword.guard.Decision;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Decision.Stop;
import dev.watchword.guard.PathPattern;
import dev.watchword.guard.PathRule;
import dev.watchword.guard.RequestGuard;
import dev.watchword.guard.Requirements;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.TokenExtractor;
import dev.watchword.http.TokenExtractors;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.TokenKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requirement 68: signed, widget and publishable tokens cannot stand in for each other. */
class TokenKindsTest {
  private static final Requirements WIDGET =
      new Requirements(TokenKind.WIDGET, Set.of(), null, null);
  private static final List<String> SIGNED_TYPES =
      List.of("JWT", "jwt", "at+jwt", "application/at+jwt");
  private static final List<String> WIDGET_TYPES =
      List.of("widget+jwt", "WIDGET+JWT", "application/widget+jwt");

  private final RequestGuard guard =
      TestGuard.of(
              rule("server", "/server", Access.TOKEN),
              rule("either", "/either", Access.OPTIONAL),
              demanding("widget", "/widget", WIDGET),
              page("embed", "/embed", WIDGET),
              page("mixed", "/mixed", Requirements.NOTHING),
              rule("open", "/open", Access.PUBLIC),
              rule("closed", "/closed", Access.DENY))
          .issuer(
              TestIssuer.withDefaults()
                  .publishable(IdentifierFixture.PUBLISHABLE, IdentifierFixture.PAGE))
          .guard();

  private static PathRule page(String name, String path, Requirements requirements) {
    List<TokenExtractor> bearer = List.of(TokenExtractors.BEARER);
    return new PathRule(
        name, Set.of(), new PathPattern(path), Access.PUBLISHABLE, requirements, bearer);
  }

  private String outcome(String method, String path, String token) {
    Requests request =
        Requests.request(method, path)
            .query("user_id=bob")
            .bearer(token)
            .header("Origin", IdentifierFixture.PAGE);
    return outcome(guard.check(request.facts()));
  }

  private static String outcome(Decision decision) {
    if (decision instanceof Stop stop) {
      HttpAnswer answer = stop.answer();
      return "" + answer.status();
    }
    Pass pass = (Pass) decision;
    if (pass.visitor() != null) {
      return pass.caller() == null ? "visitor " + pass.visitor().unverifiedUserId() : "both";
    }
    return pass.caller() == null ? "nobody" : pass.caller().getName();
  }

  private static Stream<Arguments> tokens() {
    Stream<Arguments> signed =
        SIGNED_TYPES.stream()
            .map(typ -> Tokens.good().header("typ", typ).text())
            .map(token -> Arguments.of(0, token));
    Stream<Arguments> widget =
        WIDGET_TYPES.stream()
            .map(typ -> Tokens.good().header("typ", typ).text())
            .map(token -> Arguments.of(1, token));
    return Stream.of(
            Stream.of(Arguments.of(0, Tokens.goodText())),
            signed,
            widget,
            Stream.of(Arguments.of(2, IdentifierFixture.PUBLISHABLE)))
        .flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource("tokens")
  void kind_isAcceptedInItsOwnPlacesAlone(int kind, String token) {
    String[][] table = {
      // method, path, signed, widget, publishable
      {"GET", "/elsewhere", "alice", "403", "403"},
      {"GET", "/server", "alice", "403", "403"},
      {"HEAD", "/server", "alice", "403", "403"},
      {"POST", "/server", "alice", "403", "403"},
      {"GET", "/either", "alice", "403", "403"},
      {"GET", "/widget", "403", "alice", "403"},
      {"POST", "/widget", "403", "alice", "403"},
      {"GET", "/embed", "403", "alice", "visitor bob"},
      {"HEAD", "/embed", "403", "alice", "visitor bob"},
      {"POST", "/embed", "403", "alice", "403"},
      {"DELETE", "/embed", "403", "alice", "403"},
      {"OPTIONS", "/embed", "403", "alice", "403"},
      {"get", "/embed", "403", "alice", "403"},
      {"GET", "/mixed", "alice", "403", "visitor bob"},
      {"POST", "/mixed", "alice", "403", "403"},
      {"GET", "/open", "nobody", "nobody", "nobody"},
      {"GET", "/closed", "403", "403", "403"}
    };
    for (String[] row : table) {
      assertEquals(row[2 + kind], outcome(row[0], row[1], token), row[0] + " " + row[1]);
    }
  }

  @ParameterizedTest // of whatever kind, a token signed for a user says who a widget's user is
  @MethodSource("tokens")
  void identify_reportsKind(int kind, String token) {
    String expected = List.of("signed", "signed", "publishable").get(kind);
    String request = IdentifierFixture.body("jwt", token, "user_id", "bob");
    assertEquals(expected, IdentifierFixture.inAWord(new IdentifierFixture().ask(request)));
  }

  @ParameterizedTest
  @CsvSource({"/server", "/either", "/widget", "/embed", "/mixed"})
  void unknownKind_isRefused(String path) {
    for (String typ : List.of("", "publishable", "wpk", "widget", "dpop+jwt", "logout+jwt")) {
      assertEquals("401", outcome("GET", path, Tokens.good().header("typ", typ).text()), typ);
    }
  }

  @Test
  void publishablePrefix_makesNoSignedTokenPublishable() {
    for (String path : List.of("/server", "/widget", "/embed", "/mixed")) {
      assertEquals("401", outcome("GET", path, "wpk_" + Tokens.goodText()), path);
      assertEquals("401", outcome("GET", path, "wpk_"), path);
      assertEquals(
          "401", outcome("GET", path, "WPK_" + IdentifierFixture.PUBLISHABLE.substring(4)), path);
      assertEquals("401", outcome("GET", path, IdentifierFixture.PUBLISHABLE + ".a.b"), path);
      assertEquals("401", outcome("GET", path, "a.b." + IdentifierFixture.PUBLISHABLE), path);
    }
  }

  @Test // it is public, so what is signed with it must be refused
  void publishableToken_isNoSecret() {
    byte[] seen =
        IdentifierFixture.PUBLISHABLE.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    for (String path : List.of("/server", "/widget", "/embed", "/mixed")) {
      assertEquals("401", outcome("GET", path, Tokens.good().secret(seen).text()), path);
    }
  }

  @Test // memory of verified tokens must not blur the places
  void cachedToken_keepsItsKind() {
    String widget = Tokens.good().header("typ", "widget+jwt").text();
    for (int i = 0; i < 4; i++) {
      assertEquals("alice", outcome("GET", "/widget", widget));
      assertEquals("403", outcome("GET", "/server", widget));
      assertEquals("alice", outcome("GET", "/server", Tokens.goodText()));
      assertEquals("403", outcome("GET", "/widget", Tokens.goodText()));
    }
  }

  @Test // kinds are told apart on the way from path to path, too
  void forward_doesNotChangeKind() {
    Requests embed =
        Requests.get("/embed").query("user_id=bob").bearer(IdentifierFixture.PUBLISHABLE);
    Pass visitor = (Pass) guard.check(embed.facts());
    for (String path : List.of("/server", "/either", "/widget")) {
      Requests next = Requests.get(path).query("user_id=bob").bearer(IdentifierFixture.PUBLISHABLE);
      assertEquals("403", outcome(guard.check(next::facts, visitor)), path);
      Requests hidden = Requests.get(path);
      assertEquals("403", outcome(guard.check(hidden::facts, visitor)), path);
    }
    Requests server = Requests.get("/server").bearer(Tokens.goodText());
    Pass alice = (Pass) guard.check(server.facts());
    assertEquals("403", outcome(guard.check(Requests.get("/embed")::facts, alice)));
    assertEquals("403", outcome(guard.check(Requests.get("/widget")::facts, alice)));
  }
}
