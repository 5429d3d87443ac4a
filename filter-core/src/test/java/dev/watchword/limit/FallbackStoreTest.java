package dev.watchword.limit;

import static dev.watchword.limit.OutageRules.Rule.LOCAL;
import static dev.watchword.limit.OutageRules.Rule.REFUSE;
import static dev.watchword.limit.UsedTokens.Use.AGAIN;
import static dev.watchword.limit.UsedTokens.Use.FIRST;
import static dev.watchword.limit.UsedTokens.Use.FULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.limit.Bucket.Table;
import dev.watchword.limit.OutageRules.Rule;
import dev.watchword.limit.UsedTokens.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens while a shared store is out of reach, for each of its uses, and afterwards. */
class FallbackStoreTest {
  private static final RateLimit FOUR = RateLimit.of("4/1m");
  private static final Bucket BUCKET = new Bucket(Table.CALLERS, "api", "acme/alice", "acme");
  private static final Subject ALICE = Subject.caller("acme", "acme/alice");
  private static final Subject TOKEN = Subject.token("acme", "1");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final OutageRules ALL_LOCAL = new OutageRules(LOCAL, LOCAL, LOCAL);
  private static final OutageRules ALL_REFUSE = new OutageRules(REFUSE, REFUSE, REFUSE);

  private final AtomicLong nanos = new AtomicLong();
  private final SharedStore shared = new SharedStore(nanos::get);

  private FallbackStore node(OutageRules rules) {
    return new FallbackStore(shared, rules, new MemoryStore(2, nanos::get), nanos::get);
  }

