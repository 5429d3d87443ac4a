package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import dev.watchword.jaxrs.JaxrsServer.Reply;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A request is verified, counted and told of once: by the JAX-RS filter alone, which judges it
 * twice (before and after matching), and behind the servlet filter, which makes it three times.
 */
@ParameterizedClass(name = "{0}, servlet filter in front: {1}")
@MethodSource("settings")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CountedOnceTest {
  @Parameter(0)
  RuntimeUnderTest stage;

  @Parameter(1)
  boolean both;

  private final List<GuardEvent> events = new CopyOnWriteArrayList<>();
  private JaxrsServer server;

  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(CallerResource.class, Office.class, JwtRequestFilter.class);
    }
  }

  /** For clerks. */
  @Path("office")
  public static final class Office {
    @GET
    @RolesAllowed("clerk")
    public String open() {
      return "open";
    }
  }

  static Stream<Arguments> settings() {
    return Stream.of(RuntimeUnderTest.values())
        .flatMap(each -> Stream.of(Arguments.of(each, false), Arguments.of(each, true)));
  }

  @BeforeParameterizedClassInvocation
  void start() throws Exception {
    JaxrsApp site =
        JaxrsApp.of(App.class)
            .rule("few", "GET /rest/who limit 3/1h")
            .rule("open", "/rest/who/open public limit 3/1h")
            .rule("gone", "/rest/none limit 3/1h")
            .rule("office", "/rest/office limit 3/1h")
            .heardBy(events::add);
    server = (both ? site.behindServletFilter() : site).on(stage);
  }

  @AfterParameterizedClassInvocation
  void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void forget() {
    events.clear();
  }

  /** What the client is told it has left goes down by one, on every kind of answer. */
  @ParameterizedTest
  @CsvSource({"GET, /who, few, 200", "GET, /who/open, open, 200", "GET, /none, gone, 404"})
  void fourthRequestOverLimit_isAnswered429(String method, String path, String name, int status)
      throws IOException {
    for (int left = 2; left >= 0; left--) {
      Reply reply = server.call(method, path, JaxrsServer.alice());

      assertEquals(status, reply.status());
      assertEquals("\"" + name + "\";q=3;w=3600", reply.header("RateLimit-Policy"));
      String limit = reply.header("RateLimit");
      assertTrue(limit.startsWith("\"" + name + "\";r=" + left + ";t="), limit);
      assertNull(reply.header("Retry-After"));
    }
    Reply reply = server.call(method, path, JaxrsServer.alice());

    assertEquals(429, reply.status());
    assertEquals("rate_limited", reply.code());
    assertTrue(reply.header("RateLimit").startsWith("\"" + name + "\";r=0;t="));
    assertTrue(Integer.parseInt(reply.header("Retry-After")) > 0);
    assertEquals(
        List.of(true, true, true, false), events.stream().map(GuardEvent::passed).toList());
  }

  /** An annotation refuses after the rule has let the request pass: two decisions, two events. */
  @ParameterizedTest
  @CsvSource({"admin, 403", "clerk, 200"})
  void refusalByAnnotation_isReportedAlone(String role, int status) throws IOException {
    Reply reply = server.get("/office", JaxrsServer.withRole(role));

    assertEquals(status, reply.status());
    assertEquals("\"office\";q=3;w=3600", reply.header("RateLimit-Policy"));
    List<Integer> told = events.stream().map(GuardEvent::status).toList();
    assertEquals(status == 200 ? List.of(0) : List.of(0, 403), told);
  }

  @ParameterizedTest
  @CsvSource({"GET, /who", "POST, /who", "OPTIONS, /who", "DELETE, /who", "GET, /nothing"})
  void refusedRequest_isReportedOnce(String method, String path) throws IOException {
    assertEquals(401, server.call(method, path).status());
    assertEquals(1, events.size(), events::toString);
    GuardEvent event = events.get(0);
    assertEquals("/rest" + path, event.path());
    assertEquals("127.0.0.1", event.address());
    assertEquals(method, event.method());
  }

  @ParameterizedTest
  @CsvSource({"POST, /who", "OPTIONS, /who", "HEAD, /who/other", "DELETE, /who", "GET, /nothing"})
  void admittedRequest_isReportedOnce(String method, String path) throws IOException {
    assertTrue(server.call(method, path, JaxrsServer.alice()).status() < 500);
    assertEquals(1, events.size(), events::toString);
    assertEquals("alice", events.get(0).caller().getName());
  }
}
