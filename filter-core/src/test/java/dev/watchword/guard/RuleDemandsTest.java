package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.event.GuardEvent;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that ask more than one thing of a caller, from their words to the answer. */
class RuleDemandsTest {
  private static final byte[] SECRET = TestSecrets.text("main").getBytes(StandardCharsets.US_ASCII);

  private final List<GuardEvent> events = new ArrayList<>();

  private Watchword watchword(String rule) {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(() -> Tokens.NOW)
        .listener(events::add)
        .set("watchword.secret", TestSecrets.text("main"))
        .set("watchword.rules", "r")
        .set("watchword.rule.r", "/x " + rule)
        .start();
  }

  private Decision decision(String rule, Tokens token) {
    try (Watchword watchword = watchword(rule)) {
      return watchword
          .guard()
          .check(Requests.get("/x").bearer(token.secret(SECRET).text()).facts());
    }
  }

  /** The reason of the refusal; "granted" for none. */
  private String outcome(String rule, Tokens token) {
    return decision(rule, token) instanceof Decision.Pass
        ? "granted"
        : events.get(events.size() - 1).reason().code();
  }

  @ParameterizedTest
  @CsvSource({
    "role a or b, a, granted",
    "role a or b, c b, granted",
    "role a or b, c, role",
    "role a or b, a-b, role",
    "role a and b, b c a, granted",
    "role a and b, a, role",
    "role a and b, ab, role",
    "scope a or b, b, granted",
    "scope a or b, c, scope",
    "scope a and b, a b, granted",
    "scope a and b, b, scope",
    "scope a and b, A B, scope",
  })
  void severalRolesOrScopes_areAllNeededOrOneOfThem(String rule, String words, String outcome) {
    Tokens token = Tokens.good().claim("roles", words).claim("scope", words);
    assertEquals(outcome, outcome(rule, token));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          plan=gold           | "gold"                   | granted
          plan=gold           | "Gold"                   | wrong_claim
          plan=gold           | " gold"                  | wrong_claim
          plan=gold           | null                     | wrong_claim
          plan=gold           | {"gold":true}            | wrong_claim
          plan=gold           | ["silver","gold"]        | granted
          plan=gold           | [["gold"]]               | wrong_claim
          plan=gold           | []                       | wrong_claim
          plan=gold or silver | "silver"                 | granted
          plan=gold or silver | "gold silver"            | wrong_claim
          plan=a and b        | ["b","c","a"]            | granted
          plan=a and b        | ["a"]                    | wrong_claim
          plan=true           | true                     | granted
          plan=true           | false                    | wrong_claim
          plan=1000           | 1000                     | granted
          plan=1000           | 1e3                      | wrong_claim
          plan=1000           | 1000.0                   | wrong_claim
          plan=-0             | -0.0                     | wrong_claim
          plan=1              | 01                       | payload
          plan=9007199254740993 | 9007199254740993       | granted
          plan=9007199254740992 | 9007199254740993       | wrong_claim
          plan=99999999999999999999 | 99999999999999999999 | granted
          plan=null           | null                     | wrong_claim
          plan.tier=gold      | {"tier":"gold"}          | granted
          plan.tier=gold      | {"tier":"silver"}        | wrong_claim
          plan=gold claim sub=alice | "gold"             | granted
          plan=gold claim sub=bob | "gold"               | wrong_claim
          """)
  void claim_isComparedLetterByLetterAndNumbersAsDigits(String rule, String json, String outcome) {
    assertEquals(outcome, outcome("claim " + rule, Tokens.good().rawClaim("plan", json.strip())));
  }

  @Test
  void claimThatIsMissing_isRefused() {
    assertEquals("wrong_claim", outcome("claim plan=gold", Tokens.good()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a       | "a"       | granted
          a       | ["b","a"] | granted
          a       | "a b"     | wrong_audience
          a       | ["b"]     | wrong_audience
          a or b  | "b"       | granted
          a and b | ["b","a"] | granted
          a and b | "a"       | wrong_audience
          """)
  void audienceOfOnePath_isAskedBesideThoseOfIssuer(String rule, String aud, String outcome) {
    assertEquals(outcome, outcome("audience " + rule, Tokens.good().rawClaim("aud", aud)));
  }

  @Test
  void audienceThatIsMissing_isRefused() {
    assertEquals("wrong_audience", outcome("audience a", Tokens.good().without("aud")));
  }

  @ParameterizedTest
  @CsvSource({
    "at+jwt, at+jwt, granted",
    "at+jwt, application/AT+JWT, granted",
    "at+jwt, JWT, kind",
    "jwt, at+jwt, kind",
    "jwt, JWT, granted",
    "jwt or at+jwt, at+jwt, granted",
    "at+jwt, widget+jwt, kind",
  })
  void typ_isAskedFor(String rule, String typ, String outcome) {
    assertEquals(outcome, outcome("typ " + rule, Tokens.good().header("typ", typ)));
  }

  @Test
  void typThatIsMissing_isNeitherOfThem() {
    assertEquals(
        "kind", outcome("typ jwt or at+jwt", Tokens.good().rawHeader("{\"alg\":\"HS256\"}")));
  }

  @Test // RFC 6750 section 3: what a client should ask for, and no more than is needed
  void challenge_namesScopesThatAreNeeded() {
    for (String[] row :
        new String[][] {{"scope b and a", "a b"}, {"scope b or a", "b"}, {"scope a", "a"}}) {
      Decision.Stop stop = assertInstanceOf(Decision.Stop.class, decision(row[0], Tokens.good()));
      assertTrue(
          stop.answer().headers().toString().contains("scope=\"" + row[1] + "\""),
          () -> stop.answer().headers().toString());
    }
  }

  @Test // the value that came is not told: it may be anybody's
  void refusal_saysWhatTheRuleAsksForAndNotWhatCame() {
    assertEquals("wrong_claim", outcome("claim plan=gold", Tokens.good().claim("plan", "mine")));
    GuardEvent event = events.get(events.size() - 1);
    assertEquals(Reason.WRONG_CLAIM, event.reason());
    assertEquals("rule 'r' demands kind signed, claim plan=gold", event.detail());
  }
}
