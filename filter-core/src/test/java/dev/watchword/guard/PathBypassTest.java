package dev.watchword.guard;

import static dev.watchword.testing.Rules.demanding;
import static dev.watchword.testing.Rules.role;
import static dev.watchword.testing.Rules.rule;
import static dev.watchword.testing.Rules.rules;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.watchword.http.PathReadings;
import dev.watchword.testing.Requests;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requirements 52 and 53, by the incidents of others (Shiro, Spring, Quarkus, Kong, Istio): however
 * the container may read such a path, it is not open, and does not get a weaker rule.
 */
class PathBypassTest {
  static final List<String> SPELLINGS =
      List.of(
          "/public/..;/admin",
          "/public/..;a=b/admin",
          "/public/.;/../admin",
          "/public/../admin",
          "/public/./../admin",
          "/public//../admin",
          "/public/x/../../admin",
          "/public/..//admin",
          "/public/%2e%2e/admin",
          "/public/%2E%2E/admin",
          "/public/.%2e/admin",
          "/public/%2e%2e;/admin",
          "/public/%2e%2e%2fadmin",
          "/public/..%2fadmin",
          "/public%2f..%2fadmin",
          "/public/..%5cadmin",
          "/public/..\\admin",
          "/public\\..\\admin",
          "/public/%252e%252e/admin",
          "/public/%252e%252e%252fadmin",
          "/public/..%252fadmin",
          "/public/..%00/admin",
          "/public/%00/../admin",
          "/public/..%0a/admin",
          "/public/..%09/admin",
          "/public/%u002e%u002e/admin",
          "/public/..%u2215admin",
          "/public/%c0%ae%c0%ae/admin",
          "/public/..%c0%afadmin",
          "/public/..%e0%80%afadmin",
          "/public/%2e%2e%3b/admin",
          "/public;/../admin",
          "/public%3b/../admin",
          "/public/x;/../../admin",
          "//public/../admin",
          "/./public/../admin",
          "/public/..%7f/admin",
          "/public/..%/admin",
          "/public/..%zz/admin",
          "/public/..\u00a0/admin",
          "/public/..%20/../admin",
          "/public/../admin;/public/x",
          "/admin/..;/public/../admin");

  private static final PathRules RULES =
      rules(
          rule("public", "/public/*", Access.PUBLIC),
          demanding("admin", "/admin/*", role("admin")),
          rule("user", "/user/*", Access.TOKEN));

  /** What containers have been seen to make of a path, from the laziest to the most eager. */
  private static Set<String> readings(String raw) {
    Set<String> readings = new LinkedHashSet<>();
    readings.add(raw);
    readings.add(decoded(raw));
    readings.add(decoded(decoded(raw)));
    readings.add(raw.replaceAll(";[^/]*", ""));
    readings.add(decoded(raw).replaceAll(";[^/]*", ""));
    readings.add(decoded(raw.replaceAll(";[^/]*", "")));
    readings.add(decoded(raw).replace('\\', '/'));
    for (String reading : List.copyOf(readings)) {
      readings.add(PathReadings.of(reading.replace("%", "%25"), "").worstCase());
    }
    readings.add("/admin");
    readings.add(null);
    return readings;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException bad) {
      return text;
    }
  }

  private static PathRule holding(String raw, String read) {
    return RULES.of(Requests.get(raw).readAs(read).facts());
  }

  @ParameterizedTest
  @FieldSource("SPELLINGS")
  void detourOverOpenPath_isNeverOpen(String raw) {
    for (String reading : readings(raw)) {
      PathRule rule = holding(raw, reading);
      assertFalse(rule != null && rule.access().isOpen(), () -> raw + " read as " + reading);
    }
  }

  @ParameterizedTest
  @FieldSource("SPELLINGS")
  void detourOverWeakerRule_neverGetsThatRule(String spelling) {
    String raw = spelling.replace("public", "user");
    PathRule rule = holding(raw, "/admin");
    assertFalse(rule != null && !rule.name().equals("admin"), raw);
  }

  @ParameterizedTest // requirement 52: exact case, whole segments
  @ValueSource(
      strings = {
        "/PUBLIC/x", "/Public", "/publicx", "/public.", "/public%2e", "/public%20", "/public%09",
        "/publ\u0131c/x", "/p", "/public.html", "/public%23", "/public%3f", "/xpublic/a", "/",
        "/%EF%BC%8Fpublic/x", "/public%E2%81%84x", "/public#/x", "/public?/x"
      })
  void pathThatMerelyLooksOpen_isNotOpen(String raw) {
    for (String reading : readings(raw)) {
      PathRule rule = holding(raw, reading);
      assertFalse(rule != null && rule.access().isOpen(), () -> raw + " read as " + reading);
    }
  }

  @ParameterizedTest // a slash at the end is another path, for both sides
  @ValueSource(strings = {"/public/", "/public/a/", "/public/a%20b", "/public/%C3%A9", "/public"})
  void plainOpenPath_staysOpen(String raw) {
    PathRule rule = holding(raw, decoded(raw));
    assertEquals("public", rule.name());
  }

  @ParameterizedTest // oddities on a guarded path are the application's own business
  @ValueSource(strings = {"/user/a;jsessionid=1", "/user/a%2Fb", "/user/100%25", "/user//a"})
  void oddPathUnderGuardedRule_stillNeedsToken(String raw) {
    assertEquals("user", holding(raw, decoded(raw)).name());
  }
}
