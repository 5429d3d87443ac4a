package dev.watchword.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.watchword.testing.Requests;
import dev.watchword.token.IssuerFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a request picks the issuer, and which issuers are left when it picks none. */
class IssuerResolverTest {
  private static final Set<String> ONE = Set.of("acme");
  private static final Set<String> TWO = Set.of("acme", "globex");

  @ParameterizedTest
  @CsvSource({
    "kid, KID, ''",
    "iss, ISS, ''",
    "host, HOST, ''",
    "header X-Workspace, HEADER, X-Workspace",
    "header   X-Workspace, HEADER, X-Workspace",
    "query w, QUERY, w"
  })
  void words_areReadAsResolver(String words, IssuerResolver.By by, String name) {
    assertEquals(new IssuerResolver(by, name), IssuerResolver.of(words));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "KID", "header", "query", "kid x", "header a b", "path x", " kid"})
  void otherWords_areRefusedWithExpectedForm(String words) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> IssuerResolver.of(words)).getMessage();
    assertEquals(
        "'"
            + words
            + "' picks nothing; write kid, iss, host, header NAME or query NAME,"
            + " such as: header X-Workspace",
        message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"header X-Workspace", "query w", "host"})
  void requestThatMustPickAndDoesNot_getsNoIssuer(String words) {
    IssuerResolver choice = IssuerResolver.of(words);
    assertEquals(true, choice.isByRequest());
    assertEquals(new IssuerFilter("", Set.of()), choice.filter(List.of(), Set.of()));
    assertEquals(new IssuerFilter("", TWO), choice.filter(List.of(), TWO));
    assertEquals(new IssuerFilter(null, ONE), choice.filter(List.of(), ONE), "the rule picks");
    assertEquals(new IssuerFilter("x", ONE), choice.filter(List.of("x"), ONE));
    assertEquals(new IssuerFilter("x", Set.of()), choice.filter(List.of("x"), Set.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kid", "iss"})
  void requestThatPicksNothing_leavesIssuersOfRule(String words) {
    IssuerResolver choice = IssuerResolver.of(words);
    assertEquals(false, choice.isByRequest());
    assertEquals(IssuerFilter.ANY, choice.filter(List.of(), Set.of()));
    assertEquals(new IssuerFilter(null, ONE), choice.filter(List.of(), ONE));
    assertEquals(new IssuerFilter(null, TWO), choice.filter(List.of(), TWO));
  }

  @Test
  void selector_isLookedForWhereItIsConfigured() {
    Requests request = Requests.get("/").header("w", "header").query("w=query").toldHost("a.b:1");
    assertEquals(List.of("header"), IssuerResolver.of("header w").selectors(request.facts()));
    assertEquals(List.of("query"), IssuerResolver.of("query w").selectors(request.facts()));
    assertEquals(List.of("a.b"), IssuerResolver.of("host").selectors(request.facts()));
    assertEquals(List.of(), IssuerResolver.of("kid").selectors(request.facts()));
    assertEquals(List.of(), IssuerResolver.of("iss").selectors(request.facts()));
    assertEquals(List.of(), IssuerResolver.of("query w").selectors(Requests.get("/").facts()));
  }

  @ParameterizedTest // what the application takes for the parameter must be what picks
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "w=a         | a",
        "x=1&w=a&y=2 | a",
        "w           | ''",
        "w=          | ''",
        "%77=%61     | a",
        "w=a+b       | a b",
        "w=a=b       | a=b",
        "w=%zz       | %zz",
        "w%zz=a      | -",
        "=w          | -",
        "ww=a        | -",
        "''          | -",
      })
  void parameter_isDecodedAsContainersDoIt(String query, String value) {
    List<String> expected = value == null ? List.of() : List.of(value);
    assertEquals(expected, QueryParameters.values(query, "w"));
  }

  @Test
  void everyParameterOfThatName_isFound() {
    assertEquals(List.of("a", "", "b"), QueryParameters.values("w=a&w&x=1&%77=b", "w"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', acme, acme",
    "w=acme, acme, acme",
    "w=acme, '', acme",
    "'', '', ''",
    "w=globex, acme, -",
    "w=acme&w=acme, acme, -",
    "w=acme&w=globex, '', -",
    "w=, acme, -",
    "W=globex, acme, acme"
  })
  void memberOfBody_picksAsQueryDoes(String query, String member, String picked) {
    Map<String, Object> members = new LinkedHashMap<>(Map.of("userJWT", "x"));
    if (!member.isEmpty()) {
      members.put("w", member);
    }
    RequestFacts facts = Requests.post("/identify").query(query).facts();
    IssuerFilter filter = IssuerResolver.of("query w").filterForUsers(facts, members);
    IssuerFilter wanted = new IssuerFilter(picked, Set.of()).includingRestricted();
    assertEquals(picked.equals("-") ? null : wanted, filter);
  }

  @Test
  void memberThatIsNoText_isRefused() {
    RequestFacts facts = Requests.post("/identify").facts();
    IssuerResolver byQuery = IssuerResolver.of("query w");
    Map<String, Object> nothing = new LinkedHashMap<>();
    nothing.put("w", null);
    assertNull(byQuery.filterForUsers(facts, nothing));
    for (Object other : List.of(1L, true, List.of("acme"), Map.of("acme", 1L))) {
      assertNull(byQuery.filterForUsers(facts, Map.of("w", other)), other::toString);
    }
  }

  @Test
  void memberOfBody_picksNothingWhereQueryDoesNot() {
    RequestFacts facts = Requests.post("/identify").facts();
    for (String words : List.of("header w", "host")) {
      assertEquals(
          new IssuerFilter("", Set.of()).includingRestricted(),
          IssuerResolver.of(words).filterForUsers(facts, Map.of("w", "acme")));
    }
  }

  @Test
  void selectorOfPerson_isPutInFormOfRequests() {
    IssuerResolver host = IssuerResolver.of("host");
    assertEquals(
        new IssuerFilter("acme.example", Set.of()), host.filter("ACME.example:8443", Set.of()));
    IssuerResolver header = IssuerResolver.of("header X-Workspace");
    assertEquals(new IssuerFilter("ACME", ONE), header.filter("ACME", ONE));
    assertEquals(new IssuerFilter("", Set.of()), header.filter((String) null, Set.of()));
    IssuerResolver kid = IssuerResolver.of("kid");
    assertEquals(IssuerFilter.ANY, kid.filter((String) null, Set.of()));
    String message =
        assertThrows(IllegalArgumentException.class, () -> kid.filter("acme", Set.of()))
            .getMessage();
    assertEquals("requests pick no issuer (watchword.choose)", message);
  }
}
