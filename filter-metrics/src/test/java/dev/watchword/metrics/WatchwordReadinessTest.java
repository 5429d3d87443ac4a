package dev.watchword.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.watchword.Watchword;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WatchwordReadinessTest {
  private static final class Answer extends HealthCheckResponseBuilder {
    private final Map<String, Object> data = new LinkedHashMap<>();
    private String name = "";
    private Status status = Status.DOWN;

    @Override
    public HealthCheckResponseBuilder name(String text) {
      name = text;
      return this;
    }

    @Override
    public HealthCheckResponseBuilder withData(String key, String value) {
      data.put(key, value);
      return this;
    }

    @Override
    public HealthCheckResponseBuilder withData(String key, long value) {
      data.put(key, value);
      return this;
    }

    @Override
    public HealthCheckResponseBuilder withData(String key, boolean value) {
      data.put(key, value);
      return this;
    }

    @Override
    public HealthCheckResponseBuilder up() {
      return status(true);
    }

    @Override
    public HealthCheckResponseBuilder down() {
      return status(false);
    }

    @Override
    public HealthCheckResponseBuilder status(boolean up) {
      status = up ? Status.UP : Status.DOWN;
      return this;
    }

    @Override
    public HealthCheckResponse build() {
      return new HealthCheckResponse(name, status, Optional.of(data));
    }
  }

  /** An application whose Watchword is a bean. */
  static final class Application {
    static Watchword watchword;

    @Produces
    Watchword watchword() {
      return watchword;
    }
  }

  @BeforeAll
  static void answer() {
    HealthCheckResponse.setResponseProvider(Answer::new);
  }

  @AfterAll
  static void forget() {
    HealthCheckResponse.setResponseProvider(null);
  }

  private static SeContainer container(Class<?>... beans) {
    return SeContainerInitializer.newInstance()
        .disableDiscovery()
        .addBeanClasses(WatchwordReadiness.class)
        .addBeanClasses(beans)
        .initialize();
  }

  private static HealthCheckResponse ask(SeContainer container) {
    return container.select(WatchwordReadiness.class, Readiness.Literal.INSTANCE).get().call();
  }

  @Test
  void bean_saysWhatHealthSays() {
    MeteredGuard guard = new MeteredGuard(MicrometerMetrics.in(new SimpleMeterRegistry()));
    Application.watchword = guard.watchword();
    SeContainer container = container(Application.class);
    HealthCheckResponse response = ask(container);
    assertEquals("watchword", response.getName());
    assertEquals(Status.UP, response.getStatus());
    assertEquals(guard.watchword().health().data(), response.getData().orElseThrow());
    assertFalse(response.getData().toString().contains("a secret of these tests"));
    container.close();
    guard.close();
  }

  @Test
  void withoutWatchword_isDown() {
    SeContainer container = container();
    assertEquals(Status.DOWN, ask(container).getStatus());
    container.close();
  }

  @Test
  void endedKey_isDown() {
    Watchword watchword =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .secret("a secret of these tests, long enough")
            .set("watchword.until", "2027-02-01")
            .clock(InstantSource.fixed(Instant.parse("2027-02-02T00:00:00Z")))
            .start();
    assertEquals(Status.DOWN, new WatchwordReadiness(watchword).call().getStatus());
    watchword.close();
  }
}
