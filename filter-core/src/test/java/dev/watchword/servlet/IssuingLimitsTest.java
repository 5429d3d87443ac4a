package dev.watchword.servlet;

import static dev.watchword.servlet.IssuingServletsTest.issuing;
import static dev.watchword.servlet.IssuingServletsTest.post;
import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import dev.watchword.issue.Endpoint;
import dev.watchword.testing.LogCapture;
import dev.watchword.token.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guessing at the servlets that issue tokens, and paths that are hard to read. */
class IssuingLimitsTest {
  private static final String USER = "{\"userId\":\"alice\"}";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
  private static final String GUESS =
      "grant_type=client_credentials&client_id=app&client_secret=guess";

  private final List<GuardEvent> events = Collections.synchronizedList(new ArrayList<>());
  private LogCapture log;

  @BeforeEach
  void listen() {
    log = LogCapture.atInfo();
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  private ServletApp site(String limit) {
    return issuing(new ServletApp())
        .set("secret", LiveTokens.secret())
        .set("limit.failures", limit)
        .set("rules", "token,signatures,users")
        .set("rule.token", "POST /token own")
        .set("rule.signatures", "POST /signatures own")
        .set("rule.users", "POST /users/* own")
        .page("/api", TestPage.WHO)
        .heardBy(events::add);
  }

  private static void assertTooMany(RawHttp.Reply reply) {
    assertEquals(429, reply.status(), reply.toString());
    assertTrue(Integer.parseInt(reply.header("Retry-After")) > 0);
    assertEquals("application/problem+json", reply.header("Content-Type"));
    assertEquals("no-store", reply.header("Cache-Control"));
    assertTrue(reply.body().contains("\"code\":\"rate_limited\""), reply.body());
  }

  @ParameterizedTest // requirement 72
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void guesses_areCountedTogetherAndRightSecretStillPasses(Container container) throws Exception {
    ServletApp application = site("3/1h");
    String workspace = application.params().get("watchword.workspace.secret");
    String apiKey = application.params().get("watchword.apikey.secret");
    String client = application.params().get("watchword.client.app.secret");
    try (RunningApp site = application.on(container)) {
      assertEquals(401, post(site, "/token", GUESS, FORM).status());
      assertEquals(403, post(site, "/signatures", USER, bearer("guess")).status());
      assertEquals(401, post(site, "/users/a/tokens", "{}", bearer("guess")).status());
      assertTooMany(post(site, "/token", GUESS, FORM));
      assertTooMany(post(site, "/signatures", USER, bearer("guess")));
      assertTooMany(post(site, "/users/a/tokens", "{}", bearer("guess")));
      assertTooMany(site.get("/api", bearer("a.b.c")));
      assertEquals(200, post(site, "/signatures", USER, bearer(workspace)).status());
      assertEquals(201, post(site, "/users/a/tokens", "{}", bearer(apiKey)).status());
      String form = GUESS.replace("=guess", "=" + client);
      assertEquals(200, post(site, "/token", form, FORM).status());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void refusalThatIsNoGuess_isNotCounted(Container container) throws Exception {
    ServletApp application = site("1/1h");
    String workspace = application.params().get("watchword.workspace.secret");
    String apiKey = application.params().get("watchword.apikey.secret");
    String client = application.params().get("watchword.client.app.secret");
    try (RunningApp site = application.on(container)) {
      for (int i = 0; i < 3; i++) {
        assertEquals(403, post(site, "/signatures", USER).status());
        assertEquals(400, post(site, "/signatures", "[]", bearer(workspace)).status());
        assertEquals(401, post(site, "/users/a/tokens", "{}").status());
        assertEquals(404, post(site, "/users/a", "{}", bearer(apiKey)).status());
        assertEquals(401, post(site, "/token", "grant_type=client_credentials", FORM).status());
        String form = GUESS.replace("=guess", "=" + client);
        assertEquals(400, post(site, "/token", form + "&scope=admin", FORM).status());
      }
      assertEquals(403, post(site, "/signatures", USER, bearer("guess")).status());
      assertTooMany(post(site, "/signatures", USER, bearer("guess")));
    }
  }

  @ParameterizedTest // requirement 73
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void refusals_areReportedWithReasonAndNothingOfRequest(Container container) throws Exception {
    try (RunningApp site = site("off").on(container)) {
      post(site, "/token?canary7Qx", GUESS + "canary7Qx", FORM);
      post(site, "/signatures", "canary7Qx", bearer("canary7Qx"));
      post(site, "/users/a/tokens", "{}");
    }
    List<Reason> reasons =
        events.stream().map(GuardEvent::reason).filter(reason -> reason != null).toList();
    assertEquals(List.of(Reason.SECRET, Reason.SECRET, Reason.MISSING), reasons);
    assertFalse(events.toString().contains("canary7Qx"), events::toString);
    assertTrue(log.text().contains("POST /signatures from 127.0.0.1"), log.text());
    assertFalse(log.text().contains("canary7Qx"), log.text());
  }

  @ParameterizedTest // requirement 53
  @EnumSource
  void idWithSlash_isBadRequestOnEveryServer(Container container) throws Exception {
    ServletApp application = site("off");
    String apiKey = application.params().get("watchword.apikey.secret");
    try (RunningApp site = application.on(container)) {
      for (String id : List.of("a%2Fb", "a%2fb", "a%5Cb", "a%252Fb", "%2e%2e", "a;b=c")) {
        RawHttp.Reply reply = post(site, "/users/" + id + "/tokens", "{}", bearer(apiKey));
        assertEquals(400, reply.status(), id + ": " + reply);
      }
      assertEquals(201, post(site, "/users/a/tokens", "{}", bearer(apiKey)).status());
    }
  }

  /** Undertow leaves {@code %2F} as it stands: an id of five letters, which no other user has. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNDERTOW")
  void idWithSlashWithoutFilter_isBadRequestOrNotFound(Container container) throws Exception {
    ServletApp application = site("off").unguarded();
    String apiKey = application.params().get("watchword.apikey.secret");
    try (RunningApp site = application.on(container)) {
      for (String id : List.of("a%2Fb", "a%2fb")) {
        RawHttp.Reply reply = post(site, "/users/" + id + "/tokens", "{}", bearer(apiKey));
        assertTrue(reply.status() == 400 || reply.status() == 404, id + ": " + reply);
        assertFalse(reply.body().contains("Exception"), reply.body());
      }
      assertEquals(201, post(site, "/users/a/tokens", "{}", bearer(apiKey)).status());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void noLiveKey_issuesNothing(Container container) throws Exception {
    ServletApp application = site("off").set("until", "2020-01-01");
    String workspace = application.params().get("watchword.workspace.secret");
    try (RunningApp site = application.on(container)) {
      RawHttp.Reply reply = post(site, "/signatures", USER, bearer(workspace));
      assertEquals(503, reply.status());
      assertEquals("5", reply.header("Retry-After"));
      assertEquals("no-store", reply.header("Cache-Control"));
      assertTrue(reply.body().contains("\"code\":\"unavailable\""), reply.body());
      assertEquals(403, post(site, "/signatures", USER, bearer("x")).status());
    }
  }

  @ParameterizedTest // requirement 50
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void faultInEndpoint_isNamedInLogAlone(Container container) throws Exception {
    for (Throwable fault : List.of(new IllegalArgumentException("canary7Qx"), deepFault())) {
      ServletApp application =
          site("off").set("rule.token", "POST /fault own").adding(faulty(fault));
      try (RunningApp site = application.on(container)) {
        RawHttp.Reply reply = post(site, "/fault", "");
        assertEquals(503, reply.status(), reply.toString());
        assertTrue(reply.body().contains("\"code\":\"unavailable\""), reply.body());
        assertFalse(reply.toString().contains("canary7Qx"), reply.toString());
        assertFalse(reply.toString().contains(fault.getClass().getName()), reply.toString());
      }
      assertTrue(log.text().contains(fault.getClass().getName()), log.text());
      assertFalse(log.text().contains("canary7Qx"), log.text());
    }
  }

  private static Throwable deepFault() {
    return new StackOverflowError("canary7Qx");
  }

  private static ServletApp.Addition faulty(Throwable fault) {
    Endpoint endpoint =
        request -> {
          if (fault instanceof RuntimeException exception) {
            throw exception;
          }
          throw (Error) fault;
        };
    return context -> context.addServlet("fault", new Faulty(endpoint)).addMapping("/fault");
  }

  /** An endpoint that has gone wrong. */
  private static final class Faulty extends IssuingServlet {
    private static final long serialVersionUID = 1L;

    Faulty(Endpoint endpoint) {
      super(null, watchword -> endpoint);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void endpointWithoutRule_isNotOpen(Container container) throws Exception {
    ServletApp application = issuing(ServletApp.with(LiveTokens.secret()));
    String workspace = application.params().get("watchword.workspace.secret");
    try (RunningApp site = application.on(container)) {
      assertEquals(401, post(site, "/signatures", USER, bearer(workspace)).status());
      assertEquals(401, post(site, "/users/a/tokens", "{}").status());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void ruleForPost_leavesOtherMethodsToGuard(Container container) throws Exception {
    try (RunningApp site = site("off").on(container)) {
      for (String method : List.of("GET", "HEAD", "PUT", "OPTIONS")) {
        assertEquals(401, site.call(method, "/token", "Content-Length: 0").status(), method);
      }
    }
  }
}
