package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.SettingsFixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Path rules as words: what they mean, and what is said of words that mean nothing. */
class PathRuleSettingsTest {
  private static final String FORM =
      "; a rule is [METHODS] PATTERN [token|optional|public|publishable|own|deny] [role R] [scope S]"
          + " [claim NAME=VALUE]... [audience A] [typ T] [source S] [issuer I] [kind K] [limit L] [once] [hide] [bodyhash C] [qsh BASE] [stream FATE] [from DATE], such as: GET,POST /admin/* role admin";

  private static SettingsFixture rule(String words) {
    return SettingsFixture.aSecret().and("watchword.rules=r").and("watchword.rule.r", words);
  }

  private static List<String> meanings(SettingsFixture given) {
    return given.read().policy().rules().all().stream().map(PathRule::describe).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          /admin/*                           | /admin/* needs a token
          /admin/* token                     | /admin/* needs a token
          /admin/* role admin                | /admin/* needs a token, role admin
          /x stream keep                     | /x needs a token, streams keep
          /x optional stream require-update  | /x open; a token that is sent must be valid, streams require-update
          POST /admin scope a:b              | POST /admin needs a token, scope a:b
          PUT,GET /x role a scope b          | GET,PUT /x needs a token, role a, scope b
          /x role boss or admin              | /x needs a token, role admin or boss
          /x role a and b and c scope d or e | /x needs a token, role a and b and c, scope d or e
          /x role or                         | /x needs a token, role or
          /x role and and or                 | /x needs a token, role and and or
          /x hide source header:auth,cookie:t | /x needs a token, hidden from the application
          /x bodyhash payload_hash           | /x needs a token, bound to its body by claim payload_hash
          /x qsh /                           | /x needs a token, bound to the request by claim qsh
          /x qsh /app or context-qsh         | /x needs a token, bound to the request below /app by claim qsh (or context-qsh)
          /x claim plan=gold                 | /x needs a token, claim plan=gold
          /x claim plan=silver or gold claim a.b=true | /x needs a token, claim a.b=true, claim plan=gold or silver
          /x claim groups=a and b            | /x needs a token, claim groups=a and b
          /x claim https://a.example/c.plan=a=b | /x needs a token, claim https://a.example/c.plan=a=b
          /x audience https://a.example or b | /x needs a token, audience b or https://a.example
          /x audience a and b                | /x needs a token, audience a and b
          /x typ AT+JWT                      | /x needs a token, typ at+jwt
          /x typ at+jwt or jwt role a        | /x needs a token, typ at+jwt or jwt, role a
          /x source query:t kind signed typ jwt | /x needs a token, typ jwt
          HEAD /x kind widget                | GET /x needs a token, kind widget
          /x once                            | /x needs a token, each token once
          /x optional once role a            | /x open; a token that is sent must be valid, role a, each token once
          /x issuer default                  | /x needs a token, issuer default
          /feed/* optional role reader       | /feed/* open; a token that is sent must be valid, role reader
          /health public                     | /health open
          /token own                         | /token open; the endpoint checks its callers itself
          /internal/* deny                   | /internal/* closed
          / public                           | / open
          PROPFIND,VERSION-CONTROL /dav/* deny | PROPFIND,VERSION-CONTROL /dav/* closed
          method:ANY /x deny                 | ANY /x closed
          method:HEAD,method:m-search /x     | GET,m-search /x needs a token
          """)
  void lineOfWords_isRule(String words, String meaning) {
    assertEquals(List.of(meaning, "/* needs a token"), meanings(rule(words)));
  }

  @Test
  void whiteSpaceOfAnyKind_separatesWords() {
    assertEquals(
        List.of("GET /x needs a token, role a", "/* needs a token"),
        meanings(rule("\n    GET\t/x\n    role   a\n")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          admin                        | 'admin' is neither methods nor a path
          get /x                       | 'get' is neither methods nor a path
          GET;POST /x                  | 'GET;POST' is neither methods nor a path
          ,  /x deny                   | ',' is neither methods nor a path
          GET,get /x                   | 'GET,get' is neither methods nor a path
          GET                          | it has no path
          /x role                      | 'role' is not understood
          /x role a token              | 'token' is not understood
          /x token admin               | 'admin' is not understood
          /x role a scope              | 'scope' is not understood
          /x role a xor b              | 'xor' is not understood
          /x role a, b                 | 'b' is not understood
          /x typ at+jwt and jwt        | 'and' is not understood
          /x kind signed or widget     | 'or' is not understood
          /x once or twice             | 'or' is not understood
          /x claim                     | 'claim' is not understood
          """)
  void wordsThatMakeNoRule_areRefusedWithExpectedForm(String words, String complaint) {
    assertEquals("watchword.rule.r (test) is wrong: " + complaint + FORM, rule(words).mistake());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          /x Public          | 'Public' is none of token, optional, public, publishable, own, deny
          /x admin           | 'admin' is none of token, optional, public, publishable, own, deny
          /x role a role b   | 'role' stands twice
          /x stream off      | 'off' is none of keep, close, require-update
          /x public stream keep | a path that is public demands nothing
          /x once once       | 'once' stands twice
          /x role a or b and c | 'role' has both 'or' and 'and'; write one of them
          /x role a or       | nothing follows 'or'
          /x scope a and a   | 'scope' has a value twice
          /x audience a audience b | 'audience' stands twice
          /x hide source json:t | hide takes tokens out of headers, cookies, queries and forms, and not out of json:t
          /x publishable bodyhash a | a publishable token has no role, scope or claim
          /x public bodyhash a | a path that is public demands nothing
          /x qsh context-qsh | qsh is followed by the path of the app's base URL, such as: qsh / or context-qsh
          /x qsh app | qsh is followed by the path of the app's base URL, such as: qsh / or context-qsh
          /x qsh /a or /b | qsh is followed by the path of the app's base URL, such as: qsh / or context-qsh
          /x qsh /a/ | qsh is followed by the path of the app's base URL, such as: qsh / or context-qsh
          /x qsh /../a | qsh is followed by the path of the app's base URL, such as: qsh / or context-qsh
          /x publishable qsh / | a publishable token has no role, scope or claim
          /x public qsh / | a path that is public demands nothing
          /x public hide     | a path that is public demands nothing
          /x claim plan      | 'plan' is not NAME=VALUE, as in claim plan=gold or silver
          /x claim plan=     | 'plan=' is not NAME=VALUE, as in claim plan=gold or silver
          /x claim =gold     | '=gold' is not NAME=VALUE, as in claim plan=gold or silver
          /x claim plan=a or plan=b | 'plan=b': the name of a claim and each value stand once, as in plan=gold or silver
          /x claim plan=a or a | 'a': the name of a claim and each value stand once, as in plan=gold or silver
          /x claim plan=a claim plan=b | claim 'plan' stands twice
          /x typ widget+jwt  | typ 'widget+jwt' is none of jwt, at+jwt
          /x typ at+jwt kind widget | typ is for tokens of the kind signed
          /x source query:t typ jwt | typ is for tokens of the kind signed
          /x publishable role a | a publishable token has no role, scope or claim
          /x publishable claim a=b | a publishable token has no role, scope or claim
          /x public audience a | a path that is public demands nothing
          /x own typ jwt     | a path that is own demands nothing
          /x publishable once | a publishable token is there to be shown many times
          /x public once     | a path that is public demands nothing
          /x own once        | a path that is own demands nothing
          /x public role a   | a path that is public demands nothing
          /x own scope a     | a path that is own demands nothing
          /x issuer acme     | there is no issuer 'acme'
          /x kind Signed     | 'Signed' is none of signed, widget
          /x source body     | 'body' is none of bearer, authorization, scheme:NAME, header:NAME, cookie:NAME, query:NAME, form:NAME, json:NAME, subprotocol
          /x source cookie:  | 'cookie:' is none of bearer, authorization, scheme:NAME, header:NAME, cookie:NAME, query:NAME, form:NAME, json:NAME, subprotocol
          /x source ,        | ',' names no place for the token
          /x source bearer,authorization | 'bearer,authorization' names the same place twice
          /x source scheme:JWT,scheme:jwt | 'scheme:JWT,scheme:jwt' names the same place twice
          /x source authorization,scheme:Bearer | 'authorization,scheme:Bearer' names the same place twice
          /x source header:Auth,header:auth | 'header:Auth,header:auth' names the same place twice
          /x source header:authorization,bearer | 'header:authorization,bearer' names the same place twice
          /x limit many      | 'many' is neither a limit such as 100/1m nor the name of a watchword.limit.
          /x limit 10/       | '10/' is no limit; write 100/1m, 20/1s+50 for a burst, or off
          """)
  void unknownWord_isRefusedWithAllowedWords(String words, String complaint) {
    assertEquals("watchword.rule.r (test) is wrong: " + complaint, rule(words).mistake());
  }

  @ParameterizedTest // it would restrict nothing
  @CsvSource({
    "ANY /admin/* role admin, ANY",
    "DELTE /x/* deny, DELTE",
    "'GET,PSOT /x/* role admin', PSOT",
    "ALL /x deny, ALL",
    "PRI /x deny, PRI",
  })
  void methodThatHttpDoesNotHave_stopsStart(String words, String method) {
    assertEquals(
        "watchword.rule.r (test) is wrong: '"
            + method
            + "' is no method of HTTP; write method:"
            + method
            + " if requests really have it, and no method at all for every method",
        rule(words).mistake());
  }

  @ParameterizedTest
  @ValueSource(strings = {"method:get", "method:", "method:A:B", "method:Delete"})
  void otherMethod_isNoneOfHttpInOtherCapitals(String method) {
    assertEquals(
        "watchword.rule.r (test) is wrong: '"
            + method
            + "' names no method; capitals count, and GET is not get",
        rule(method + " /x deny").mistake());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/*x", "/a/*/b", "//", "/a//b", "/a/../b", "/a/./b", "/a;b", "/%61", "/a?b"})
  void patternThatIsNoPathOrPrefix_isRefused(String path) {
    String complaint =
        "'" + path + "' is not a path such as /health, or /public/* for all below it";
    assertEquals("watchword.rule.r (test) is wrong: " + complaint, rule(path).mistake());
    assertEquals(
        "watchword.public (test) is wrong: " + complaint,
        SettingsFixture.aSecret().and("watchword.public", "/ok," + path).mistake());
  }

  @Test
  void unreachableRule_failsStart() {
    SettingsFixture given = SettingsFixture.aSecret().and("watchword.rules=all,one");
    given.and("watchword.rule.all=/a/* role x; watchword.rule.one=/a/b deny");
    assertEquals(
        "rule 'one' (/a/b) can never match: rule 'all' (/a/*) takes all of its paths before it",
        given.mistake());
    assertEquals(
        "rule 'public' (/a) can never match: rule 'r' (/a/*) takes all of its paths before it",
        rule("/a/* deny").and("watchword.public=/a").mistake());
  }

  @Test
  void ruleWithMethods_leavesOthersToNextRule() {
    assertEquals(
        List.of("GET /a/* open", "/a/b needs a token, role x", "/* needs a token"),
        meanings(
            SettingsFixture.aSecret()
                .and("watchword.rules=get,rest; watchword.rule.get=GET /a/* public")
                .and("watchword.rule.rest=/a/b role x")));
  }

  @Test
  void unlistedOrMissingRule_isMistake() {
    assertEquals(
        "watchword.rule.b (test) is of no use: watchword.rules does not list 'b'"
            + " (where it stands twice, the last one counts)",
        rule("/a").and("watchword.rule.b=/b").mistake());
    assertEquals(
        "watchword.rule.b is not set, but watchword.rules lists 'b'",
        rule("/a").and("watchword.rules=r,b").mistake());
    assertEquals(
        "watchword.rule.b is not set, but watchword.rules lists 'b'",
        rule("/a").and("watchword.rules=r,b; watchword.rule.b= ").mistake());
  }

  @Test
  void ruleNamedLikeLimit_isMistake() {
    assertEquals(
        "watchword.rule.r (test) is wrong: there is another limit of that name,"
            + " watchword.limit.r; rename the rule",
        rule("/x limit 5/1s").and("watchword.limit.r=10/1m").mistake());
    assertEquals(1 + 1, meanings(rule("/x limit r").and("watchword.limit.r=10/1m")).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bearer,header:auth",
        "scheme:JWT,scheme:MAC",
        "cookie:a,cookie:A",
        "query:a,cookie:a"
      })
  void differentPlaces_standTogether(String places) {
    SettingsFixture given = rule("/x source " + places);
    List<String> sources =
        given.read().policy().rules().all().get(0).sources().stream()
            .map(Object::toString)
            .toList();
    assertEquals(places, String.join(",", sources));
  }
}
