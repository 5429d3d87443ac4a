package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static dev.watchword.testing.Rules.demanding;
import static dev.watchword.testing.Rules.role;
import static dev.watchword.testing.Rules.rule;
import static dev.watchword.testing.Rules.scope;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.watchword.http.TokenExtractors;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Caller;
import org.junit.jupiter.api.Test;

/** Requirement 59: what is remembered is that the MAC was right, and never that it may pass. */
class CachedTokenTest {
  private final RequestGuard guard =
      TestGuard.of(
              demanding("admin", "/admin/*", role("admin")),
              demanding("write", "/write/*", scope("write")),
              rule("closed", "/closed/*", Access.DENY),
              rule("own", "/auth/*", Access.TOKEN, TokenExtractors.of("header:auth")),
              rule("cookie", "/cookie/*", Access.TOKEN, TokenExtractors.of("cookie:jwt")))
          .check((caller, facts) -> CheckResult.allowIf(!facts.method().equals("DELETE"), ""))
          .guard();

  @Test // requirement 59
  void ruleAndSourceOfCachedToken_areCheckedEachTime() {
    String token = Tokens.goodText();
    Caller second = null;
    for (int i = 0; i < 3; i++) {
      Caller caller = assertPass(guard.check(Requests.get("/api").bearer(token).facts())).caller();
      second = i == 1 ? caller : second;
      if (i == 2) {
        assertSame(second, caller, "it was not remembered");
      }
    }
    for (String path : new String[] {"/admin/x", "/write/x"}) {
      Requests request = Requests.get(path).bearer(token);
      assertStop(403, "scope_insufficient", guard.check(request.facts()));
    }
    assertStop(403, "forbidden", guard.check(Requests.get("/closed/x").bearer(token).facts()));
    assertStop(401, "token_missing", guard.check(Requests.get("/auth/x").bearer(token).facts()));
    assertPass(guard.check(Requests.get("/auth/x").header("auth", token).facts()));
    Requests crossSite = Requests.post("/cookie/x").header("Cookie", "jwt=" + token);
    assertStop(403, "forbidden", guard.check(crossSite.facts()));
    Requests unwanted = Requests.request("DELETE", "/api").bearer(token);
    assertStop(403, "scope_insufficient", guard.check(unwanted.facts()));
    Requests twice = Requests.get("/api").bearer(token).bearer(token);
    assertStop(400, "request_malformed", guard.check(twice.facts()));
    assertPass(guard.check(Requests.get("/api").bearer(token).facts()));
  }
}
