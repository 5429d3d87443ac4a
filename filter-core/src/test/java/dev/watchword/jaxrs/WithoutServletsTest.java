package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.config.Watchword;
import dev.watchword.guard.GuardEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JAX-RS runs where no servlet is: with the servlet API on the class path, and without. */
final class WithoutServletsTest {
  private static final String SERVLETS = "jakarta.servlet.";

  private final List<GuardEvent> events = new ArrayList<>();

  static Stream<Arguments> runtimes() {
    RuntimeLoader jersey = Stage.JERSEY_ON_JETTY.runtime();
    RuntimeLoader resteasy = Stage.RESTEASY_ON_JETTY.runtime();
    RuntimeLoader bareJersey = new RuntimeLoader("resteasy-", "org.jboss.resteasy.", SERVLETS);
    RuntimeLoader bareResteasy = new RuntimeLoader("jersey-", "org.glassfish.jersey.", SERVLETS);
    return Stream.of(
        Arguments.of(jersey, BareJersey.ByClass.class),
        Arguments.of(jersey, BareJersey.ByInstance.class),
        Arguments.of(bareJersey, BareJersey.ByClass.class),
        Arguments.of(bareJersey, BareJersey.ByInstance.class),
        Arguments.of(resteasy, BareResteasy.ByClass.class),
        Arguments.of(resteasy, BareResteasy.ByInstance.class),
        Arguments.of(bareResteasy, BareResteasy.ByClass.class),
        Arguments.of(bareResteasy, BareResteasy.ByInstance.class));
  }

  @ParameterizedTest
  @MethodSource("runtimes")
  void theGuardIsTheSame(
      RuntimeLoader loader, Class<? extends Function<Watchword, Function<String[], String>>> how)
      throws Exception {
    RestSite site =
        RestSite.bare()
            .set("public", "/rest/who/open")
            .set("limit.failures", "2/1h")
            .heardBy(events::add);
    try (Watchword watchword = site.watchword()) {
      Function<String[], String> runtime = loader.onThisLoader(loader.inside(how).apply(watchword));

      for (String[] asked :
          List.of(ask("GET", "who", null), ask("GET", "none", null), ask("OPTIONS", "who", null))) {
        String answer = runtime.apply(asked);
        assertTrue(answer.startsWith("401 {"), answer);
      }
      assertEquals(
          "200 principal=Caller name=alice admin=false clerk=false scheme=Bearer"
              + " bean=Caller[default/alice]",
          runtime.apply(ask("GET", "who", RestSite.token().text())));
      assertEquals(
          "200 principal=null name=null admin=false clerk=false scheme=null bean=nobody",
          runtime.apply(ask("GET", "who/open", null)));
      assertEquals(5, events.size(), events::toString);
      for (int i = 0; i < 5; i++) { // nobody's address is known, so nobody's failures are counted
        String answer = runtime.apply(ask("GET", "who", RestSite.token().tampered()));
        assertTrue(answer.startsWith("401 {"), answer);
      }
      assertTrue(events.stream().allMatch(event -> event.address().isEmpty()));
    }
  }

  private static String[] ask(String method, String path, String token) {
    return new String[] {method, path, token == null ? null : "Bearer " + token};
  }
}
