package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Health;
import dev.watchword.MinutePassed;
import dev.watchword.Watchword;
import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import dev.watchword.event.Notice;
import dev.watchword.guard.LimitPolicy.Per;
import dev.watchword.http.RequestFacts;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.RateLimit;
import dev.watchword.testing.Requests;
import dev.watchword.testing.SettingsFixture;
import dev.watchword.testing.TestSecrets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which limits the settings make, and what an operator hears of one whose table is full. */
class LimitSettingsTest {
  private static final String FULL =
      "full for bad tokens; whoever is new there shares one allowance";

  /** The limits of all rules by their names; two of one name must be the same. */
  private static Map<String, LimitPolicy> policies(SettingsFixture given) {
    Map<String, LimitPolicy> policies = new HashMap<>();
    for (PathRule rule : given.read().policy().rules().all()) {
      LimitPolicy limit = rule.limit();
      LimitPolicy shared = limit == null ? null : limit.at("");
      LimitPolicy before = shared == null ? null : policies.put(shared.name(), shared);
      assertTrue(before == null || before.equals(shared), () -> before + " and " + shared);
    }
    return policies;
  }

  @ParameterizedTest
  @CsvSource({
    "/x limit 5/1m, r, CALLER",
    "/x public limit 5/1m, r, ADDRESS",
    "/x limit heavy, heavy, CALLER",
    "/x limit wide, wide, EVERYONE",
    "/x limit public, public, ADDRESS",
    "/x public limit public, public, ADDRESS",
    "/x public, public, ADDRESS",
    "/x limit publishable, publishable, CALLER",
    "/x publishable, publishable, CALLER",
    "/x limit failures, failures, ADDRESS",
  })
  void name_isOnePolicyWhereverItIsNamed(String line, String name, Per per) {
    SettingsFixture given =
        SettingsFixture.aSecret()
            .and("watchword.rules=r,a,b,c,d,e; watchword.public=/open; watchword.rule.r=" + line)
            .and("watchword.rule.a=/a limit heavy; watchword.rule.b=/b public")
            .and("watchword.rule.c=/c limit public; watchword.rule.d=/d publishable")
            .and("watchword.rule.e=/e limit wide")
            .and("watchword.limit.heavy=5/1m; watchword.limit.wide=5/1m")
            .and("watchword.limit.wide.per=everyone; watchword.limit.public=5/1m")
            .and("watchword.limit.publishable=5/1m; watchword.limit.failures=5/1m");
    assertEquals(new LimitPolicy(name, RateLimit.of("5/1m"), per), policies(given).get(name));
  }

  /** The status of a request from one address. */
  private static int status(Watchword watchword, String path) {
    return watchword.guard().check(Requests.get(path).facts()) instanceof Decision.Stop stop
        ? stop.answer().status()
        : 200;
  }

  @Test // a probe must not be refused for what others do on other open paths
  void eachOpenRule_hasAllowanceOfItsOwn() {
    try (Watchword watchword =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .set("watchword.secret", TestSecrets.text("main"))
            .set("watchword.public", "/health,/live,/public/*")
            .set("watchword.rules", "a,b,c,d")
            .set("watchword.rule.a", "/a public")
            .set("watchword.rule.b", "/b public limit public")
            .set("watchword.rule.c", "/c public limit shared")
            .set("watchword.rule.d", "/d public limit shared")
            .set("watchword.limit.shared", "1/1h")
            .set("watchword.limit.public", "1/1h")
            .start()) {
      for (String path : List.of("/public/x", "/health", "/live", "/a", "/b", "/c")) {
        assertEquals(200, status(watchword, path), path);
        assertEquals(429, status(watchword, path), path);
      }
      assertEquals(429, status(watchword, "/public/y"), "the same rule");
      assertEquals(429, status(watchword, "/d"), "a limit that rules name is shared");
    }
  }

  @ParameterizedTest
  @CsvSource({"public", "publishable", "failures", "heavy"})
  void limitThatIsOff_isNone(String name) {
    SettingsFixture given =
        SettingsFixture.aSecret().and("watchword.rules=r; watchword.limit." + name + "=off");
    assertEquals(Map.of(), policies(given.and("watchword.rule.r=/x limit " + name)));
  }

  @ParameterizedTest
  @CsvSource({"public", "publishable", "failures", "heavy"})
  void ruleLimitWithNameOfOtherLimit_isMistake(String name) {
    SettingsFixture given =
        SettingsFixture.aSecret().and("watchword.limit.heavy=5/1m; watchword.rules=" + name);
    assertEquals(
        "watchword.rule.%s (test) is wrong: there is another limit of that name, watchword.limit.%s; rename the rule"
            .formatted(name, name),
        given.and("watchword.rule." + name + "=/x limit 5/1m").mistake());
  }

  @Test
  void fullTable_isReportedOnceAndShownInHealth() {
    List<Notice> notices = new ArrayList<>();
    try (Watchword watchword = listeningTo(notices)) {
      assertNull(watchword.health().data().get("limits.failures"));
      int half = MemoryStore.DEFAULT_SIZE / 2;
      flood(watchword, 1, half);
      MinutePassed.on(watchword);
      assertEquals(List.of(), notices);
      flood(watchword, half, half + 1);
      MinutePassed.on(watchword);
      MinutePassed.on(watchword);
      assertEquals(1, notices.size());
      assertEquals(Notice.Kind.LIMITS_FULL, notices.get(0).kind());
      assertEquals("limits of failures: " + FULL, notices.get(0).text());
      Health health = watchword.health();
      assertEquals("UP", health.status());
      assertEquals(FULL, health.data().get("limits.failures"));
      assertNull(health.data().get("limits.callers"));
    }
  }

  private static Watchword listeningTo(List<Notice> notices) {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .set("watchword.secret", TestSecrets.text("main"))
        .set("watchword.limit.failures", "1/1d") // so that nothing leaves while the test runs
        .listener(
            new GuardListener() {
              @Override
              public void decided(GuardEvent event) {}

              @Override
              public void noticed(Notice notice) {
                notices.add(notice);
              }
            })
        .start();
  }

  /** A bad token from each of these addresses, without a line about each. */
  private static void flood(Watchword watchword, int from, int until) {
    Logger lines = Logger.getLogger("dev.watchword");
    Level before = lines.getLevel();
    lines.setLevel(Level.WARNING);
    for (int i = from; i < until; i++) {
      String address = "10." + (i >> 16) + "." + (i >> 8 & 0xFF) + "." + (i & 0xFF);
      RequestFacts facts = Requests.get("/x").bearer("garbage").address(address).facts();
      assertNotNull(watchword.guard().check(facts));
    }
    lines.setLevel(before);
  }
}
