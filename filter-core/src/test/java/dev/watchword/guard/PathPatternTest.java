package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 52: exact, or below a prefix, segment by segment and case by case. */
class PathPatternTest {
  @ParameterizedTest
  @CsvSource({
    "/health, /health, true",
    "/health, /health/, false",
    "/health, /healthy, false",
    "/health, /Health, false",
    "/health, /health/x, false",
    "/health, '', false",
    "/health/, /health/, true",
    "/health/, /health, false",
    "/public/*, /public, true",
    "/public/*, /public/, true",
    "/public/*, /public/a, true",
    "/public/*, /public/a/b/c, true",
    "/public/*, /public//a, true",
    "/public/*, /publicity, false",
    "/public/*, /PUBLIC/a, false",
    "/public/*, /publi, false",
    "/public/*, /x/public/a, false",
    "/public/*, '', false",
    "/public/*, /, false",
    "/a/b/*, /a/b, true",
    "/a/b/*, /a, false",
    "/a/b/*, /a/bc, false",
    "/*, /, true",
    "/*, /anything/at/all, true",
    "/*, '', true",
    "/, /, true",
    "/, '', false",
    "/, /a, false",
    "/a.b/*, /aXb/c, false",
    "/a+b, /aab, false",
    "/\u00e9, /\u00e9, true"
  })
  void pattern_matchesAsServletMappingDoes(String pattern, String path, boolean matches) {
    assertEquals(matches, new PathPattern(pattern).matches(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "health", "*", "*.html", "/*.html", "/a*", "/a/*/b", "/a/**", "//", "/a//b",
        "/a//*", "/a%20b", "/a;b", "/a\\b", "/a?b", "/a#b", "/a\nb", "/a\0", "/../a", "/a/../b",
        "/a/./b", "/a/..", "/a/.", "/..", "/.", "/a/../*", "/a/./*", "/a/../"
      })
  void textThatIsNoPattern_isRefusedWithExpectedForm(String text) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> new PathPattern(text));
    assertTrue(
        refusal
            .getMessage()
            .endsWith("is not a path such as /health, or /public/* for all below it"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/.well-known/x", "/a/..b", "/a/...", "/.hidden/*", "/a.", "/~bob/*"})
  void segmentThatMerelyHasDots_isPattern(String text) {
    assertTrue(new PathPattern(text).matches(text.replace("/*", "")));
  }

  @ParameterizedTest
  @CsvSource({
    "/*, /a/*, true",
    "/*, /, true",
    "/*, /*, true",
    "/a/*, /a, true",
    "/a/*, /a/, true",
    "/a/*, /a/b/*, true",
    "/a/*, /a/*, true",
    "/a/*, /ab/*, false",
    "/a/*, /*, false",
    "/a/b/*, /a/*, false",
    "/a, /a, true",
    "/a, /a/*, false",
    "/a, /a/, false",
    "/, /*, false"
  })
  void pattern_coversPatternsWithinIt(String earlier, String later, boolean covers) {
    assertEquals(covers, new PathPattern(earlier).covers(new PathPattern(later)));
  }
}
