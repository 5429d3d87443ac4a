package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be said for sure of the paths that a template matches. */
final class PathTemplateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shop                | shop     | 1",
        "/shop/              | shop     | 1",
        "shop/{id}           | shop     | 2",
        "{id}                | ''       | 1",
        "{id}/writers        | writers  | 2",
        "a{id}               | ''       | 0",
        "{id: \\d{2}}/x      | x        | 1",
        "{all: .*}           | ''       | 0",
        "{all: a/b}/c        | c        | 1",
        "a{x: b}c            | ''       | 0",
        "a%20b               | ''       | 0",
        "a b                 | ''       | 0",
        "x/{odd: [^{]+}/y    | ''       | 0",
        "''                  | ''       | 0",
      })
  void template_keepsLiteralParts(String template, String literals, int least) {
    Set<String> expected = literals.isEmpty() ? Set.of() : Set.of(literals.split(" "));

    assertEquals(new PathTemplate(expected, least), PathTemplate.of(template));
  }

  @ParameterizedTest
  @CsvSource({
    "shop,         shop,        true",
    "shop,         shop/deep,   true",
    "shop,         a/shop,      true",
    "shop,         shopping,    false",
    "shop,         SHOP,        false",
    "shop,         '',          false",
    "{id},         x,           true",
    "{id}/writers, a/writers,   true",
    "{id}/writers, writers,     false",
    "{id}/writers, a/readers,   false",
    "{all: .*},    '',          true",
    "a%20b,        x,           true",
  })
  void mayBeAmong_isTrueWhenUnsure(String template, String path, boolean expected) {
    List<String> segments = path.isEmpty() ? List.of() : Arrays.asList(path.split("/"));

    assertEquals(expected, PathTemplate.of(template).mayBeAmong(segments));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "open          | true  | 4",
        "open/wide     | true  | 9",
        "{id}          | false | 0",
        "by/{id}       | false | 3",
        "open{any: .*} | false | 4",
        "{id: \\d{2}}/x | false | 2",
        "a%20b         | false | 5",
        "x/{odd: [^{]+}| false | 2147483647",
      })
  void literals_areCounted(String template, boolean isLiteral, int characters) {
    assertEquals(isLiteral, PathTemplate.isLiteral(template));
    assertEquals(characters, PathTemplate.literalCharacters(template));
  }
}
