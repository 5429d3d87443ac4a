package dev.watchword.jaxrs;

import dev.watchword.guard.Requirements;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import java.util.stream.Stream;

/** Puts a filter before every resource method, which checks the requirements of that method. */
final class MatchedFeature implements DynamicFeature {
  private final RestGuard guard;
  private final Configuration application;
  private final Locators locators = new Locators();
  private final AnnotationMistakes mistakes;

  MatchedFeature(RestGuard guard, Configuration application, AnnotationMistakes mistakes) {
    this.guard = guard;
    this.application = application;
    this.mistakes = mistakes;
  }

  /** Called when all of the application is registered. */
  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Requirements own =
        mistakes.toldBy(
            () -> {
              refuseOthersAtTheEnds();
              return ResourceRequirements.of(resource);
            });
    context.register(
        new MatchedFilter(guard, locators, mistakes, resource.getResourceMethod(), own),
        Priorities.AUTHORIZATION);
  }

  /** Among filters of one priority it is not known which is the first, or the last. */
  private void refuseOthersAtTheEnds() {
    Stream<Class<?>> classes = application.getClasses().stream();
    Stream<Class<?>> instances = application.getInstances().stream().map(Object::getClass);
    Stream.concat(classes, instances)
        .filter(this::isPreMatching)
        .forEach(
            type -> {
              if (type != StartFilter.class && isAt(Integer.MIN_VALUE, type)) {
                throw new IllegalStateException(
                    type.getName()
                        + " has the priority Integer.MIN_VALUE and could run before the first"
                        + " filter of Watchword; give it a higher one");
              }
              if (type != LastFilter.class && isAt(Integer.MAX_VALUE, type)) {
                throw new IllegalStateException(
                    type.getName()
                        + " has the priority Integer.MAX_VALUE and could run after the last"
                        + " filter of Watchword; give it a lower one");
              }
            });
  }

  private boolean isPreMatching(Class<?> type) {
    return type.isAnnotationPresent(PreMatching.class)
        && ContainerRequestFilter.class.isAssignableFrom(type);
  }

  private boolean isAt(int priority, Class<?> type) {
    Priority annotated = type.getAnnotation(Priority.class);
    Integer registered = application.getContracts(type).get(ContainerRequestFilter.class);
    return (registered != null && registered == priority)
        || (annotated != null && annotated.value() == priority);
  }
}
