package dev.watchword.guard;

import static dev.watchword.testing.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.guard.Outcome.Denied;
import dev.watchword.http.RequestFacts;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EnforcementTest {
  private static final PathRule RULE = rule("x", "/x", Access.TOKEN);
  private static final Enforcement INSECURE = new Enforcement(null, true);
  private static final RequestFacts LOCAL = facts("127.0.0.1");
  private static final Set<Reason> NOT_ABOUT_TOKENS =
      Set.of(
          Reason.CLOSED,
          Reason.AMBIGUOUS_PATH,
          Reason.HOST,
          Reason.UNREADABLE,
          Reason.CROSS_SITE,
          Reason.ORIGIN,
          Reason.RATE_LIMITED,
          Reason.STREAMS_LIMITED,
          Reason.FAULT);

  private static RequestFacts facts(String from) {
    return new RequestFacts(
        "GET",
        "",
        "/",
        "/",
        null,
        from,
        "127.0.0.1",
        "localhost:8080",
        "HTTP/1.1",
        name -> List.of());
  }

  @ParameterizedTest // requirement 75
  @EnumSource(Reason.class)
  void localRequest_passesWithoutTokenAndWithNoOtherFault(Reason reason) {
    assertEquals(!NOT_ABOUT_TOKENS.contains(reason), INSECURE.permitsLocal(LOCAL, reason));
    assertFalse(INSECURE.permitsLocal(facts("203.0.113.7"), reason));
    assertFalse(Enforcement.FULL.permitsLocal(LOCAL, reason));
  }

  @Test
  void dryRun_endsAtItsInstant() {
    Enforcement until = new Enforcement(Tokens.NOW, false);
    assertTrue(until.isDryRun(Tokens.NOW.minusNanos(1)));
    assertFalse(until.isDryRun(Tokens.NOW));
    assertFalse(Enforcement.FULL.isDryRun(Tokens.NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "true,  MISSING, 203.0.113.7, ': watchword.insecure does not apply: the client''s address is not loopback'",
    "true,  CLOSED,  203.0.113.7, ''",
    "false, MISSING, 203.0.113.7, ''",
    "true,  CLOSED,  127.0.0.1,   ''",
  })
  void modeThatDoesNotApply_saysWhy(boolean insecure, Reason reason, String from, String note) {
    Incoming request = new Incoming(facts(from), from, Tokens.NOW, null);
    Denied denied = Denied.of(RULE, reason, "detail");
    Outcome outcome = new Enforcement(null, insecure).apply(denied, request, RULE, false);
    assertEquals("detail" + note, ((Denied) outcome).inFull());
  }
}
