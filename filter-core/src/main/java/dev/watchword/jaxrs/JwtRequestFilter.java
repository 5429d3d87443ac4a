package dev.watchword.jaxrs;

import dev.watchword.Watchword;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through to the resources only if the guard says so, before any resource is looked
 * for. Register the class or an instance with the application, without naming contracts: the rest
 * that is needed comes with it. Beside the servlet filter it takes over that one's verdict: one
 * verification, one count. What resources say by {@code @RolesAllowed}, {@code @DenyAll} and {@link
 * ScopesAllowed} is asked on top; {@code @PermitAll} opens nothing.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public final class JwtRequestFilter implements ContainerRequestFilter, Feature {
  private static final Logger LOG = System.getLogger("dev.watchword");

  private final @Nullable Watchword given;

  /**
   * For the JAX-RS runtime: over the {@code Watchword} of the servlet context, which is started
   * here if it was not started before. Without a servlet context one is started from the
   * configuration alone. Wrong settings stop the deployment.
   */
  public JwtRequestFilter() {
    this.given = null;
  }

  /** A filter over a {@code Watchword} that the caller closes. */
  public JwtRequestFilter(Watchword watchword) {
    this.given = watchword;
  }

  @Override
  public boolean configure(FeatureContext context) {
    context.register(
        ServletGuardFeature.isAvailable()
            ? new ServletGuardFeature(given)
            : new GuardFeature(given));
    return true;
  }

  /** Judges the request; refuses it where {@link #configure} was never asked to set up a guard. */
  @Override
  public void filter(ContainerRequestContext request) {
    RestGuard guard = RestGuard.of(request);
    if (guard != null) {
      guard.judge(request);
    } else {
      LOG.log(Level.ERROR, "register JwtRequestFilter without naming contracts; it answers 503");
      request.abortWith(Response.status(Response.Status.SERVICE_UNAVAILABLE).entity("").build());
    }
  }
}
