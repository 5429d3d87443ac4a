package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static dev.watchword.testing.Rules.demanding;
import static dev.watchword.testing.Rules.role;
import static dev.watchword.testing.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.http.IssuerResolver;
import dev.watchword.http.RequestFacts;
import dev.watchword.http.RequestFacts.Via;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.Tokens;
import dev.watchword.token.TokenKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requirement 51: dispatches to places that no client can ask for keep the decision. */
class InternalDispatchTest {
  private final RequestGuard guard =
      TestGuard.of(
              rule("open", "/open/*", Access.PUBLIC),
              demanding("inside", "/WEB-INF/admin/*", role("admin")),
              demanding("admin", "/admin/*", role("admin")))
          .guard();
  private final Pass alice = assertPass(guard.check(facts("/a", "/a", Via.CLIENT)));

  private static RequestFacts facts(String path, String rawPath, Via via) {
    return new RequestFacts(
        "GET",
        "",
        path,
        rawPath,
        null,
        "203.0.113.7",
        "",
        "",
        "",
        via,
        name -> name.equals("Authorization") ? List.of("Bearer " + Tokens.goodText()) : List.of());
  }

  @Test
  void pageBelowWebInf_keepsDecision() {
    RequestFacts view = facts("/WEB-INF/view.jsp", "/WEB-INF/view.jsp", Via.DISPATCH);
    assertSame(alice, guard.check(view, alice));
  }

  @Test
  void servletByItsName_keepsDecision() {
    assertSame(alice, guard.check(facts("/admin/x", "/admin/x", Via.NAMED_DISPATCH), alice));
  }

  @Test
  void decisionOfAnotherGuard_isIgnored() {
    RequestGuard other = TestGuard.of(demanding("admin", "/*", role("admin"))).guard();
    RequestFacts view = facts("/WEB-INF/view.jsp", "/WEB-INF/view.jsp", Via.DISPATCH);
    assertStop(403, "scope_insufficient", other.check(view, alice));
    RequestFacts named = facts("/admin/x", "/admin/x", Via.NAMED_DISPATCH);
    assertStop(403, "scope_insufficient", other.check(named, alice));
  }

  @ParameterizedTest
  @CsvSource({
    "/WEB-INF/../admin/x, /WEB-INF/../admin/x",
    "/WEB-INF/../admin/x, /WEB-INF/view",
    "/WEB-INF/..;a/admin/x, /WEB-INF/..;a/admin/x",
    "/WEB-INF/%2e%2e/admin/x, /WEB-INF/%2e%2e/admin/x",
    "/WEB-INF/view, /WEB-INF/%2e%2e/admin/x",
    "/web-inf/view, /web-inf/view",
    "/WEB-INFO/x, /WEB-INFO/x",
    "/WEB-INF, /WEB-INF",
  })
  void pathThatOnlyBeginsLikeWebInf_isChecked(String path, String rawPath) {
    Decision decision = guard.check(facts(path, rawPath, Via.DISPATCH), alice);
    if (decision instanceof Pass pass) {
      assertEquals("else", pass.ruleName());
    } else {
      assertEquals(400, assertInstanceOf(Decision.Stop.class, decision).answer().status());
    }
  }

  @Test // whatever another filter made of it
  void pathSentByClient_isChecked() {
    String path = "/WEB-INF/admin/x";
    assertStop(403, "scope_insufficient", guard.check(facts(path, path, Via.CLIENT), alice));
    assertSame(alice, guard.check(facts(path, path, Via.DISPATCH), alice));
  }

  @Test // the token was judged by the rule that names its issuer, and no other rule has since
  void pageBehindOpenPath_keepsDecisionOfRuleThatNamesIssuer() {
    Requirements ofDefault = new Requirements(TokenKind.SIGNED, Set.of("default"), null, null);
    RequestGuard named =
        TestGuard.of(
                rule("open", "/open/*", Access.PUBLIC), demanding("named", "/named/*", ofDefault))
            .guard();
    Pass first = assertPass(named.check(facts("/named/x", "/named/x", Via.CLIENT)));
    Pass open = assertPass(named.check(facts("/open/x", "/open/x", Via.DISPATCH), first));
    RequestFacts view = facts("/WEB-INF/view.jsp", "/WEB-INF/view.jsp", Via.DISPATCH);
    assertSame(open, named.check(view, open));
  }

  @Test
  void dispatchWithoutEarlierDecision_isChecked() {
    RequestFacts view = facts("/admin/x", "/admin/x", Via.NAMED_DISPATCH);
    assertStop(403, "scope_insufficient", guard.check(view));
  }

  @Test
  void pageBehindOpenPath_keepsItsDecision() {
    Pass open = assertPass(guard.check(facts("/open/x", "/open/x", Via.CLIENT)));
    assertSame(open, guard.check(facts("/admin/x", "/admin/x", Via.NAMED_DISPATCH), open));
  }

  /** The container hands the target of a dispatch what an application's wrapper makes of it. */
  @Test
  void placeUnderOtherSelector_isChecked() {
    RequestGuard picky =
        TestGuard.of(demanding("admin", "/admin/*", role("admin")))
            .choice(IssuerResolver.of("header X-Tenant"))
            .guard();
    Pass first = assertPass(picky.check(picking("/a", Via.CLIENT, "default")));
    assertSame(first, picky.check(picking("/admin/x", Via.NAMED_DISPATCH, "default"), first));
    assertNotSame(first, picky.check(picking("/a", Via.NAMED_DISPATCH, "globex"), first));
    RequestFacts twice = picking("/a", Via.NAMED_DISPATCH, "default", "default");
    assertStop(400, "request_malformed", picky.check(twice, first));
  }

  private static RequestFacts picking(String path, Via via, String... selectors) {
    RequestFacts facts = facts(path, path, via);
    return new RequestFacts(
        "GET",
        "",
        path,
        path,
        null,
        "203.0.113.7",
        "",
        "",
        "",
        via,
        name -> name.equals("X-Tenant") ? List.of(selectors) : facts.headers().all(name));
  }
}
