package dev.watchword.jaxrs;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** Judges again when the resource method is known, just before it is called. */
record MatchedFilter(
    RestGuard guard, Locators locators, Method matched, ResourceRequirements demand)
    implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    List<ResourceRequirements> demands =
        new ArrayList<>(locators.demandsOnTheWay(request.getUriInfo(), matched));
    demands.add(demand);
    guard.judge(request, demands);
  }
}
