package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static dev.watchword.testing.Rules.demanding;
import static dev.watchword.testing.Rules.limited;
import static dev.watchword.testing.Rules.role;
import static dev.watchword.testing.Rules.rule;
import static dev.watchword.testing.Tokens.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.watchword.event.GuardEvent;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.http.RequestFacts;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What passes although it should not, for now: it is told, once, and nothing else comes of it. */
class DryRunTest {
  private static final Requirements CLOSED = Requirements.ofCode(true, Set.of(), Set.of());
  private static final Requirements ROLE = Requirements.ofCode(false, Set.of("admin"), Set.of());
  private static final String BAD = Tokens.good().tampered();

  private final TestGuard test =
      TestGuard.of(
              limited(rule("open", "/open", Access.PUBLIC), "1/1m"),
              demanding("admin", "/admin", role("admin")))
          .enforcement(new Enforcement(NOW.plusSeconds(1), false))
          .failures("1/1m");
  private final RequestGuard guard = test.guard();

  private static RequestFacts without(String path) {
    return Requests.get(path).facts();
  }

  private static RequestFacts bad(String path) {
    return Requests.get(path).bearer(BAD).facts();
  }

  private List<Reason> told() {
    return test.events().stream().map(GuardEvent::reason).toList();
  }

  /** At a welcome file two rules hold: that of the folder, and that of the file. */
  @ParameterizedTest
  @CsvSource({"true, false, false", "false, true, false", "true, true, true"})
  void ruleThatIsEnforced_holdsBesideOneThatIsNot(
      boolean folderWaits, boolean fileWaits, boolean passes) {
    Instant date = NOW.plusSeconds(1);
    PathRule folder = demanding("folder", "/docs/", role("admin"));
    PathRule file = demanding("file", "/docs/index.html", role("boss"));
    TestGuard both =
        TestGuard.of(
            folderWaits ? folder.enforcedFrom(date) : folder,
            fileWaits ? file.enforcedFrom(date) : file);
    Requests request = Requests.get("/docs/").readAs("/docs/index.html");
    for (Requests shown : List.of(request, request.bearer(Tokens.goodText()))) {
      Decision decision = both.guard().check(shown.facts());
      assertEquals(passes, decision instanceof Pass);
    }
    both.setNow(date);
    assertStop(403, "scope_insufficient", both.guard().check(request.facts()));
  }

  @Test // by what a request says nothing is looked for where no issuer has a date
  void deniedRequest_asksForNoIssuerWithoutDates() {
    TestGuard enforced = TestGuard.of();
    assertStop(401, "token_missing", enforced.guard().check(without("/any")));
    assertEquals(0, enforced.verifierAsked());
  }

  @Test
  void deniedRequest_passesWithoutCallerAndIsReported() {
    Pass pass = assertPass(guard.check(without("/admin")));
    assertNull(pass.caller());
    assertEquals("admin", pass.ruleName());
    assertEquals(Reason.MISSING, pass.overridden());
    GuardEvent event = test.events().get(0);
    assertEquals(Reason.MISSING, event.reason());
    assertEquals(401, event.status());
    assertFalse(event.enforced());
    assertFalse(event.passed());
  }

  @Test
  void pathWithoutRule_passesByDefaultRule() {
    Requests odd = Requests.get("/open/..;/admin").readAs("/admin");
    Pass pass = assertPass(guard.check(odd.facts()));
    assertEquals("else", pass.ruleName());
    assertEquals(Reason.AMBIGUOUS_PATH, pass.overridden());
  }

  @Test
  void sameDenialAfterForward_isReportedOnce() {
    Pass first = assertPass(guard.check(without("/a")));
    Pass second = assertPass(guard.check(without("/b"), first));
    assertEquals(List.of(Reason.MISSING), told());
    Pass third = assertPass(guard.check(Requests.get("/b").readAs(null).facts(), second));
    assertEquals(List.of(Reason.MISSING, Reason.AMBIGUOUS_PATH), told());
    assertPass(guard.check(without("/b"), third));
    assertEquals(List.of(Reason.MISSING, Reason.AMBIGUOUS_PATH, Reason.MISSING), told());
  }

  @Test
  void dryRunThatEndsDuringRequest_refusesAndReports() {
    Pass first = assertPass(guard.check(without("/a")));
    test.setNow(NOW.plusSeconds(1));
    assertStop(401, "token_missing", guard.check(without("/b"), first));
    assertEquals(List.of(Reason.MISSING, Reason.MISSING), told());
    assertEquals(true, test.events().get(1).enforced());
  }

  @Test
  void badToken_isCountedOnceForEachRequest() {
    Pass first = assertPass(guard.check(bad("/a")));
    assertEquals(Reason.SIGNATURE, first.overridden());
    Pass second = assertPass(guard.check(bad("/b"), first));
    assertEquals(Reason.SIGNATURE, second.overridden());
    Pass other = assertPass(guard.check(bad("/a")));
    assertEquals(Reason.FAILURES_LIMITED, other.overridden());
    assertEquals(List.of(Reason.SIGNATURE, Reason.FAILURES_LIMITED), told());
  }

  @Test // or an open page would be a way around the limit for bad tokens
  void badTokenAfterAnotherDenial_isCounted() {
    for (Reason reason : List.of(Reason.SIGNATURE, Reason.FAILURES_LIMITED)) {
      Pass missing = assertPass(guard.check(without("/a")));
      assertEquals(reason, assertPass(guard.check(bad("/b"), missing)).overridden());
    }
  }

  @Test
  void limitChargedBeforeDenial_isNotChargedAgain() {
    Pass open = assertPass(guard.check(without("/open")));
    Pass denied = assertPass(guard.check(without("/a"), open));
    Pass again = assertPass(guard.check(without("/open"), denied));
    assertNull(again.overridden());
    assertEquals(Reason.RATE_LIMITED, assertPass(guard.check(without("/open"))).overridden());
  }

  @Test // the listeners know already why it should not have passed
  void requirementsAfterOverriddenDenial_refuseClosedAlone() {
    Pass pass = assertPass(guard.check(without("/a")));
    assertSame(pass, guard.tighten(() -> without("/a"), pass, ROLE));
    assertEquals(List.of(Reason.MISSING), told());
    Pass closed = assertPass(guard.tighten(() -> without("/a"), pass, CLOSED));
    assertEquals(Reason.CLOSED, closed.overridden());
    assertEquals(List.of(Reason.MISSING, Reason.CLOSED), told());
  }

  @Test // requirement 75
  void onlyLocalRequest_isInsecure() {
    RequestGuard guard = TestGuard.of().enforcement(new Enforcement(null, true)).guard();
    RequestFacts here = Requests.get("/a").onThisMachine().facts();
    Pass pass = assertPass(guard.check(here));
    assertEquals(true, pass.caller().isInsecure());
    assertEquals(true, guard.isInsecure(here));
    assertEquals(false, guard.isInsecure(without("/a")));
    assertEquals(false, test.guard().isInsecure(here));
    assertEquals(true, assertPass(guard.check(here, pass)).caller().isInsecure());
    assertSame(pass, guard.tighten(() -> here, pass, ROLE));
    assertStop(403, "forbidden", guard.tighten(() -> here, pass, CLOSED));
    assertStop(401, "token_missing", guard.check(without("/a")));
  }
}
