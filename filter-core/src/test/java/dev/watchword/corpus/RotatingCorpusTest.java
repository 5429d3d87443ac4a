package dev.watchword.corpus;

import static dev.watchword.testing.Tokens.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.testing.VerdictAssertions;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.IssuerLookup;
import dev.watchword.token.KeyRing;
import dev.watchword.token.Reason;
import dev.watchword.token.TokenVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The corpus by sixteen threads, while the rings of keys are swapped under them: every other ring
 * has another secret, under which the tokens of a lone issuer are wrong.
 */
class RotatingCorpusTest {
  private static final int THREADS = 16;
  private static final int ROUNDS = 3; // remembered when it comes the second time

  private final List<HostileRequest> rows = new ArrayList<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  RotatingCorpusTest() {
    for (Corpus each : Corpus.values()) {
      each.rows().stream().filter(row -> row.token() != null).forEach(rows::add);
    }
  }

  private void check(TokenVerifier verifier, HostileRequest row) {
    IssuerFilter picked = new IssuerFilter(row.workspace(), Set.of()).includingRestricted();
    Reason reason = VerdictAssertions.reasonOf(verifier.verify(row.token(), picked, NOW));
    if (!row.expected().allows(reason)) {
      wrong.add(row + " -> " + reason + " but " + row.expected());
    }
  }

  private void inThreads(Runnable work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        done.add(threads.submit(work));
      }
      for (Future<?> each : done) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(List.of(), List.copyOf(wrong));
  }

  @ParameterizedTest(name = "memory {0}")
  @ValueSource(longs = {0, KeyRing.USUAL_MEMORY})
  void everyToken_hasExpectedVerdictWhileRingsAreSwapped(long memory) throws Exception {
    AtomicReference<TokenVerifier> current = new AtomicReference<>();
    Runnable swap = () -> current.set(new TokenVerifier(CorpusIssuers.ring(memory)));
    swap.run();
    inThreads(
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < rows.size(); i++) {
              if (i % 1000 == 0) {
                swap.run();
              }
              check(current.get(), rows.get(i));
            }
          }
        });
  }

  /** Requirement 59: what one ring has admitted counts for nothing in the next. */
  @ParameterizedTest(name = "memory {0}")
  @ValueSource(longs = {0, KeyRing.USUAL_MEMORY})
  void tokenOfOtherSecret_isNeverAdmittedByRingWithout(long memory) throws Exception {
    TokenVerifier[] verifiers = new TokenVerifier[2];
    String[] tokens = new String[2];
    for (int i = 0; i < 2; i++) {
      String name = "rotating" + i;
      Issuer issuer = TestIssuer.withDefaults().keys(Keys.key(name)).issuer();
      verifiers[i] =
          new TokenVerifier(new KeyRing(List.of(issuer), IssuerLookup.NOTHING, null, memory));
      tokens[i] = Tokens.good().signedBy(name).text();
    }
    AtomicReference<Integer> current = new AtomicReference<>(0);
    inThreads(
        () -> {
          for (int i = 0; i < 20_000; i++) {
            int ring = current.get();
            int token = i & 1;
            Reason reason = VerdictAssertions.reasonOf(verifiers[ring].verify(tokens[token], NOW));
            if ((reason == null) != (ring == token)) {
              wrong.add("token " + token + " by ring " + ring + " -> " + reason);
            }
            if (i % 100 == 0) {
              current.set(1 - ring);
            }
          }
        });
  }
}
