package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.Watchword;
import dev.watchword.event.GuardEvent;
import dev.watchword.testing.Requests;
import dev.watchword.testing.SettingsFixture;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits that look at claims: one for each value, and tiers of callers. */
class TierLimitTest {
  private static final byte[] SECRET = TestSecrets.text("main").getBytes(StandardCharsets.US_ASCII);

  private final List<GuardEvent> events = new ArrayList<>();
  private final Watchword watchword =
      Watchword.builder()
          .surroundings(Map.of(), new Properties())
          .clock(() -> Tokens.NOW)
          .listener(events::add)
          .set("watchword.secret", TestSecrets.text("main"))
          .set("watchword.rules", "tier,rest,org,open")
          .set("watchword.rule.tier", "/tier limit gold or silver or free")
          .set("watchword.rule.rest", "/rest limit gold or off")
          .set("watchword.rule.org", "/org limit org")
          .set("watchword.rule.open", "/open optional limit gold or org")
          .set("watchword.limit.gold", "3/1h when plan=gold or platinum")
          .set("watchword.limit.silver", "2/1h when plan=silver")
          .set("watchword.limit.free", "1/1h")
          .set("watchword.limit.org", "1/1h")
          .set("watchword.limit.org.per", "claim:org.id")
          .start();

  @AfterEach
  void stop() {
    watchword.close();
  }

  /** How many of five requests get in. */
  private int granted(String path, @Nullable Tokens token) {
    int granted = 0;
    for (int i = 0; i < 5; i++) {
      Requests request = Requests.get(path);
      Requests sent = token == null ? request : request.bearer(token.secret(SECRET).text());
      granted += watchword.guard().check(sent.facts()) instanceof Decision.Pass ? 1 : 0;
    }
    return granted;
  }

  private static Tokens caller(String name, String claim, String json) {
    return Tokens.good().claim("sub", name).rawClaim(claim, json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /tier | "gold"     | 3
          /tier | "platinum" | 3
          /tier | "silver"   | 2
          /tier | ["gold"]   | 3
          /tier | "Gold"     | 1
          /tier | "bronze"   | 1
          /tier | null       | 1
          /tier | 7          | 1
          /rest | "gold"     | 3
          /rest | "silver"   | 5
          """)
  void caller_hasLimitOfFirstTierThatFits(String path, String plan, int granted) {
    assertEquals(granted, granted(path, caller("alice", "plan", plan)));
  }

  @Test
  void eachCallerOfTier_hasAllowanceOfTheirOwn() {
    assertEquals(3, granted("/tier", caller("alice", "plan", "\"gold\"")));
    assertEquals(3, granted("/tier", caller("bob", "plan", "\"gold\"")));
    assertEquals(0, granted("/tier", caller("bob", "plan", "\"platinum\"")), "the same limit");
  }

  @Test
  void requestWithoutToken_isOfNoTierAndCountsForItsAddress() {
    assertEquals(1, granted("/open", null));
  }

  @Test
  void callersWithOneValue_shareAnAllowance() {
    assertEquals(1, granted("/org", caller("alice", "org", "{\"id\":\"acme\"}")));
    assertEquals(0, granted("/org", caller("bob", "org", "{\"id\":\"acme\"}")));
    assertEquals(1, granted("/org", caller("bob", "org", "{\"id\":\"globex\"}")));
    assertEquals(1, granted("/org", caller("bob", "org", "{\"id\":7}")));
    assertEquals(0, granted("/org", caller("bob", "org", "{\"id\":\"7\"}")), "one text");
  }

  @ParameterizedTest // or whoever leaves it out would not be counted, or share with all others
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"id":null}
          {"id":["acme"]}
          {"id":{"a":1}}
          {"id":1e3}
          {"id":1.5}
          {}
          """)
  void callerWithoutCountableValue_isRefused(String org) {
    assertEquals(0, granted("/org", caller("alice", "org", org)));
    assertEquals("claim", events.get(0).reason().code());
    assertEquals("claim 'org.id' has no value that limit 'org' can count", events.get(0).detail());
  }

  @Test // it would take the places of others in the table
  void longestValueThatCounts_has256Characters() {
    String longest = "x".repeat(256);
    assertEquals(1, granted("/org", caller("a", "org", "{\"id\":\"" + longest + "\"}")));
    assertEquals(0, granted("/org", caller("a", "org", "{\"id\":\"" + longest + "x\"}")));
  }

  @Test
  void rule_saysItsTiers() {
    assertEquals(
        "/r needs a token, 9 in 60 s for each caller with claim plan=gold, else 1 in 60 s for each"
            + " value of claim org",
        limits("gold=9/1m when plan=gold;org=1/1m;org.per=claim:org", "gold or org")
            .read()
            .policy()
            .rules()
            .all()
            .get(0)
            .describe());
  }

  private static SettingsFixture limits(String limits, String words) {
    SettingsFixture given = SettingsFixture.aSecret().and("watchword.rules=r");
    for (String limit : limits.split(";")) {
      int equals = limit.indexOf('=');
      given =
          given.and("watchword.limit." + limit.substring(0, equals), limit.substring(equals + 1));
    }
    return given.and("watchword.rule.r", "/r limit " + words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          gold=9/1m when plan=gold      | gold         | rule.r (test) is wrong: limit 'gold' is not for every caller; name that of all others after it: limit gold or NAME
          gold=9/1m                     | gold or 1/1m | rule.r (test) is wrong: limit 'gold' is for every caller, so those after it are for nobody
          gold=9/1m                     | gold or gold | rule.r (test) is wrong: 'limit' has a value twice
          gold=9/1m when                | gold or off  | limit.gold (test) is wrong: '9/1m when' is no limit; write 1000/1m when plan=gold, or when plan=gold or silver
          gold=9/1m when plan=a b       | gold or off  | limit.gold (test) is wrong: '9/1m when plan=a b' is no limit; write 1000/1m when plan=gold, or when plan=gold or silver
          gold=9/1m when plan           | gold or off  | limit.gold (test) is wrong: 'plan' is not NAME=VALUE, as in claim plan=gold or silver
          gold=off when plan=gold       | gold or off  | limit.gold (test) is wrong: 'off' is no limit; write 100/1m, 20/1s+50 for a burst, or off
          gold=9/1m;gold.per=claim:     | gold         | limit.gold.per (test) is wrong: 'claim:' is none of address, caller, issuer, everyone, claim:NAME
          gold=9/1m;gold.per=claim      | gold         | limit.gold.per (test) is wrong: 'claim' is none of address, caller, issuer, everyone, claim:NAME
          """)
  void mistakeInTier_isTold(String limits, String words, String mistake) {
    List<String> mistakes = limits(limits, words).mistakes();
    assertEquals("watchword." + mistake, mistakes.get(0), mistakes::toString);
  }
}
