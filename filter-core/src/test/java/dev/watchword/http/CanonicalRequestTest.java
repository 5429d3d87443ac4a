package dev.watchword.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Requests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are those that atlassian-jwt 2.0.3 for Node makes of the same requests. */
class CanonicalRequestTest {
  private static List<String> texts(String method, String path, String query) {
    RequestFacts facts = Requests.request(method, path).facts();
    return CanonicalRequest.texts(
            method, CanonicalRequest.path(facts, "/"), CanonicalRequest.parameters(query))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          GET    | /rest/api/2/project | a=b             | GET&/rest/api/2/project&a=b
          GET    | /                   |                 | GET&/&
          POST   | /user/              |                 | POST&/user&
          GET    | /a&b=c              | d=e             | GET&/a%26b=c&d=e
          GET    | /x                  | b=2&a=1&jwt=t&a=0 | GET&/x&a=0,1&b=2
          GET    | /x                  | jwt=t           | GET&/x&
          GET    | /x                  | q=a%20b+c       | GET&/x&q=a%20b%20c
          GET    | /x                  | c='()!*~-._     | GET&/x&c=%27%28%29%21%2A~-._
          GET    | /x                  | k&e=            | GET&/x&e=&k=
          GET    | /x                  | v=%C3%BC&v=z&v=a%2Cb | GET&/x&v=a%2Cb,z,%C3%BC
          GET    | /p%20q/%C3%BC       | x=1             | GET&/p%20q/%C3%BC&x=1
          GET    | /x                  | &&a=1&          | GET&/x&a=1
          DELETE | /x                  | %F0%9F%98%80=1&%EF%BC%A1=2 | DELETE&/x&%F0%9F%98%80=1&%EF%BC%A1=2
          GET    | /x                  | a%5Bb%5D=1&aZ=2&a-=3 | GET&/x&a-=3&aZ=2&a%5Bb%5D=1
          """)
  void request_isTextOfNodeLibrary(String method, String path, String query, String text) {
    List<String> texts = texts(method, path, query);
    assertTrue(texts.contains(text), texts::toString);
  }

  @Test
  void orders_areTwoWhereEncodingChangesThem() {
    assertEquals(
        List.of("GET&/x&a%5Bb%5D=1&a-=3", "GET&/x&a-=3&a%5Bb%5D=1").stream().sorted().toList(),
        texts("GET", "/x", "a-=3&a%5Bb%5D=1").stream().sorted().toList());
    assertEquals(1, texts("GET", "/x", "b=1&a=2").size());
  }

  @ParameterizedTest // an ampersand of a path is none between the parts
  @CsvSource({"/a&b=c, d=e, /a, b=c&d=e", "/a, b=1%2C2, /a, b=1&b=2", "/a, b=%26c=d, /a, b=&c=d"})
  void differentRequests_areDifferentTexts(String path, String query, String other, String its) {
    assertTrue(texts("GET", path, query).stream().noneMatch(texts("GET", other, its)::contains));
  }

  @ParameterizedTest
  @CsvSource({
    "'',     /x/y,          /,    /x/y",
    "'',     /addon/x,      /addon, /x",
    "'',     /addon,        /addon, /",
    "'',     /addon/,       /addon, /",
    "'',     /add%6fn/x,    /addon, /x",
    "'',     /addonx/y,     /addon,",
    "'',     /x,            /addon,",
    "'',     //addon/x,     /addon,",
    "/ctx,   /ctx/a/b/c,    /a/b, /c",
    "/ctx,   /ctx,          /,    /",
    "/my app, /my%20app/x/, /,    /x",
    "/ctx,   /other/x,      /,",
    "/ctx,   /ctxx,         /,",
    "'',     /x;p=1/y,      /,    /x;p=1/y",
    "'',     /x//,          /,    /x/"
  })
  void path_isThatBelowContextAndBase(String context, String raw, String base, String path) {
    RequestFacts facts = Requests.get(raw).context(context).facts();
    assertEquals(path, CanonicalRequest.path(facts, base));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%zz", "a=%ff", "%fe=1", "a=%EF%BF%BD", "a=%"})
  void garbledQuery_isNotRead(String query) {
    assertNull(CanonicalRequest.parameters(query));
  }

  @Test
  void noQuery_hasNoParameters() {
    assertEquals(Map.of(), CanonicalRequest.parameters((String) null));
    assertEquals(
        Map.of("a", List.of("1")),
        CanonicalRequest.parameters("a=1".getBytes(StandardCharsets.UTF_8)));
  }
}
