package dev.watchword.testing;

import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import dev.watchword.guard.CallerCheck;
import dev.watchword.guard.Enforcement;
import dev.watchword.guard.GuardPolicy;
import dev.watchword.guard.Limits;
import dev.watchword.guard.PathRule;
import dev.watchword.guard.RequestGuard;
import dev.watchword.guard.TokenMemory;
import dev.watchword.http.ClientAddress;
import dev.watchword.http.Cors;
import dev.watchword.http.IssuerResolver;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts a guard together, and counts whom it asked. Its clock stands at {@link Tokens#NOW}. */
public final class TestGuard {
  private final List<PathRule> rules;
  private final List<CallerCheck> checks = new ArrayList<>();
  private final List<GuardListener> listeners = new ArrayList<>();
  private final List<GuardEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger verifierAsked = new AtomicInteger();
  private final AtomicInteger clockRead = new AtomicInteger();
  private TestIssuer issuer = TestIssuer.withDefaults();
  private Cors cors = Cors.OFF;
  private Store store = new MemoryStore(1000, () -> 0);
  private RateLimit failures;
  private IssuerResolver choice = IssuerResolver.KID;
  private Enforcement enforcement = Enforcement.FULL;
  private boolean full;
  private Instant now = Tokens.NOW;

  private TestGuard(List<PathRule> rules) {
    this.rules = rules;
    listeners.add(events::add);
  }

  /** A guard of these rules, in their order; everything else needs a token. */
  public static TestGuard of(PathRule... rules) {
    return new TestGuard(List.of(rules));
  }

  public TestGuard issuer(TestIssuer other) {
    issuer = other;
    return this;
  }

  public TestGuard cors(Cors other) {
    cors = other;
    return this;
  }

  public TestGuard choice(IssuerResolver other) {
    choice = other;
    return this;
  }

  public TestGuard enforcement(Enforcement other) {
    enforcement = other;
    return this;
  }

  /** One address may send that many bad tokens. */
  public TestGuard failures(String limit) {
    failures = RateLimit.of(limit);
    return this;
  }

  /** What counts, and remembers tokens. */
  public TestGuard store(Store other) {
    store = other;
    return this;
  }

  /** Counts in memory; {@code failures} is null where any number of bad tokens may come. */
  public static Limits counting(RateLimit failures) {
    ClientAddress sockets = new ClientAddress(List.of(), "X-Forwarded-For");
    return new Limits(new MemoryStore(1000, () -> 0), sockets, failures, false);
  }

  /** Answers name the exact reason. */
  public TestGuard full() {
    full = true;
    return this;
  }

  public TestGuard check(CallerCheck check) {
    checks.add(check);
    return this;
  }

  public TestGuard listener(GuardListener listener) {
    listeners.add(listener);
    return this;
  }

  /** Sets the clock, also of guards already made. */
  public void setNow(Instant other) {
    now = other;
  }

  public RequestGuard guard() {
    var verifier = issuer.verifier();
    InstantSource clock =
        () -> {
          clockRead.incrementAndGet();
          return now;
        };
    return new RequestGuard(
        () -> {
          verifierAsked.incrementAndGet();
          return verifier;
        },
        new GuardPolicy(
            Rules.rules(rules.toArray(new PathRule[0])),
            cors,
            "api",
            full,
            new Limits(store, new ClientAddress(List.of(), "X-Forwarded-For"), failures, false),
            new TokenMemory(store),
            choice,
            enforcement),
        checks,
        listeners,
        clock);
  }

  /** What the listeners heard. */
  public List<GuardEvent> events() {
    return List.copyOf(events);
  }

  public int verifierAsked() {
    return verifierAsked.get();
  }

  public int clockRead() {
    return clockRead.get();
  }
}
