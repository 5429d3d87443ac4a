package dev.watchword;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.Notice;
import dev.watchword.guard.Decision;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.limit.Store;
import dev.watchword.settings.SettingsException;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a start wants a store to remember, and how an operator learns that it does not answer. */
class StoreUseTest {
  private static final String DOWN =
      "the store cannot be reached (java.lang.UnsupportedOperationException)";
  private static final RuntimeException FAULT = new UnsupportedOperationException("CANARY");
  private static final Store COUNTS_ALONE = (bucket, limit) -> null;

  private final FailingStore store = new FailingStore();
  private final List<Notice> notices = new ArrayList<>();
  private int asked;

  private WatchwordBuilder builder(Store own, String... settings) {
    WatchwordBuilder builder =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .clock(() -> Tokens.NOW)
            .listener(new NoticeListener(notices::add))
            .store(own);
    builder.nanos = new AtomicLong()::get;
    for (String setting : settings) {
      String[] both = setting.split("=", 2);
      builder.set("watchword." + both[0], both[1]);
    }
    return builder;
  }

  private WatchwordBuilder lone(Store own, String... settings) {
    return builder(own, settings).secret(TestSecrets.text("use"));
  }

  /** With another token each time. */
  private Decision ask(Watchword watchword, String path) {
    byte[] secret = TestSecrets.text("use").getBytes(StandardCharsets.US_ASCII);
    String token = Tokens.good().secret(secret).claim("jti", "" + ++asked).text();
    return watchword.guard().check(Requests.get(path).bearer(token).facts());
  }

  private static void assertMistake(String sentence, WatchwordBuilder wrong) {
    String told = assertThrows(SettingsException.class, wrong::start).getMessage();
    assertTrue(told.contains(sentence), told);
  }

  private static String butTheStore(Store store, String what, String method) {
    return ", but the store %s remembers no %s: give it %s, or take another store"
        .formatted(store.getClass().getName(), what, method);
  }

  @Test
  void storeThatRemembersNothing_isMistakeWhereIssuerWantsIt() {
    String revocations = butTheStore(COUNTS_ALONE, "revocations", "denyList()");
    String usedTokens = butTheStore(COUNTS_ALONE, "used tokens", "usedTokens()");
    WatchwordBuilder wrong =
        builder(
            COUNTS_ALONE,
            "issuers=acme,globex,plain",
            "issuer.acme.revocation=on",
            "issuer.globex.singleuse=on");
    for (String name : List.of("acme", "globex", "plain")) {
      wrong.set("watchword.issuer." + name + ".secret", TestSecrets.text(name));
    }
    assertMistake("issuer 'acme' has revocation=on" + revocations, wrong);
    assertMistake("issuer 'globex' has singleuse=on" + usedTokens, wrong);
    String told = assertThrows(SettingsException.class, wrong::start).getMessage();
    assertEquals(2, told.split("but the store", -1).length - 1, told);
    assertFalse(told.contains("plain"), told);
  }

  @Test
  void storeThatRemembersNoUses_isMistakeWhereRuleTakesTokensOnce() {
    assertMistake(
        "rule 'pay' takes each token once"
            + butTheStore(COUNTS_ALONE, "used tokens", "usedTokens()"),
        lone(COUNTS_ALONE).rule("pay", "/pay once"));
    lone(COUNTS_ALONE).rule("pay", "/pay").start().close();
    lone(store, "revocation=on", "singleuse=on").rule("pay", "/pay once").start().close();
  }

  @Test
  void revocationAndSingleUse_areEachIssuersOwn() {
    WatchwordBuilder builder =
        builder(
            store,
            "issuers=acme,globex",
            "issuer.acme.revocation=on",
            "issuer.acme.revocation.claims=sid",
            "issuer.globex.singleuse=on",
            "issuer.globex.singleuse.quota=7");
    builder.set("watchword.issuer.acme.secret", TestSecrets.text("acme"));
    builder.set("watchword.issuer.globex.secret", TestSecrets.text("globex"));
    try (Watchword watchword = builder.start()) {
      List<String> remembered =
          watchword.summary().stream().filter(line -> line.contains("token")).limit(2).toList();
      assertEquals(
          List.of(
              "issuer acme: tokens can be revoked, by token, caller, issuer, key, claim sid",
              "issuer globex: each token is good for one request; 7 used ones are remembered at once"),
          remembered);
      assertTrue(watchword.issuers().get(0).use().revocable());
      assertFalse(watchword.issuers().get(0).use().singleUse());
      assertFalse(watchword.issuers().get(1).use().revocable());
      assertEquals(7, watchword.issuers().get(1).use().quota());
    }
  }

