package dev.watchword.jaxrs;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;

/** Puts a filter before every resource method, which asks what that one demands. */
final class MatchedFeature implements DynamicFeature {
  private final RestGuard guard;
  private final Locators locators = new Locators();

  MatchedFeature(RestGuard guard) {
    this.guard = guard;
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    ResourceDemand demand = ResourceDemand.of(resource);
    context.register(new MatchedFilter(guard, locators, demand), Priorities.AUTHORIZATION);
  }
}