  private void wait(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private int allowed(Store store) {
    return (int) IntStream.range(0, 20).filter(i -> store.consume(BUCKET, FOUR).allowed()).count();
  }

  private static Use use(Store store, Subject token) {
    return store.usedTokens().use(token, MINUTE, 1000);
  }

  private static Map<Subject, Revocation> revoked(Store store, Subject subject) {
    return store.denyList().find(List.of(subject));
  }

  private static void assertRefuses(Runnable question) {
    assertThrows(RuntimeException.class, question::run);
  }

  @Test
  void whileItAnswers_storeCountsAndRemembersForAllNodes() {
    for (OutageRules rules : List.of(ALL_LOCAL, ALL_REFUSE, OutageRules.USUAL)) {
      Subject token = Subject.token(rules.toString(), "1");
      FallbackStore one = node(rules);
      FallbackStore other = node(rules);
      assertEquals(FIRST, use(one, token));
      assertEquals(AGAIN, use(other, token));
      assertEquals(AGAIN, use(one, token));
      one.denyList().revoke(ALICE, Revocation.ofAll(), MINUTE);
      assertEquals(Map.of(ALICE, Revocation.ofAll()), revoked(other, ALICE));
      other.denyList().lift(ALICE);
      assertEquals(Map.of(), revoked(one, ALICE));
      assertFalse(one.refuses(true, true));
    }
    assertEquals(4, allowed(node(ALL_LOCAL)));
    assertEquals(0, allowed(node(ALL_REFUSE)));
  }

  @Test
  void usualRules_countLocallyAndRefuseTheRest() {
    assertEquals(new OutageRules(LOCAL, REFUSE, REFUSE), OutageRules.USUAL);
    FallbackStore node = node(OutageRules.USUAL);
    shared.down = true;
    assertEquals(2, allowed(node), "half of four, for one of two nodes");
    assertRefuses(() -> use(node, TOKEN));
    assertRefuses(() -> revoked(node, ALICE));
    assertTrue(node.refuses(true, true));
  }

  @Test
  void refuse_refusesLimitsToo() {
    FallbackStore node = node(ALL_REFUSE);
    shared.down = true;
    assertRefuses(() -> node.consume(BUCKET, FOUR));
    assertTrue(node.refuses(true, true));
  }

  @Test
  void localRules_refuseNothing() {
    FallbackStore node = node(ALL_LOCAL);
    shared.down = true;
    assertEquals(2, allowed(node));
    assertEquals(FIRST, use(node, TOKEN));
    assertEquals(AGAIN, use(node, TOKEN));
    assertEquals(Map.of(), revoked(node, ALICE));
    assertFalse(node.refuses(true, true));
  }

  @Test
  void whatThisNodeHasSeen_countsInOutage() {
    FallbackStore node = node(ALL_LOCAL);
    assertEquals(FIRST, use(node, TOKEN));
    node(ALL_LOCAL).denyList().revoke(ALICE, Revocation.ofAll(), MINUTE);
    assertEquals(1, revoked(node, ALICE).size());
    Subject issuer = Subject.issuer("acme");
    node.denyList().revoke(issuer, Revocation.ofAll(), null);
    shared.down = true;
    assertEquals(AGAIN, use(node, TOKEN));
    assertEquals(2, node.denyList().find(List.of(ALICE, issuer)).size());
  }

  @Test
  void lifted_isForgottenHereToo() {
    FallbackStore node = node(ALL_LOCAL);
    node.denyList().revoke(ALICE, Revocation.ofAll(), null);
    node.denyList().lift(ALICE);
    shared.down = true;
    assertEquals(Map.of(), revoked(node, ALICE));
  }

  @Test
  void whatWasUsedInOutage_isUsedAfterwardsOnThisNode() {
    FallbackStore node = node(ALL_LOCAL);
    shared.down = true;
    assertEquals(FIRST, use(node, TOKEN));
    shared.down = false;
    wait(Duration.ofSeconds(1));
    assertEquals(AGAIN, use(node, TOKEN));
  }

  /** It was never let in, so it is no replay. */
  @Test
  void tokenThatFoundNoPlace_mayComeAgain() {
    FallbackStore node = node(ALL_LOCAL);
    shared.full = true;
    assertEquals(FULL, use(node, TOKEN));
    shared.full = false;
    assertEquals(FIRST, use(node, TOKEN));
    assertEquals(AGAIN, use(node, TOKEN));
  }

  @Test
  void fullMemoryOfNode_refusesNothingWhileStoreAnswers() {
    FallbackStore node = node(ALL_LOCAL);
    for (int i = 0; i < 50; i++) {
      assertEquals(FIRST, use(node, Subject.token("acme", "t" + i)));
    }
    assertEquals(AGAIN, use(node, Subject.token("acme", "t49")));
    shared.down = true;
    assertEquals(FULL, use(node, Subject.token("acme", "new")));
  }

  @Test
  void moreRevocationsThanNodeCanRemember_breakNoRequestAndAreTold() {
    FallbackStore node = node(ALL_LOCAL);
    assertEquals(List.of(), node.troubles());
    for (int i = 0; i < 3; i++) {
      shared.store.denyList().revoke(Subject.token("acme", "r" + i), Revocation.ofAll(), null);
      assertEquals(1, revoked(node, Subject.token("acme", "r" + i)).size());
    }
    node.denyList().revoke(ALICE, Revocation.ofAll(), null);
    assertEquals(1, revoked(node, ALICE).size());
    assertEquals(
        List.of("there are more revocations than this node can remember for an outage"),
        node.troubles());
  }

  /** What is found a second time costs no more than a look. */
  @Test
  void changedRevocation_isRememberedAsItIsNow() {
    FallbackStore node = node(ALL_LOCAL);
    DenyList all = shared.store.denyList();
    all.revoke(ALICE, Revocation.ofAll(), null);
    revoked(node, ALICE);
    all.lift(ALICE);
    Revocation weaker = Revocation.before(Instant.ofEpochSecond(1000));
    all.revoke(ALICE, weaker, null);
    assertEquals(Map.of(ALICE, weaker), revoked(node, ALICE));
    shared.down = true;
    assertEquals(Map.of(ALICE, weaker), revoked(node, ALICE));
  }

  @Test
  void failingStore_isAskedOnceSecondForAllUses() {
    FallbackStore node = node(ALL_LOCAL);
    shared.down = true;
    for (int second = 0; second < 5; second++) {
      for (int i = 0; i < 100; i++) {
        node.consume(BUCKET, FOUR);
        use(node, Subject.token("acme", "t" + i));
        revoked(node, ALICE);
        wait(Duration.ofMillis(10));
      }
    }
    assertEquals(5, shared.asked);
  }

  @Test
  void storeThatIsBack_isAskedAgainByItself() {
    FallbackStore node = node(OutageRules.USUAL);
    shared.down = true;
    assertRefuses(() -> use(node, TOKEN));
    assertEquals(
        List.of("the store cannot be reached (java.lang.UnsupportedOperationException)"),
        node.troubles());
    shared.down = false;
    assertRefuses(() -> use(node, TOKEN));
    wait(Duration.ofSeconds(1));
    assertEquals(FIRST, use(node, TOKEN));
    assertFalse(node.refuses(true, true));
    assertEquals(List.of(), node.troubles());
  }

  @Test
  void beat_findsThatStoreIsBack() {
    FallbackStore node = node(OutageRules.USUAL);
    shared.down = true;
    assertRefuses(node::beat);
    assertTrue(node.refuses(true, true));
    shared.down = false;
    node.beat();
    assertEquals(FIRST, use(node, TOKEN));
  }

  /** An operator must know that it is not in force; and it says nothing of the store's health. */
  @Test
  void revocationThatFails_isErrorAndNoOutage() {
    for (OutageRules rules : List.of(ALL_LOCAL, ALL_REFUSE)) {
      FallbackStore node = node(rules);
      shared.full = true;
      String message =
          assertThrows(
                  IllegalStateException.class,
                  () -> node.denyList().revoke(ALICE, Revocation.ofAll(), MINUTE))
              .getMessage();
      assertEquals("full", message);
      assertFalse(node.refuses(true, true));
      assertEquals(Map.of(), revoked(node, ALICE));
      shared.full = false;
      shared.down = true;
      assertRefuses(() -> node.denyList().revoke(ALICE, Revocation.ofAll(), MINUTE));
      assertRefuses(() -> node.denyList().lift(ALICE));
      shared.down = false;
    }
  }

  @Test
  void storeThatOnlyCounts_remembersNothing() {
    FallbackStore node = new FallbackStore(new CountsOnly(), ALL_LOCAL, nanos::get);
    assertNull(node.usedTokens());
    assertNull(node.denyList());
    assertFalse(node.refuses(true, true));
    assertEquals(1, node.nodes());
    assertEquals(CountsOnly.class.getName(), node.describe());
  }

  /** What the store cannot do at all is not refused because of an outage. */
  @ParameterizedTest
  @CsvSource({
    "true,  LOCAL,  REFUSE, LOCAL,  true",
    "true,  LOCAL,  LOCAL,  REFUSE, true",
    "true,  LOCAL,  LOCAL,  LOCAL,  false",
    "false, REFUSE, LOCAL,  LOCAL,  true",
    "false, LOCAL,  REFUSE, REFUSE, false",
  })
  void outage_refusesWhatRulesSay(
      boolean remembers, Rule limits, Rule singleUse, Rule revocation, boolean refuses) {
    OutageRules rules = new OutageRules(limits, singleUse, revocation);
    Store store = remembers ? shared : new CountsOnly();
    shared.down = true;
    FallbackStore node = new FallbackStore(store, rules, nanos::get);
    assertFalse(node.refuses(true, true));
    assertRefuses(node::beat);
    assertEquals(refuses, node.refuses(true, true));
  }

  @Test
  void whatStoreSaysOfItself_isHandedOn() {
    FallbackStore node = node(ALL_LOCAL);
    assertEquals(Map.of(Table.CALLERS, "full for acme"), node.full());
    assertEquals(2, node.nodes());
    assertEquals("a shared store", node.describe());
    assertEquals(0, shared.closed);
    node.close();
    assertEquals(1, shared.closed);
  }

  private static final class CountsOnly implements Store {
    @Override
    public Consumption consume(Bucket bucket, RateLimit limit) {
      throw new AssertionError("not asked for");
    }

    @Override
    public void beat() {
      throw new IllegalStateException("down");
    }
  }

  /** Two nodes have it. */
  private static final class SharedStore implements Store {
    private final MemoryStore store;
    private boolean down;
    private boolean full;
    private int asked;
    private int closed;

    SharedStore(LongSupplier nanos) {
      this.store = new MemoryStore(1000, nanos);
    }

    private MemoryStore asked() {
      asked++;
      if (down) {
        throw new UnsupportedOperationException("a text of the store's own");
      }
      return store;
    }

    @Override
    public Consumption consume(Bucket bucket, RateLimit limit) {
      return asked().consume(bucket, limit);
    }

    @Override
    public UsedTokens usedTokens() {
      return (token, keep, quota) -> {
        UsedTokens all = asked().usedTokens();
        return full ? FULL : all.use(token, keep, quota);
      };
    }

    @Override
    public DenyList denyList() {
      return new DenyList() {
        @Override
        public void revoke(Subject subject, Revocation revocation, Duration keep) {
          DenyList all = asked().denyList();
          if (full) {
            throw new IllegalStateException("full");
          }
          all.revoke(subject, revocation, keep);
        }

        @Override
        public void lift(Subject subject) {
          asked().denyList().lift(subject);
        }

        @Override
        public Map<Subject, Revocation> find(Collection<Subject> subjects) {
          return asked().denyList().find(subjects);
        }
      };
    }

    @Override
    public int nodes() {
      return 2;
    }

    @Override
    public void beat() {
      asked();
    }

    @Override
    public Map<Table, String> full() {
      return Map.of(Table.CALLERS, "full for acme");
    }

    @Override
    public String describe() {
      return "a shared store";
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
