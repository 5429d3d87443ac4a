package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static dev.watchword.testing.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.http.RequestFacts;
import dev.watchword.http.TokenExtractors;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requirements 37 and 39: two tokens are no request, whichever is good, wherever they stand. */
class TwoTokensTest {
  private static final List<String> TOKENS =
      List.of(
          Tokens.goodText(),
          Tokens.good().claim("sub", "bob").text(),
          Tokens.good().tampered(),
          Tokens.good().expiringAt(Tokens.NOW.minusSeconds(99)).text(),
          "garbage");

  private final TestGuard test =
      TestGuard.of(
          rule(
              "all",
              "/*",
              Access.TOKEN,
              TokenExtractors.BEARER,
              TokenExtractors.of("header:auth"),
              TokenExtractors.of("cookie:jwt"),
              TokenExtractors.of("query:t")));
  private final RequestGuard guard = test.guard();

  /** Where a token may stand. */
  private enum Place {
    BEARER {
      @Override
      void put(List<String> headers, List<String> query, String token) {
        headers.add("Authorization: Bearer " + token);
      }
    },
    HEADER {
      @Override
      void put(List<String> headers, List<String> query, String token) {
        headers.add("auth: " + token);
      }
    },
    COOKIE {
      @Override
      void put(List<String> headers, List<String> query, String token) {
        headers.add("Cookie: jwt=" + token);
      }
    },
    QUERY {
      @Override
      void put(List<String> headers, List<String> query, String token) {
        query.add("t=" + token);
      }
    };

    abstract void put(List<String> headers, List<String> query, String token);
  }

  private static RequestFacts facts(List<String> headers, List<String> query) {
    Requests request = Requests.get("/api").header("Sec-Fetch-Site", "same-origin");
    for (String header : headers) {
      int colon = header.indexOf(':');
      request.header(header.substring(0, colon), header.substring(colon + 2));
    }
    return request.query(query.isEmpty() ? null : String.join("&", query)).facts();
  }

  private void assertRefusedUnverified(RequestFacts facts) {
    int before = test.verifierAsked();
    assertStop(400, "request_malformed", guard.check(facts));
    assertEquals(before, test.verifierAsked(), "a token was tried");
  }

  static Stream<List<Place>> pairs() {
    return Stream.of(Place.values())
        .flatMap(one -> Stream.of(Place.values()).map(other -> List.of(one, other)));
  }

  @ParameterizedTest // requirements 37 and 39: in one place or two, in every order
  @MethodSource("pairs")
  void twoTokens_areRefusedUnverified(List<Place> places) {
    for (String first : TOKENS) {
      for (String second : TOKENS) {
        List<String> headers = new ArrayList<>();
        List<String> query = new ArrayList<>();
        places.get(0).put(headers, query, first);
        places.get(1).put(headers, query, second);
        assertRefusedUnverified(facts(headers, query));
      }
    }
  }

  @ParameterizedTest // requirement 37: in one field, joined as proxies join two
  @EnumSource(names = {"BEARER", "HEADER", "COOKIE"})
  void twoTokensInOneField_areRefusedUnverified(Place place) {
    String separator = place == Place.COOKIE ? "; jwt=" : ", ";
    for (String first : TOKENS) {
      for (String second : TOKENS) {
        List<String> headers = new ArrayList<>();
        place.put(headers, List.of(), first + separator + second);
        assertRefusedUnverified(facts(headers, List.of()));
        headers.clear();
        place.put(headers, List.of(), first + separator.replace(" ", "") + second);
        assertRefusedUnverified(facts(headers, List.of()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneToken_isFineInEachPlace(Place place) {
    List<String> headers = new ArrayList<>();
    List<String> query = new ArrayList<>();
    place.put(headers, query, Tokens.goodText());
    assertEquals("alice", assertPass(guard.check(facts(headers, query))).caller().getName());
  }
}