  /** Load balancers look at it: a node that still does its work is left to do it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';                                          /api; true",
        "revocation=on;                               /api; false",
        "revocation=on,store.outage.revocation=local; /api; true",
        "singleuse=on;                                /api; false",
        "singleuse=on,store.outage.singleuse=local;   /api; true",
        "rules=pay,rule.pay=/pay once;                /pay; false",
        "rules=api,rule.api=/api limit 9/1m;          /api; true",
        "rules=api,rule.api=/api limit 9/1m,store.outage.limits=refuse; /api; false",
        "revocation=on,enforce.from=2099-01-01;       /api; true"
      })
  void healthInOutage_isDownJustWhereRequestsAreRefused(
      String settings, String path, boolean isUp) {
    String[] each = settings.isEmpty() ? new String[0] : settings.split(",");
    try (Watchword watchword = lone(store, each).start()) {
      assertTrue(watchword.health().up());
      assertNull(watchword.health().data().get("store.problem"));
      assertPass(ask(watchword, path));
      store.fault = FAULT;
      watchword.everySecond(Runnable::run);
      assertEquals(isUp, watchword.health().up());
      assertEquals(DOWN, watchword.health().data().get("store.problem"));
      assertEquals(isUp, ask(watchword, path) instanceof Pass);
      store.fault = null;
      watchword.everySecond(Runnable::run);
      assertTrue(watchword.health().up());
    }
  }

  @Test // nothing is known of its issuers before they come
  void healthInOutage_isDownWithIssuerSource() {
    try (Watchword watchword =
        builder(store, "choose=header X-Tenant").issuerSource(selector -> null).start()) {
      store.fault = FAULT;
      watchword.everySecond(Runnable::run);
      assertFalse(watchword.health().up());
    }
  }

  @Test
  void troublesOfStore_areInHealthThoughItAnswers() {
    store.troubles.addAll(List.of("it is slow", "it is old"));
    try (Watchword watchword = lone(store).start()) {
      assertEquals("it is slow; it is old", watchword.health().data().get("store.problem"));
      assertTrue(watchword.health().up());
      assertEquals(FailingStore.class.getName(), watchword.health().data().get("store"));
    }
  }

  /** So that an operator sees which nodes have turned to a new secret. */
  @Test
  void health_showsFingerprintOfEachKey() {
    try (Watchword watchword = lone(store).start()) {
      String print = watchword.issuers().get(0).keys().get(0).fingerprint();
      String shown = watchword.health().data().get("issuer.default.key.usual");
      assertTrue(shown.startsWith("live ***" + print + ","), shown);
    }
  }

  @Test
  void outageAndItsEnd_areToldOnceToLogAndListeners() {
    try (LogCapture log = new LogCapture();
        Watchword watchword = lone(store, "revocation=on").start()) {
      int warned = log.at(Level.WARNING).size();
      int told = log.at(Level.INFO).size();
      watchword.everySecond(Runnable::run);
      assertEquals(List.of(), notices);
      store.fault = FAULT;
      for (int i = 0; i < 3; i++) {
        watchword.everySecond(Runnable::run);
        assertStop(503, "unavailable", ask(watchword, "/api"));
      }
      assertEquals(List.of(new Notice(Tokens.NOW, Notice.Kind.STORE_TROUBLE, DOWN)), notices);
      assertEquals(
          List.of("Watchword: " + DOWN), log.at(Level.WARNING).subList(warned, warned + 1));
      notices.clear();
      store.fault = null;
      watchword.everySecond(Runnable::run);
      watchword.everySecond(Runnable::run);
      String well = "the store is well again";
      assertEquals(List.of(new Notice(Tokens.NOW, Notice.Kind.STORE_WELL, well)), notices);
      assertTrue(
          log.at(Level.INFO)
              .subList(told, log.at(Level.INFO).size())
              .contains("Watchword: " + well));
      assertFalse(log.text().contains("CANARY"), log::text);
    }
  }
}
