package dev.watchword.jaxrs;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import java.util.stream.Stream;

/** Puts a filter before every resource method, which asks what that one demands. */
final class MatchedFeature implements DynamicFeature {
  private final RestGuard guard;
  private final Configuration application;
  private final Locators locators = new Locators();

  MatchedFeature(RestGuard guard, Configuration application) {
    this.guard = guard;
    this.application = application;
  }

  /** Called when all of the application is registered. */
  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    refuseOthersAtTheEnd();
    ResourceRequirements demand = ResourceRequirements.of(resource);
    context.register(new MatchedFilter(guard, locators, demand), Priorities.AUTHORIZATION);
  }

  /** Among filters of one priority nobody knows which is the last. */
  private void refuseOthersAtTheEnd() {
    Stream<Class<?>> classes = application.getClasses().stream();
    Stream<Class<?>> instances = application.getInstances().stream().map(Object::getClass);
    Stream.concat(classes, instances)
        .filter(type -> type != LastFilter.class && isAtTheEnd(type))
        .findAny()
        .ifPresent(
            type -> {
              throw new IllegalStateException(
                  type.getName()
                      + " has the priority Integer.MAX_VALUE and could run after the last filter of"
                      + " Watchword; give it a lower one");
            });
  }

  private boolean isAtTheEnd(Class<?> type) {
    Priority annotated = type.getAnnotation(Priority.class);
    Integer registered = application.getContracts(type).get(ContainerRequestFilter.class);
    boolean last =
        (registered != null && registered == Integer.MAX_VALUE)
            || (annotated != null && annotated.value() == Integer.MAX_VALUE);
    return last
        && type.isAnnotationPresent(PreMatching.class)
        && ContainerRequestFilter.class.isAssignableFrom(type);
  }
}
