package dev.watchword.jaxrs;

import dev.watchword.config.Watchword;
import dev.watchword.guard.Answer;
import dev.watchword.guard.Decision;
import dev.watchword.guard.RequestFacts;
import dev.watchword.guard.RequestGuard;
import dev.watchword.guard.Visitor;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.container.ResourceContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through to the resources only if the guard says so, before any resource is looked
 * for. Register the class or an instance with the application. Beside the servlet filter it takes
 * over that one's verdict: one verification, one count. What resources say by
 * {@code @RolesAllowed}, {@code @DenyAll} and {@link ScopesAllowed} is asked on top;
 * {@code @PermitAll} opens nothing.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public final class JwtRequestFilter
    implements ContainerRequestFilter, ContainerResponseFilter, DynamicFeature {
  private static final String OWN_PASS = JwtRequestFilter.class.getName() + ".pass";

  private final RequestGuard guard;

  private final Locators locators = new Locators();

  @Context @Nullable ResourceContext resources;

  /**
   * For the JAX-RS runtime: over the {@code Watchword} of this application, which is started here
   * where nobody has started it. Wrong settings stop the deployment.
   */
  public JwtRequestFilter() {
    this(Watchword.ofApplication());
  }

  /** A filter over a {@code Watchword} that the caller closes. */
  public JwtRequestFilter(Watchword watchword) {
    this.guard = watchword.guard();
    ServletClient.logWhereUnavailable();
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Decision.Pass earlier = earlier(request);
    RequestFacts facts = RestFacts.of(request, client());
    Decision decision = guard.check(facts, earlier);
    if (decision instanceof Decision.Pass pass) {
      admit(request, pass);
      if (earlier == null) {
        request.setProperty(OWN_PASS, pass);
      }
    } else if (decision instanceof Decision.Stop stop) {
      request.abortWith(response(stop.answer()));
    }
  }

  /**
   * Judges again once the resource is known: another filter may have changed the method or the
   * path, and the resource may ask for more.
   */
  void filterMatched(ContainerRequestContext request, ResourceDemand demand) {
    Decision.Pass earlier = earlier(request);
    RequestFacts facts = RestFacts.of(request, client());
    Decision decision = guard.check(facts, earlier);
    if (decision instanceof Decision.Pass) {
      for (ResourceDemand each : demands(request, demand)) {
        if (decision instanceof Decision.Pass pass) {
          decision = guard.tighten(facts, pass, each.tightening());
        }
      }
    }
    if (decision instanceof Decision.Pass pass) {
      admit(request, pass);
    }
    if (decision instanceof Decision.Stop stop) {
      request.abortWith(response(stop.answer()));
    }
  }

  /** What the matched method asks, after what was asked on the way to it. */
  private List<ResourceDemand> demands(ContainerRequestContext request, ResourceDemand matched) {
    List<ResourceDemand> demands = new ArrayList<>(locators.demandsOnTheWay(request.getUriInfo()));
    demands.add(matched);
    return demands;
  }

  private void admit(ContainerRequestContext request, Decision.Pass pass) {
    request.setProperty(guard.decisionAttribute(), pass);
    request.setProperty(Visitor.class.getName(), pass.visitor());
    request.setSecurityContext(
        new CallerSecurityContext(pass.caller(), request.getSecurityContext()));
  }

  private Decision.@Nullable Pass earlier(ContainerRequestContext request) {
    return request.getProperty(guard.decisionAttribute()) instanceof Decision.Pass pass
        ? pass
        : null;
  }

  private @Nullable ServletClient client() {
    return resources == null ? null : ServletClient.in(resources);
  }

  /**
   * With its body also for HEAD, which the runtime leaves out: for an error without one Jersey
   * calls {@code sendError}, and the container's page takes the place of our answer.
   */
  private static Response response(Answer answer) {
    Response.ResponseBuilder response = Response.status(answer.status());
    answer.headers().forEach(header -> response.header(header.name(), header.value()));
    if (!answer.body().isEmpty()) {
      response.entity(answer.body());
    }
    return response.build();
  }

  /** What a decision wants on the application's answer. */
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(OWN_PASS) instanceof Decision.Pass pass) {
      pass.headers().stream()
          .filter(
              header ->
                  header.name().equals("Vary") // a list, to which the application may have added
                      || !response.getHeaders().containsKey(header.name()))
          .forEach(header -> response.getHeaders().add(header.name(), header.value()));
    }
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    ResourceDemand demand = ResourceDemand.of(resource);
    context.register(new MatchedFilter(this, demand), Priorities.AUTHORIZATION);
  }
}
