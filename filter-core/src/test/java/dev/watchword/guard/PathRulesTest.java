package dev.watchword.guard;

import static dev.watchword.testing.Rules.demanding;
import static dev.watchword.testing.Rules.forMethods;
import static dev.watchword.testing.Rules.limited;
import static dev.watchword.testing.Rules.role;
import static dev.watchword.testing.Rules.rule;
import static dev.watchword.testing.Rules.rules;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.http.RequestFacts;
import dev.watchword.testing.Requests;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 51, 52 and 54: which rule holds. */
class PathRulesTest {
  private static String holding(PathRules rules, String method, String path) {
    PathRule rule = rules.of(Requests.request(method, path).facts());
    return rule == null ? null : rule.name();
  }

  @ParameterizedTest // requirement 51
  @ValueSource(strings = {"/", "/admin", "/publicity", "/PUBLIC/x", "/a/public/x", "/health/"})
  void pathThatNoRuleNames_needsToken(String path) {
    PathRules rules =
        rules(rule("p", "/public/*", Access.PUBLIC), rule("h", "/health", Access.PUBLIC));
    PathRule holding = rules.of(Requests.get(path).facts());
    assertEquals("else", holding.name());
    assertEquals(Access.TOKEN, holding.access());
  }

  @Test
  void noRules_everyPathNeedsToken() {
    assertEquals("else", holding(rules(), "GET", "/"));
    assertEquals(
        List.of("/* needs a token"), rules().all().stream().map(PathRule::describe).toList());
  }

  @Test
  void firstRuleThatMatches_applies() {
    PathRules rules =
        rules(
            demanding("admin", "/api/admin/*", role("admin")),
            rule("api", "/api/*", Access.OPTIONAL),
            rule("all", "/*", Access.DENY));
    assertEquals("admin", holding(rules, "GET", "/api/admin"));
    assertEquals("admin", holding(rules, "GET", "/api/admin/x"));
    assertEquals("api", holding(rules, "GET", "/api/administrators"));
    assertEquals("all", holding(rules, "GET", "/other"));
  }

  @ParameterizedTest // requirement 54
  @CsvSource({
    "GET, read",
    "HEAD, read",
    "POST, write",
    "PUT, else",
    "get, else",
    "head, else",
    "GET , else",
    "PROPFIND, else",
    "'', else",
    "OPTIONS, else",
    "TRACE, else"
  })
  void ruleForMethods_appliesToTheseAloneAndHeadIsGet(String method, String expected) {
    PathRules rules =
        rules(
            forMethods("read", "/a", Access.PUBLIC, "GET"),
            forMethods("write", "/a", Access.PUBLIC, "POST"));
    String asked = expected.equals("else") && method.equals("GET") ? "GET " : method;
    assertEquals(expected, holding(rules, asked, "/a"));
  }

