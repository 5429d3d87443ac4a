package dev.watchword.jaxrs;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/**
 * Judges again when no other filter will run before the resource is looked for. Another may have
 * changed the method or the path, and locators are the application's code: they run while the
 * resource is looked for.
 */
@PreMatching
@Priority(Integer.MAX_VALUE)
record LastFilter(RestGuard guard) implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    guard.judge(request);
  }
}
