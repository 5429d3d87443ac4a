package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.watchword.testing.Requests;
import dev.watchword.token.Selection;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a request picks the issuer. */
class ChoiceTest {
  @ParameterizedTest // as containers read parameters, or the application would see another one
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-|",
        "''|",
        "x=1|",
        "w=acme|acme",
        "x=1&w=acme&y=2|acme",
        "w=acme&w=globex|acme,globex",
        "w=acme&w=acme|acme,acme",
        "%77=acme|acme",
        "w=a%63me|acme",
        "w=ac+me|ac me",
        "w=%zz|%zz",
        "%zz=1&w=acme|acme",
        "W=acme|",
        "ww=acme|",
        "=acme|",
        "w=a=b|a=b"
      })
  void query_picksByEveryValueOfItsParameter(String query, String picked) {
    List<String> expected = picked == null ? List.of() : Arrays.asList(picked.split(","));
    assertEquals(expected, Choice.of("query w").selectors(Requests.get("/").query(query).facts()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"w", "w="})
  void parameterOfNoValue_picksTheEmptyOne(String query) {
    assertEquals(
        List.of(""), Choice.of("query w").selectors(Requests.get("/").query(query).facts()));
  }

  @Test // a pair of no name is a parameter of no name
  void parameterOfNoName_isReadAsOne() {
    assertEquals(List.of("acme"), Choice.parameters("=acme", ""));
    assertEquals(List.of(""), Choice.parameters("", ""));
  }

  @Test
  void header_picksByEveryFieldOfItsName() {
    Choice choice = Choice.of("header X-Workspace");
    Requests request = Requests.get("/");
    assertEquals(List.of(), choice.selectors(request.facts()));
    request.header("x-workspace", "acme").header("X-Workspace", "globex");
    assertEquals(List.of("acme", "globex"), choice.selectors(request.facts()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kid", "iss"})
  void token_picksByItselfAlone(String word) {
    Requests request = Requests.get("/").header("kid", "a").header("iss", "a").query("kid=a&iss=a");
    assertEquals(List.of(), Choice.of(word).selectors(request.facts()));
    assertEquals(List.of(), request.askedFor());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "KID", "kid x", "header", "query", "header a b", "cookie x", " kid"})
  void otherWords_showTheFormWanted(String words) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Choice.of(words)).getMessage();
    assertEquals(
        "'"
            + words
            + "' picks nothing; write kid, iss, host, header NAME or query NAME, such as: header"
            + " X-Workspace",
        message);
  }

  @Test // nobody's token counts where the request should have said whose it is
  void requestThatPicksNothing_getsNobody() {
    Choice byRequest = Choice.of("header X-Workspace");
    Set<String> two = Set.of("acme", "globex");
    assertEquals(new Selection("", Set.of()), byRequest.selection(List.of(), Set.of()));
    assertEquals(new Selection("", two), byRequest.selection(List.of(), two));
    assertEquals(
        new Selection(null, Set.of("acme")), byRequest.selection(List.of(), Set.of("acme")));
    assertEquals(
        new Selection("globex", Set.of("acme")),
        byRequest.selection(List.of("globex"), Set.of("acme")));
    assertEquals(Selection.ANY, Choice.KID.selection(List.of(), Set.of()));
    assertEquals(new Selection(null, two), Choice.of("iss").selection(List.of(), two));
  }
}
