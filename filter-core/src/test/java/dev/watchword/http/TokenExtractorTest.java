package dev.watchword.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.watchword.http.TokenSearch.Found;
import dev.watchword.testing.Requests;
import dev.watchword.token.Reason;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 36 to 40 and 44: where a token may stand, and what is none. */
class TokenExtractorTest {
  private static final String NOTHING = "nothing";
  private static final TokenExtractor BARE = TokenExtractors.of("authorization");
  private static final TokenExtractor AUTH = TokenExtractors.of("header:auth");
  private static final TokenExtractor COOKIE = TokenExtractors.of("cookie:__Host-jwt");
  private static final TokenExtractor QUERY = TokenExtractors.of("query:access_token");

  /** The token, {@code nothing}, or the word of the reason. */
  private static String find(Requests request, TokenExtractor... sources) {
    Found found = TokenSearch.find(request.facts(), List.of(sources));
    if (found instanceof Found.Faulty faulty) {
      return faulty.fault().reason().code();
    }
    return found instanceof Found.Token token ? token.text() : NOTHING;
  }

  private static Requests with(String header, String value) {
    return Requests.get("/").header(header, value);
  }

  @ParameterizedTest // requirement 36
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "Bearer a.b.c,a.b.c",
        "bearer a.b.c,a.b.c",
        "BEARER a.b.c,a.b.c",
        "bEaReR a.b.c,a.b.c",
        "Bearer  a.b.c,a.b.c",
        "Bearer       a.b.c,a.b.c",
        "Bearer,credentials",
        "Bearer ,credentials",
        "Bearer   ,credentials",
        "Bearer a.b.c ,credentials",
        "Bearer a.b.c x,credentials",
        "Bearer a.b.c realm=x,credentials",
        "Bearer Bearer a.b.c,credentials",
        "Bearer\ta.b.c,credentials",
        "'Bearer a.b.c, Bearer a.b.c',several_tokens",
        "'Bearer a.b.c,',several_tokens",
        "'Basic YTpi, Bearer a.b.c',several_tokens",
        "',Bearer a.b.c',several_tokens",
        " Bearer a.b.c,nothing",
        "\tBearer a.b.c,credentials",
        "'',credentials",
        "Basic YTpi,nothing",
        "Token a.b.c,nothing",
        "a.b.c,nothing",
        "Bearera.b.c,nothing",
        "JWT a.b.c,nothing",
        "Basic,nothing",
        "Basic\tYTpi,credentials",
        "\ta.b.c,credentials",
        " Bearer a.b.c,nothing",
        "',Bearer a.b.c',several_tokens"
      })
  void bearerHeader_holdsSchemeAndTokenAndNothingElse(String value, String expected) {
    assertEquals(expected, find(with("Authorization", value), TokenExtractors.BEARER));
  }

  @ParameterizedTest // a tab is part of what follows, and so no token
  @ValueSource(strings = {"Bearer \ta.b.c", "Bearer a.b.c\t"})
  void tabBesideToken_isHandedOnToBeRefused(String value) {
    assertEquals(value.substring(7), find(with("Authorization", value), TokenExtractors.BEARER));
  }

  @ParameterizedTest // the Freshworks sample sends the bare token
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a.b.c,a.b.c",
        "Bearer a.b.c,a.b.c",
        "bearer  a.b.c,a.b.c",
        "Bearer,credentials",
        "'',credentials",
        "a.b.c\t,credentials",
        "'a.b.c,d.e.f',several_tokens",
        "',a.b.c',several_tokens",
        "\ta.b.c,credentials",
        " a.b.c,nothing",
        "Basic YTpi,nothing"
      })
  void bareHeader_holdsTokenWithOrWithoutScheme(String value, String expected) {
    assertEquals(expected, find(with("Authorization", value), BARE));
    assertEquals(expected, find(with("AUTH", value), AUTH));
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "JWT a.b.c,a.b.c",
        "jwt  a.b.c,a.b.c",
        "JWT,credentials",
        "JWT a.b.c x,credentials",
        "'JWT a.b.c, JWT a.b.c',several_tokens",
        "Bearer a.b.c,nothing",
        "JWTa.b.c,nothing",
        "a.b.c,nothing"
      })
  void otherScheme_isTakenWhereItIsNamed(String value, String expected) {
    TokenExtractor jwt = TokenExtractors.of("scheme:JWT");
    assertEquals(expected, find(with("Authorization", value), jwt));
    assertEquals("Send the header Authorization: JWT <token>.", jwt.advice());
    assertEquals("a.b.c", find(with("Authorization", "Bearer a.b.c"), TokenExtractors.BEARER, jwt));
    assertEquals("a.b.c", find(with("Authorization", "JWT a.b.c"), TokenExtractors.BEARER, jwt));
  }

  @Test
  void bearerAsScheme_isBearer() {
    assertEquals(TokenExtractors.BEARER, TokenExtractors.of("scheme:bearer"));
  }

  @Test // requirement 37
  void headerThatComesTwice_isRefusedThoughBothAgree() {
    Requests twice = with("Authorization", "Bearer a.b.c").header("authorization", "Bearer a.b.c");
    assertEquals("several_tokens", find(twice, TokenExtractors.BEARER));
    assertEquals("several_tokens", find(with("auth", "a.b.c").header("Auth", "a.b.c"), AUTH));
    Requests basicToo = with("Authorization", "Basic YTpi").header("Authorization", "Bearer a.b.c");
    assertEquals("several_tokens", find(basicToo, TokenExtractors.BEARER));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "__Host-jwt=a.b.c|a.b.c",
        "a=1; __Host-jwt=a.b.c; b=2|a.b.c",
        "a=1;__Host-jwt=a.b.c|a.b.c",
        " __Host-jwt = a.b.c |a.b.c",
        "__Host-jwt=|credentials",
        "__Host-jwt|nothing",
        "__host-jwt=a.b.c|nothing",
        "x__Host-jwt=a.b.c|nothing",
        "__Host-jwt2=a.b.c|nothing",
        "a=__Host-jwt=a.b.c|nothing",
        "__Host-jwt=a.b.c; __Host-jwt=a.b.c|several_tokens",
        "__Host-jwt=a.b.c; __Host-jwt=|several_tokens",
        "__Host-jwt=a,b|several_tokens",
        "|nothing"
      })
  void cookie_isFoundByItsExactName(String cookies, String expected) {
    String value = cookies == null ? "" : cookies;
    assertEquals(expected, find(with("Cookie", value), COOKIE));
  }

  @Test
  void cookieInTwoFields_isTwoTokens() {
    Requests request = with("Cookie", "__Host-jwt=a.b.c").header("Cookie", "x=y; __Host-jwt=d.e.f");
    assertEquals("several_tokens", find(request, COOKIE));
    assertEquals("a.b.c", find(with("Cookie", "__Host-jwt=a.b.c").header("Cookie", "x=y"), COOKIE));
  }

  @ParameterizedTest // requirement 40
  @CsvSource({
    "access_token=a.b.c, a.b.c",
    "x=1&access_token=a.b.c&y=2, a.b.c",
    "access_token=, credentials",
    "access_token, nothing",
    "acces%73_token=a.b.c, nothing",
    "ACCESS_TOKEN=a.b.c, nothing",
    "access_token=a.b.c&access_token=a.b.c, several_tokens",
    "access_token=a.b.c&access_token=, several_tokens",
    "xaccess_token=a.b.c, nothing",
    "x=access_token=a.b.c, nothing",
    "access_token[]=a.b.c, nothing",
    "access_token=a%2Eb, a%2Eb",
    "access_token=a.b.c;access_token=d, a.b.c;access_token=d",
    "'', nothing"
  })
  void queryParameter_isReadFromRawQuery(String query, String expected) {
    assertEquals(expected, find(Requests.get("/").query(query), QUERY));
  }

  @ParameterizedTest // requirement 40
  @CsvSource({"GET, a.b.c", "HEAD, a.b.c", "POST, nothing", "get, nothing", "OPTIONS, nothing"})
  void queryParameter_isReadOnGetAndHeadAlone(String method, String expected) {
    Requests request = Requests.request(method, "/").query("access_token=a.b.c");
    assertEquals(expected, find(request, QUERY));
  }

  @Test
  void requestWithoutQuery_hasNoParameter() {
    assertEquals(NOTHING, find(Requests.get("/"), QUERY));
  }

  @Test // requirement 39
  void twoSourcesAtOnce_areRefusedThoughBothAgree() {
    Requests both = with("Authorization", "Bearer a.b.c").query("access_token=a.b.c");
    assertEquals("several_tokens", find(both, TokenExtractors.BEARER, QUERY));
    both.header("Cookie", "__Host-jwt=a.b.c");
    assertEquals("several_tokens", find(both, TokenExtractors.BEARER, QUERY, COOKIE));
  }

  @Test // requirement 39: also when one is invalid
  void goodTokenBesideBadOne_isRefused() {
    Requests empty = with("Authorization", "Bearer a.b.c").query("access_token=");
    assertEquals("credentials", find(empty, TokenExtractors.BEARER, QUERY));
    Requests malformed = with("Authorization", "Bearer").query("access_token=a.b.c");
    assertEquals("credentials", find(malformed, TokenExtractors.BEARER, QUERY));
    assertEquals("credentials", find(malformed, QUERY, TokenExtractors.BEARER));
    Requests rubbish = with("Authorization", "Bearer rubbish").header("auth", "a.b.c");
    assertEquals("several_tokens", find(rubbish, TokenExtractors.BEARER, AUTH));
  }

  @Test // requirement 38
  void sourceThatIsNotListed_isNotEvenRead() {
    Requests request =
        with("Cookie", "__Host-jwt=a.b.c").header("auth", "a.b.c").query("access_token=a.b.c");
    assertEquals(NOTHING, find(request, TokenExtractors.BEARER));
    assertEquals(List.of("Authorization"), request.askedFor());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bearer",
        "authorization",
        "scheme:JWT",
        "header:auth",
        "cookie:__Host-jwt",
        "query:t"
      })
  void configName_isReadAndWrittenAlike(String word) {
    assertEquals(word, TokenExtractors.of(word).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "BEARER",
        "header",
        "header:",
        "cookie:",
        "query:",
        "query:a b",
        "body:x",
        "header:a:b",
        "cookie:a=b",
        "cookie:a;b",
        "query:\u00e9",
        "bearer:x",
        "scheme:",
        "scheme:Basic",
        "scheme:NTLM",
        "scheme:a b",
        "header:a,b"
      })
  void unknownName_isRefusedWithExpectedForm(String word) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> TokenExtractors.of(word));
    assertEquals(
        "'"
            + word
            + "' is none of bearer, authorization, scheme:NAME, header:NAME, cookie:NAME, query:NAME, form:NAME, json:NAME, subprotocol",
        refusal.getMessage());
  }

  @ParameterizedTest // or caches would store the answer to one token for all (RFC 9111 section 3.5)
  @CsvSource(
      nullValues = "-",
      value = {
        "bearer, -, -",
        "authorization, -, -",
        "header:AUTHORIZATION, -, -",
        "header:auth, auth, private",
        "cookie:jwt, Cookie, private",
        "query:t, -, 'private, no-store'",
      })
  void answer_variesByWhereTokenStands(String word, String field, String cacheControl) {
    TokenExtractor source = TokenExtractors.of(word);
    assertEquals(field, value(TokenSearch.headers(List.of(source), null), "Vary"));
    List<HttpAnswer.Header> found = TokenSearch.headers(List.of(source), source);
    assertEquals(field, value(found, "Vary"));
    assertEquals(cacheControl, value(found, "Cache-Control"));
  }

  private static String value(List<HttpAnswer.Header> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equals(name))
        .map(HttpAnswer.Header::value)
        .findFirst()
        .orElse(null);
  }

  @Test // requirement 79
  void turkishLocale_changesNothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertEquals("query:access_token", QUERY.toString());
      assertEquals("a.b.c", find(with("AUTHORIZATION", "BEARER a.b.c"), TokenExtractors.BEARER));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test // requirement 25
  void foundToken_isNotShown() {
    Found found =
        TokenSearch.find(
            with("Authorization", "Bearer a.b.c").facts(), List.of(TokenExtractors.BEARER));
    assertInstanceOf(Found.Token.class, found);
    assertEquals("Token[*** in bearer]", found.toString());
    assertEquals(Reason.SEVERAL_TOKENS.code(), "several_tokens");
  }

  /** What an application's own function says without a word more is the careful answer. */
  @Test // requirement 41
  void howTokensTravel_isSaidByEachPlace() {
    TokenExtractor function = facts -> Extraction.none();
    assertEquals("ambient * A token is needed.", travel(function));
    assertEquals("in URL null Send the query parameter access_token=<token>.", travel(QUERY));
    TokenExtractor read = TokenExtractors.header("X-Legacy", Extraction::token);
    assertEquals("X-Legacy Send the token in the header X-Legacy.", travel(read));
    assertEquals("header:X-Legacy", read.toString());
  }

  private static String travel(TokenExtractor place) {
    return (place.isAmbient() ? "ambient " : "")
        + (place.isInUrl() ? "in URL " : "")
        + place.varyBy()
        + " "
        + place.advice();
  }

  @Test // requirement 25
  void extractedToken_isNotShown() {
    assertEquals("Token[***]", Extraction.token("a.b.c").toString());
  }
}
