package dev.watchword.jaxrs;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/** Runs when the resource method is known, just before it is called. */
record MatchedFilter(JwtRequestFilter filter, ResourceDemand demand)
    implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    filter.filterMatched(request, demand);
  }
}
