package dev.watchword.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.testing.TestData;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 53: the worst-case reading, by the table of the Servlet specification and more. */
class PathReadingsTest {
  record Row(String raw, String decoded, boolean reject) {
    /** Adapters hand over the path without the query. */
    String path() {
      int query = raw.indexOf('?');
      return query < 0 ? raw : raw.substring(0, query);
    }

    @Override
    public String toString() {
      return raw;
    }
  }

  static List<Row> table() {
    JsonNode rows = TestData.json("/paths/canonicalization.json").get("rows");
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Row(
                    row.get("raw").textValue(),
                    row.get("decoded").textValue(),
                    row.get("reject").booleanValue()))
        .toList();
  }

  static Stream<Row> rejected() {
    return table().stream().filter(Row::reject).filter(row -> !row.raw().matches("[^#]+\\?.*#.*"));
  }

  static Stream<Row> accepted() {
    return table().stream().filter(row -> !row.reject());
  }

  @Test
  void table_isComplete() {
    assertEquals(84, table().size());
    assertEquals(47, rejected().count());
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void pathThatContainerMustReject_isOdd(Row row) {
    assertTrue(PathReadings.of(row.path(), "").odd());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void pathThatContainerMayAccept_isReadAsByContainer(Row row) {
    String worst = PathReadings.of(row.path(), "").worstCase();
    boolean endsInDots = row.path().matches(".*/\\.{1,2}");
    assertEquals(endsInDots && worst.length() > 1 ? row.decoded() + "/" : row.decoded(), worst);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void onlyPlainPath_isNotOdd(Row row) {
    boolean harmlessEscapes = List.of("/foo%20bar", "/foo%E2%82%ACbar").contains(row.path());
    boolean plain = row.path().equals(row.decoded()) || harmlessEscapes;
    assertEquals(!plain, PathReadings.of(row.path(), "").odd());
  }

  @ParameterizedTest // what would lead furthest
  @CsvSource({
    "/public/..;/admin, /admin",
    "/public/..;x=y/admin, /admin",
    "/public/%2e%2e/admin, /admin",
    "/public/%2E./admin, /admin",
    "/public%2f..%2fadmin, /admin",
    "/public\\..\\admin, /admin",
    "/public/..%5cadmin, /admin",
    "/public/%2e%2e%5c%2e%2e/admin, /admin",
    "//admin, /admin",
    "///admin//x, /admin/x",
    "/./admin, /admin",
    "/admin;a=b, /admin",
    "/admin%3Ba=b, /admin",
    "/;/admin, /admin",
    "/%2e/admin, /admin",
    "/a/b/../../../../admin, /admin",
    "/public/%252e%252e/admin, /public/%2e%2e/admin",
    "/public/%25%32%65/admin, /public/%2e/admin",
    "/public/a%00/admin, /public/a\0/admin",
    "/public/%u002e%u002e/admin, /public/%u002e%u002e/admin",
    "/public/.%2e;/..;/admin, /admin",
    "/public/a/%2e%2e;%2fb/..%2f..%2fadmin, /admin"
  })
  void oddPath_isReadInWorstWay(String raw, String worst) {
    PathReadings read = PathReadings.of(raw, "");
    assertEquals(worst, read.worstCase());
    assertTrue(read.odd());
  }

  @ParameterizedTest // readers differ about each of these
  @ValueSource(
      strings = {
        "/a;b",
        "/a;",
        "/a//b",
        "//",
        "/a/./b",
        "/a/../b",
        "/a%2fb",
        "/a%2Fb",
        "/a%5cb",
        "/a\\b",
        "/a%25b",
        "/a%00",
        "/a%0ab",
        "/a%1f",
        "/a%7f",
        "/a%u0041",
        "/a%",
        "/a%4",
        "/a%zz",
        "/a%-1",
        "/a%+1",
        "/a%c0%ae",
        "/a%e0%80%af",
        "/a%ed%a0%80",
        "/a%f5%80%80%80",
        "/a%80",
        "/a%c3",
        "/a\u00e9",
        "/a\u0001",
        "/a\u007f",
        "/a b",
        "/a%3b",
        "/a%2e",
        "/%2e%2e",
        "a",
        "",
        "/a#b",
        "/a?b",
        "/a%\uff14\uff11",
        "/a%4\u0661"
      })
  void spellingThatContainersReadDifferently_isOdd(String raw) {
    assertTrue(PathReadings.of(raw, "").odd());
  }

  @ParameterizedTest // which is nearly every one
  @ValueSource(strings = {"/", "/a", "/a/b/", "/a.b/c..d", "/!\"$&'()*+,-:<=>@[]^_`{|}~"})
  void ordinaryPath_isNotCopied(String raw) {
    PathReadings read = PathReadings.of(raw, "");
    assertSame(raw, read.worstCase());
    assertSame(raw, read.literal());
    assertFalse(read.odd());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a",
        "/a/",
        "/a/b.html",
        "/a/..b",
        "/a/.b",
        "/a/...",
        "/.well-known/x",
        "/a,b",
        "/a:b@c",
        "/a!$&'()*+=",
        "/~a/_b-c",
        "/~a%41",
        "/a%20b",
        "/a%41",
        "/%C3%A9",
        "/a%3d",
        "/a%23",
        "/a%3F",
        "/%F0%9F%90%A4"
      })
  void spellingThatContainersReadAlike_isNotOdd(String raw) {
    assertFalse(PathReadings.of(raw, "").odd());
  }

  @ParameterizedTest
  @CsvSource({
    "/app/a, /app, /a, false",
    "/app, /app, /, false",
    "/app/, /app, /, false",
    "/application/a, /app, /application/a, true",
    "/app/../b, /app, /b, true",
    "/other/../app/a, /app, /app/a, true",
    "/%61pp/a, /app, /a, false",
    "/my%20app/a, /my app, /a, false",
    "/app//a, /app, /a, true",
    "/app;x/a, /app, /a, true",
    "/a, '', /a, false"
  })
  void context_isTakenAwayAfterReading(String raw, String context, String below, boolean odd) {
    PathReadings read = PathReadings.of(raw, context);
    assertEquals(below, read.worstCase());
    assertEquals(odd, read.odd());
  }

  @ParameterizedTest
  @CsvSource({
    "/docs/, /docs/index.html, true",
    "/docs/, /docs/, false",
    "/docs/, /docs/a/index.html, false",
    "/docs/, /other/index.html, false",
    "/docs, /docs/index.html, false",
    "/docs//, /docs//index.html, false",
    "/a/../docs/, /docs/index.html, false",
  })
  void folder_isThatOfItsOwnFile(String raw, String containersPath, boolean folder) {
    assertEquals(folder, PathReadings.of(raw, "").isFolderOf(containersPath));
  }
}
