package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.event.GuardEvent;
import dev.watchword.token.Reason;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requirement 62: a request uses its token once, though the JAX-RS filter judges it twice, and the
 * servlet filter in front of it once more.
 */
@ParameterizedClass(name = "{0}, servlet filter in front: {1}")
@MethodSource("settings")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UsedOnceTest {
  @Parameter(0)
  RuntimeUnderTest stage;

  @Parameter(1)
  boolean both;

  private final List<GuardEvent> events = new CopyOnWriteArrayList<>();
  private JaxrsServer server;

  static Stream<Arguments> settings() {
    return Stream.of(RuntimeUnderTest.values())
        .flatMap(each -> Stream.of(Arguments.of(each, false), Arguments.of(each, true)));
  }

  @BeforeParameterizedClassInvocation
  void start() throws Exception {
    JaxrsApp site =
        JaxrsApp.of(CountedOnceTest.App.class)
            .set("singleuse", "on")
            .rule("once", "/rest/who once")
            .heardBy(events::add);
    server = (both ? site.behindServletFilter() : site).on(stage);
  }

  @AfterParameterizedClassInvocation
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest // requirement 62
  @ValueSource(strings = {"/who", "/none"})
  void secondRequest_isReplay(String path) throws IOException {
    String token = JaxrsServer.bearer(JaxrsApp.token().claim("jti", path));
    events.clear();
    assertEquals(path.equals("/none") ? 404 : 200, server.get(path, token).status());
    assertEquals(401, server.get(path, token).status());
    assertEquals(Reason.REPLAYED, events.get(events.size() - 1).reason());
  }
}
