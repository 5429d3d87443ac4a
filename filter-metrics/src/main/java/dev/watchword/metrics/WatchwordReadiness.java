package dev.watchword.metrics;

import dev.watchword.Health;
import dev.watchword.Watchword;
import dev.watchword.servlet.ServletContextWatchword;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Whether requests can be judged, at {@code /health/ready} of a server with MicroProfile Health. It
 * asks the {@link Watchword} that a bean of the application is, else the one of its servlet
 * context, else that of {@link #WatchwordReadiness(Watchword)}. It is no check of liveness: a
 * restart mends no key.
 */
@Readiness
@ApplicationScoped
public class WatchwordReadiness implements HealthCheck {
  private final @Nullable Watchword own;
  private final @Nullable Instance<Watchword> beans;
  private final @Nullable Instance<ServletContext> contexts;

  /** For a proxy of the container's. */
  protected WatchwordReadiness() {
    this(null, null, null);
  }

  /** One that finds what it asks. */
  @Inject
  public WatchwordReadiness(Instance<Watchword> beans, Instance<ServletContext> contexts) {
    this(null, beans, contexts);
  }

  /** One that asks this, for an application that makes its checks itself. */
  public WatchwordReadiness(Watchword watchword) {
    this(watchword, null, null);
  }

  private WatchwordReadiness(
      @Nullable Watchword own,
      @Nullable Instance<Watchword> beans,
      @Nullable Instance<ServletContext> contexts) {
    this.own = own;
    this.beans = beans;
    this.contexts = contexts;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("watchword");
    Watchword watchword = watchword();
    if (watchword == null) {
      return answer.down().withData("watchword", "not found").build();
    }
    Health health = watchword.health();
    health.data().forEach(answer::withData);
    return answer.status(health.up()).build();
  }

  private @Nullable Watchword watchword() {
    if (own != null) {
      return own;
    }
    if (beans != null && beans.isResolvable()) {
      return beans.get();
    }
    return contexts != null && contexts.isResolvable()
        ? ServletContextWatchword.of(contexts.get())
        : null;
  }
}
