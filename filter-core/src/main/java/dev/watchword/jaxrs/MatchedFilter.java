package dev.watchword.jaxrs;

import dev.watchword.guard.Requirements;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** Judges again when the resource method is known, just before it is called. */
record MatchedFilter(
    RestGuard guard,
    Locators locators,
    AnnotationMistakes mistakes,
    Method matched,
    Requirements own)
    implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    List<Requirements> requirements =
        mistakes.toldBy(
            () -> new ArrayList<>(locators.requirementsOnTheWay(request.getUriInfo(), matched)));
    requirements.add(own);
    guard.judge(request, requirements);
  }
}
