package dev.watchword.jaxrs;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/** Runs before any filter of the application can change what the runtime made of a request. */
@PreMatching
@Priority(Integer.MIN_VALUE)
record StartFilter(RestGuard guard) implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    guard.begin(request);
  }
}