  @ParameterizedTest // requirement 54: open is open for methods that somebody thought of
  @ValueSource(strings = {"PROPFIND", "CONNECT", "TRACE", "get", "FOO", "", "QUERY"})
  void unknownMethod_needsTokenOnOpenPath(String method) {
    assertEquals("else", holding(rules(rule("p", "/*", Access.PUBLIC)), method, "/a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void knownMethod_needsNoTokenOnOpenPath(String method) {
    assertEquals("p", holding(rules(rule("p", "/*", Access.PUBLIC)), method, "/a"));
  }

  @ParameterizedTest // what is closed or guarded is so for every method
  @EnumSource(names = {"TOKEN", "DENY"})
  void unknownMethod_doesNotBypassRule(Access access) {
    assertEquals("r", holding(rules(rule("r", "/a", access)), "PROPFIND", "/a"));
  }

  @ParameterizedTest // to most frameworks it is the same path
  @CsvSource({
    "/admin, /admin/, r",
    "/admin, /admin//, r",
    "/admin, /admin/x, else",
    "/admin, /admin/x/, else",
    "/admin, /admi/, else",
    "/a, /a/, r",
    "/, //, r",
    "/admin/, /admin, else",
  })
  void slashAtEnd_doesNotBypassRule(String pattern, String path, String expected) {
    for (Access access : List.of(Access.TOKEN, Access.PUBLISHABLE, Access.DENY)) {
      assertEquals(expected, holding(rules(rule("r", pattern, access)), "GET", path));
    }
    for (Access open : List.of(Access.PUBLIC, Access.OPTIONAL, Access.OWN)) {
      assertNotEquals("r", holding(rules(rule("r", pattern, open)), "GET", path));
    }
  }

  @Test
  void pathThatContainerDoesNotGive_hasNoRule() {
    PathRules rules = rules(rule("p", "/*", Access.TOKEN));
    assertNull(rules.of(Requests.get("/a").readAs(null).facts()));
  }

  @Test
  void context_isNoPartOfPath() {
    PathRules rules = rules(rule("p", "/public/*", Access.PUBLIC));
    RequestFacts inside = Requests.get("/app/public/a").context("/app").readAs("/public/a").facts();
    assertEquals("p", rules.of(inside).name());
    RequestFacts outside =
        Requests.get("/application/public/a").context("/app").readAs("/public/a").facts();
    assertNull(rules.of(outside));
  }

  private static List<String> allHolding(PathRules rules, String rawPath, String path) {
    RequestFacts facts = Requests.get(rawPath).readAs(path).facts();
    return rules.holding(facts).stream().map(PathRule::name).toList();
  }

  @ParameterizedTest // requirement 52: the container's own welcome file, and nothing like it
  @CsvSource({
    "/, /index.html, a b",
    "/docs/, /docs/index.html, c d",
    "/docs/, /docs/x/index.html, ''",
    "/docs/, /other/index.html, ''",
    "/docs, /docs/index.html, ''",
    "/docs//, /docs/index.html, ''",
    "/docs/x/.., /docs/index.html, ''",
    "/docs/;x, /docs/index.html, ''",
    "/docs%2f, /docs/index.html, ''",
    "/docs/index.html, /docs/index.html, d",
    "/docs/, /docs/, c",
  })
  void welcomeFile_hasRuleOfItsFolderToo(String raw, String path, String names) {
    PathRules rules =
        rules(
            rule("a", "/", Access.OPTIONAL),
            demanding("b", "/index.html", role("b")),
            demanding("c", "/docs/", role("c")),
            rule("d", "/docs/index.html", Access.OPTIONAL));
    assertEquals(names, String.join(" ", allHolding(rules, raw, path)));
  }

  @Test // compared by what they ask for, not by their names
  void rulesThatAskForSame_areOneRule() {
    PathRules rules =
        rules(
            demanding("a", "/a/x", role("r")),
            demanding("b", "/b/x", role("r")),
            demanding("c", "/c/x", role("other")));
    assertEquals(List.of("b"), allHolding(rules, "/a/x", "/b/x"));
    assertEquals(List.of(), allHolding(rules, "/c/x", "/b/x"));
    assertEquals(List.of(), allHolding(rules, "/d/x", "/b/x"));
    PathRule limited = limited(demanding("a", "/a/x", role("r")), "5/1m");
    PathRules counted = rules(limited, demanding("b", "/b/x", role("r")));
    assertEquals(List.of(), allHolding(counted, "/a/x", "/b/x"));
  }

  @Test
  void ruleAfterOneThatTakesItsPaths_canNeverMatch() {
    List<String> sentences =
        rules(
                rule("all", "/public/*", Access.PUBLIC),
                rule("one", "/public/one", Access.DENY),
                rule("other", "/other", Access.TOKEN))
            .unreachable();
    assertEquals(
        List.of(
            "rule 'one' (/public/one) can never match:"
                + " rule 'all' (/public/*) takes all of its paths before it"),
        sentences);
  }

  @Test
  void eachUnreachableRule_isNamedOnce() {
    PathRules rules =
        rules(
            rule("a", "/*", Access.TOKEN),
            rule("b", "/*", Access.TOKEN),
            rule("c", "/x", Access.DENY));
    assertEquals(2, rules.unreachable().size());
  }

  @Test
  void ruleForMoreMethods_isReachable() {
    PathRule get = forMethods("get", "/a/*", Access.TOKEN, "GET");
    assertTrue(rules(get, rule("all", "/a/*", Access.DENY)).unreachable().isEmpty());
    assertTrue(rules(get, forMethods("post", "/a", Access.DENY, "POST")).unreachable().isEmpty());
    assertTrue(
        rules(get, forMethods("both", "/a", Access.DENY, "GET", "POST")).unreachable().isEmpty());
    assertFalse(rules(get, forMethods("same", "/a", Access.DENY, "GET")).unreachable().isEmpty());
  }

  @Test // an open rule without methods leaves the unknown ones over
  void ruleForMethodThatOpenOneLeavesOver_isReachable() {
    PathRule open = rule("open", "/dav/*", Access.PUBLIC);
    PathRule closed = rule("closed", "/dav/*", Access.DENY);
    PathRule propfind = forMethods("dav", "/dav/*", Access.DENY, "PROPFIND");
    assertTrue(rules(open, propfind).unreachable().isEmpty());
    assertEquals("dav", holding(rules(open, propfind), "PROPFIND", "/dav/x"));
    assertFalse(rules(closed, propfind).unreachable().isEmpty());
  }

  @Test
  void rule_describesItself() {
    Requirements all =
        new Requirements(
            dev.watchword.token.TokenKind.WIDGET, Set.of("acme"), "admin", "orders:read");
    assertEquals(
        "/a/* needs a token, kind widget, issuer acme, role admin, scope orders:read",
        demanding("a", "/a/*", all).describe());
    assertEquals(
        "GET,POST /b open", forMethods("b", "/b", Access.PUBLIC, "POST", "GET").describe());
  }

  @ParameterizedTest // requirement 52: what frameworks take for the same is closed like the same
  @CsvSource({
    "/a, /a, true",
    "/a, /a/, true",
    "/a, /a///, true",
    "/a, /a/b, false",
    "/a, /ab/, false",
    "/, /, true",
    "/, //, true",
    "/, /a/, false",
    "/a/, /a/, true",
    "/a/, /a, false",
    "/a/*, /a//, true"
  })
  void slashesAtEnd_doNotBypassRule(String pattern, String path, boolean matches) {
    assertEquals(matches, rule("r", pattern, Access.DENY).matches("GET", path));
    assertEquals(matches, rule("r", pattern, Access.TOKEN).matches("GET", path));
    boolean exactly = new PathPattern(pattern).matches(path);
    assertEquals(exactly, rule("r", pattern, Access.PUBLIC).matches("GET", path));
  }
}
