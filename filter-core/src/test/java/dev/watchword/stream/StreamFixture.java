package dev.watchword.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.stream.StreamCredential.Renewal;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Caller;
import dev.watchword.token.UseRules;
import dev.watchword.token.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A registry with a clock that a test moves, and connections that write down what they are told.
 */
final class StreamFixture {
  static final StreamPolicy CLOSE = new StreamPolicy(AtExpiry.CLOSE, Duration.ofHours(12), 20);

  final TestClock clock = new TestClock();
  final Set<Caller> revoked = new HashSet<>();
  final List<Integer> asked = new ArrayList<>();

  /** Tokens that the guard accepts in place of another, by their text. */
  final Map<String, Credential> newer = new HashMap<>();

  final StreamRegistry registry;

  StreamFixture(StreamPolicy policy) {
    this.registry =
        new StreamRegistry(
            policy,
            1000,
            (callers, now) -> {
              asked.add(callers.size());
              Set<Caller> found = new HashSet<>(callers);
              found.retainAll(revoked);
              return found;
            },
            Runnable::run,
            clock);
  }

  StreamFixture(AtExpiry atExpiry) {
    this(new StreamPolicy(atExpiry, Duration.ofHours(12), 20));
  }

  /** What a guard says, as a test sets it. */
  final class Credential implements StreamCredential {
    private final Caller caller;
    String countedAs;
    boolean enforced = true;
    boolean good = true;
    AtExpiry atExpiry;

    Credential(Caller caller) {
      this.caller = caller;
      this.countedAs = caller == null ? "address 203.0.113.7" : caller.id();
    }

    @Override
    public Caller caller() {
      return caller;
    }

    @Override
    public String countedAs() {
      return countedAs;
    }

    @Override
    public AtExpiry atExpiry() {
      return atExpiry;
    }

    @Override
    public boolean isEnforced(Instant now) {
      return enforced;
    }

    @Override
    public boolean isGood(Instant now) {
      return good;
    }

    @Override
    public Renewal renew(String token) {
      Credential one = newer.get(token);
      return one == null ? new Renewal.Refused("token_invalid", 401) : new Renewal.Renewed(one);
    }
  }

  /** Writes down what it is told. */
  static class Connection implements StreamConnection {
    final List<String> told = new ArrayList<>();
    boolean open = true;
    int beats;
    boolean broken;

    @Override
    public boolean isOpen() {
      if (broken) {
        throw new IllegalStateException("broken");
      }
      return open;
    }

    @Override
    public void beat() {
      beats++;
    }

    @Override
    public void send(StreamMessage message) {
      told.add(message.json());
      if (broken) {
        throw new IllegalStateException("broken");
      }
    }

    @Override
    public void end(StreamEnd end) {
      told.add(end.toString());
      open = false;
    }
  }

  static Caller caller(Tokens token) {
    return caller(token, UseRules.NONE);
  }

  static Caller caller(Tokens token, UseRules use) {
    Verdict verdict =
        TestIssuer.withDefaults().use(use).verifier().verify(token.text(), Tokens.NOW);
    return ((Verdict.Admitted) verdict).caller();
  }

  /** Alice, for so long from the start of the test. */
  Credential alice(long seconds) {
    Tokens token = Tokens.good().claim("iat", Tokens.NOW);
    return new Credential(caller(token.expiringAt(Tokens.NOW.plusSeconds(seconds))));
  }

  /** Moves the clock to so many seconds after the start, and does what is due. */
  void at(long seconds) {
    clock.moveTo(Tokens.NOW.plusSeconds(seconds));
    registry.tick();
  }

  static void assertTold(Connection connection, String... lines) {
    assertEquals(String.join("\n", lines), String.join("\n", connection.told));
  }
}
