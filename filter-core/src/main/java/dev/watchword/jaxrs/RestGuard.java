package dev.watchword.jaxrs;

import dev.watchword.guard.Decision;
import dev.watchword.guard.RequestGuard;
import dev.watchword.guard.Requirements;
import dev.watchword.guard.Visitor;
import dev.watchword.http.HiddenPlaces;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.RequestFacts;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.InterceptorContext;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the guard about the requests of one application, and does what it says. What was decided
 * stays with the request.
 */
final class RestGuard {
  private static final String GUARD = RestGuard.class.getName();
  private static final String BASE = GUARD + ".base";

  /** What the servlet filter has put on the answer already; nothing where there is none. */
  private static final String SENT = GUARD + ".sent";

  private static final String REFUSED = GUARD + ".refused";

  private final RequestGuard guard;
  private final @Nullable ServletClient client;

  /** {@code client} tells who calls; null where that is not known. */
  RestGuard(RequestGuard guard, @Nullable ServletClient client) {
    this.guard = guard;
    this.client = client;
  }

  /** The guard of the application that the request came to; null where it has none. */
  static @Nullable RestGuard of(ContainerRequestContext request) {
    return request.getProperty(GUARD) instanceof RestGuard guard ? guard : null;
  }

  /** Whether a guard has refused the request of which the answer is being written. */
  static boolean hasRefused(InterceptorContext answer) {
    return answer.getProperty(REFUSED) != null;
  }

  /** Takes up a request that no filter of the application has seen. */
  void begin(ContainerRequestContext request) {
    Decision.Pass earlier = earlier(request);
    request.setProperty(GUARD, this);
    request.setProperty(BASE, JaxrsFacts.basePath(request, client));
    request.setProperty(SENT, earlier == null ? List.of() : earlier.headers());
  }

  /** Lets the request go on, or ends it. */
  void judge(ContainerRequestContext request) {
    judge(request, List.of());
  }

  /** The same, with the requirements of the matched method and of the locators that led to it. */
  void judge(ContainerRequestContext request, List<Requirements> requirements) {
    Decision decision = decide(request, earlier(request), requirements);
    if (decision instanceof Decision.Pass pass) {
      admit(request, pass);
    } else if (decision instanceof Decision.Stop stop) {
      request.setProperty(REFUSED, true);
      request.abortWith(response(stop.answer()));
    }
  }

  private Decision decide(
      ContainerRequestContext request,
      Decision.@Nullable Pass earlier,
      List<Requirements> requirements) {
    Supplier<RequestFacts> byUri = () -> JaxrsFacts.of(request, client);
    Decision decision = guard.check(byUri, earlier);
    String base = (String) request.getProperty(BASE);
    if (decision instanceof Decision.Pass pass && !JaxrsFacts.isMatchedByItsUri(request, base)) {
      // the stricter of two rules holds: the request has to pass both
      decision = guard.check(() -> JaxrsFacts.asMatched(request, client, base), pass);
    }
    for (Requirements more : requirements) {
      if (decision instanceof Decision.Pass pass) {
        decision = guard.tighten(byUri, pass, more);
      }
    }
    return decision;
  }

  /** A servlet container shares the request's attributes with the servlet filter. */
  private Decision.@Nullable Pass earlier(ContainerRequestContext request) {
    return request.getProperty(guard.decisionAttribute()) instanceof Decision.Pass pass
        ? pass
        : null;
  }

  private void admit(ContainerRequestContext request, Decision.Pass pass) {
    request.setProperty(guard.decisionAttribute(), pass);
    request.setProperty(Visitor.class.getName(), pass.visitor());
    SecurityContext before = request.getSecurityContext();
    SecurityContext original =
        before instanceof CallerSecurityContext ours ? ours.original() : before;
    request.setSecurityContext(new CallerSecurityContext(pass.caller(), original));
    hide(request, pass.hidden());
  }

  /** Cookies stay: some runtimes have read them for good by now. */
  private static void hide(ContainerRequestContext request, HiddenPlaces hidden) {
    EntityBody.hide(request, hidden);
    hideInUri(request, hidden);
    if (!hidden.headers().isEmpty()) {
      request.getHeaders().keySet().removeIf(hidden::hidesHeader);
    }
  }

  /** A resource is matched only once, so a later rule may find the URI fixed. */
  private static void hideInUri(ContainerRequestContext request, HiddenPlaces hidden) {
    UriInfo uri = request.getUriInfo();
    String raw = uri.getRequestUri().getRawQuery();
    String left = hidden.queryWithout(raw);
    if (!Objects.equals(raw, left) && uri.getMatchedURIs().isEmpty()) {
      request.setRequestUri(
          uri.getBaseUri(), uri.getRequestUriBuilder().replaceQuery(left).build());
    }
  }

  /**
   * What the last decision wants on the answer, and the servlet filter has not said. Lists are said
   * again: a runtime puts those of a resource in the place of all that was there.
   */
  List<HttpAnswer.Header> headers(ContainerRequestContext request) {
    Decision.Pass pass = earlier(request);
    if (pass == null) {
      return List.of();
    }
    List<?> sent = (List<?>) request.getProperty(SENT);
    return pass.headers().stream()
        .filter(header -> header.isList() || !sent.contains(header))
        .toList();
  }

  /**
   * With its body also for HEAD, which the runtime leaves out: for an error without one Jersey
   * calls {@code sendError}, and the container's page takes the place of our answer.
   */
  private static Response response(HttpAnswer answer) {
    Response.ResponseBuilder response = Response.status(answer.status());
    answer.headers().forEach(header -> response.header(header.name(), header.value()));
    if (!answer.body().isEmpty()) {
      response.entity(answer.body());
    }
    return response.build();
  }
}
