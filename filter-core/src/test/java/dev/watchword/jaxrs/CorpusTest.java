package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.corpus.Corpus;
import dev.watchword.corpus.ExpectedOutcome;
import dev.watchword.corpus.HostileRequest;
import dev.watchword.jaxrs.CorpusApp.Outcome;
import dev.watchword.token.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The corpus of hostile requests against both filters in real containers (requirements 9, 42, 46,
 * 55 and 80): the expected reason from each, the same answer from both, never a fault, and nothing
 * of a token in an answer or a log line.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(
    value = RuntimeUnderTest.class,
    names = {"JERSEY_ON_JETTY", "JERSEY_ON_TOMCAT"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CorpusTest {
  private static final int INTERNAL_FAULT = 500;

  /** All that the guard ever says (requirement 80); 503 is for stores that cannot answer. */
  private static final Set<Integer> STATUSES = Set.of(200, 204, 400, 401, 403, 429);

  private static final int SHORTEST_LEAK = 12;

  @Parameter RuntimeUnderTest stage;

  private CorpusApp servletFilter;
  private CorpusApp restFilter;

  /** Without a filter of its own. */
  public static final class Bare extends ListedApplication {
    public Bare() {
      super(CallerResource.class);
    }
  }

  /** With one. */
  public static final class Filtered extends ListedApplication {
    public Filtered() {
      super(CallerResource.class, JwtRequestFilter.class);
    }
  }

  @BeforeParameterizedClassInvocation
  void start() throws Exception {
    servletFilter = new CorpusApp(JaxrsApp.of(Bare.class).behindServletFilter(), stage);
    restFilter = new CorpusApp(JaxrsApp.of(Filtered.class), stage);
  }

  @AfterParameterizedClassInvocation
  void stop() throws IOException {
    servletFilter.close();
    restFilter.close();
  }

  @ParameterizedTest // requirement 43
  @EnumSource
  void everyRequest_isRefusedForExpectedReasonByBoth(Corpus corpus) throws IOException {
    List<String> wrong = new ArrayList<>();
    int judged = 0;
    for (HostileRequest row : corpus.rows()) {
      if (row.canBeSent()) {
        Outcome one = servletFilter.send(row);
        Outcome other = restFilter.send(row);
        judged += one.judged() ? 1 : 0;
        check(row, one, wrong);
        check(row, other, wrong);
        compare(row, one, other, wrong);
      }
    }
    assertEquals("", String.join("\n", wrong));
    assertTrue(judged * 3 > corpus.rows().size(), "too few came past the containers: " + judged);
  }

  private static void check(HostileRequest row, Outcome outcome, List<String> wrong) {
    ExpectedOutcome expected = row.overHttp();
    boolean asExpected =
        outcome.judged() ? expected.allows(outcome.reason()) : outcome.isRefusedByContainer();
    boolean ours = !outcome.judged() || STATUSES.contains(outcome.status());
    if (!asExpected
        || (outcome.reason() != null && !ours)
        || outcome.status() >= INTERNAL_FAULT
        || outcome.reason() == Reason.FAULT) {
      wrong.add(row + " -> " + outcome + " instead of " + expected);
    }
    if (row.token() != null && outcome.reason() != null) {
      for (String part : row.token().split("\\.")) {
        if (part.length() >= SHORTEST_LEAK && outcome.everythingSaid().contains(part)) {
          wrong.add(row + " leaks: " + outcome.everythingSaid());
        }
      }
    }
    if (!outcome.logged().chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7F))) {
      wrong.add(row + " is logged unescaped: " + outcome.logged());
    }
  }

  /**
   * Whatever both were asked about has the same answer; admitted requests differ in no way here.
   */
  private static void compare(HostileRequest row, Outcome one, Outcome other, List<String> wrong) {
    boolean same =
        one.reason() == other.reason()
            && (one.reason() == null || one.answer().equals(other.answer()));
    if (one.judged() && other.judged() && !same) {
      wrong.add(row + " -> " + one + " but the JAX-RS filter says " + other);
    }
  }
}
