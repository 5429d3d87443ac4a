package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * Dispatches with a query of their own: what the application takes for the parameter picks the
 * issuer, and what it still sees of the request does so where the dispatch says nothing.
 */
@EachServer
class DispatchQueryTest extends ServletAppTest {
  private static final String ACME = LiveTokens.secret();
  private static final String GLOBEX = LiveTokens.secret();
  private static final List<GuardEvent> HEARD = new CopyOnWriteArrayList<>();

  private static final TestPage TENANT =
      (request, response) ->
          response
              .getWriter()
              .print(
                  "TENANT w="
                      + request.getParameter("w")
                      + " by "
                      + request.getAttribute("dev.watchword.token.Caller")
                      + " query="
                      + request.getQueryString());

  @Override
  ServletApp application() {
    return ServletApp.withoutSecret()
        .set("issuers", "acme,globex")
        .set("issuer.acme.secret", ACME)
        .set("issuer.globex.secret", GLOBEX)
        .set("choose", "query w")
        .set("public", "/public/*")
        .set("rules", "named")
        .set("rule.named", "/named/* issuer acme")
        .heardBy(HEARD::add)
        .page("/api/tenant", TENANT)
        .page("/named/tenant", TENANT)
        .page("/WEB-INF/tenant", TENANT)
        .page(
            "/api/include", (q, r) -> q.getRequestDispatcher("/api/tenant?w=globex").include(q, r))
        .page(
            "/api/forward", (q, r) -> q.getRequestDispatcher("/api/tenant?w=globex").forward(q, r))
        .page(
            "/api/internal",
            (q, r) -> q.getRequestDispatcher("/WEB-INF/tenant?w=globex").forward(q, r))
        .page("/api/own", (q, r) -> q.getRequestDispatcher("/api/tenant?x=1").forward(q, r))
        .page("/api/ownasync", (q, r) -> q.startAsync().dispatch("/api/tenant?x=1"))
        .page("/api/named", (q, r) -> q.getRequestDispatcher("/named/tenant").forward(q, r))
        .page("/api/async", (q, r) -> q.startAsync().dispatch("/api/tenant?w=globex"));
  }

  /** What acme's alice gets to see. */
  private String call(String path) throws Exception {
    RawHttp.Reply reply = site.get(path + "?w=acme", bearer(LiveTokens.of(ACME, "alice")));
    return reply.body();
  }

  @Test
  void include_isCheckedByIssuerItPicks() throws Exception {
    assertFalse(call("/api/include").contains("TENANT w=globex"));
  }

  @Test
  void forward_isCheckedByIssuerItPicks() throws Exception {
    assertFalse(call("/api/forward").contains("TENANT w=globex"));
  }

  @Test
  void internalDispatch_isCheckedByIssuerItPicks() throws Exception {
    assertFalse(call("/api/internal").contains("TENANT w=globex"));
  }

  @Test
  void asyncDispatch_isCheckedByIssuerItPicks() throws Exception {
    assertFalse(call("/api/async").contains("TENANT w=globex"));
  }

  @Test
  void forwardToRuleThatNamesIssuer_isReportedOnce() throws Exception {
    HEARD.clear();
    call("/api/named");
    assertEquals(1, HEARD.size(), HEARD.toString());
  }

  /** getParameter("w") still says acme: a query of the forward is added to the request's. */
  @Test
  void forwardWithAnotherParameter_keepsIssuer() throws Exception {
    String body = call("/api/own");
    assertTrue(body.startsWith("TENANT w=acme"), body);
  }

  @Test
  void asyncWithAnotherParameter_keepsIssuer() throws Exception {
    String body = call("/api/ownasync");
    assertTrue(body.startsWith("TENANT w=acme"), body);
  }
}
