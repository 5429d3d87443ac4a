package dev.watchword.jaxrs;

import dev.watchword.guard.Answer;
import dev.watchword.guard.Decision;
import dev.watchword.guard.RequestFacts;
import dev.watchword.guard.RequestGuard;
import dev.watchword.guard.Visitor;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the guard about the requests of one application, and does what it says. What was decided
 * stays with the request.
 */
final class RestGuard {
  private static final String GUARD = RestGuard.class.getName();
  private static final String BASE = GUARD + ".base";
  private static final String OWN_PASS = GUARD + ".pass";

  /** The name of a request attribute, which a servlet container shares with the servlet filter. */
  private static final String DECISION = Decision.class.getName();

  private final RequestGuard guard;
  private final @Nullable ServletClient client;

  /** {@code client} tells who calls; null where nobody knows. */
  RestGuard(RequestGuard guard, @Nullable ServletClient client) {
    this.guard = guard;
    this.client = client;
  }

  /** The guard of the application that the request came to; null where it has none. */
  static @Nullable RestGuard of(ContainerRequestContext request) {
    return request.getProperty(GUARD) instanceof RestGuard guard ? guard : null;
  }

  /** Takes up a request that no filter of the application has seen. */
  void begin(ContainerRequestContext request) {
    request.setProperty(GUARD, this);
    request.setProperty(BASE, RestFacts.basePath(request));
  }

  /** Lets the request go on, or ends it. */
  void judge(ContainerRequestContext request) {
    judge(request, List.of());
  }

  /** The same, with all that the code demands that has led to the matched method, and its own. */
  void judge(ContainerRequestContext request, List<ResourceDemand> demands) {
    Decision.Pass earlier =
        request.getProperty(DECISION) instanceof Decision.Pass pass ? pass : null;
    Decision decision = decide(request, earlier, demands);
    if (decision instanceof Decision.Pass pass) {
      admit(request, pass);
      if (earlier == null) {
        request.setProperty(OWN_PASS, pass);
      }
    } else if (decision instanceof Decision.Stop stop) {
      request.abortWith(response(stop.answer()));
    }
  }

  private Decision decide(
      ContainerRequestContext request,
      Decision.@Nullable Pass earlier,
      List<ResourceDemand> demands) {
    Decision decision = check(() -> RestFacts.of(request, client), earlier);
    String base = (String) request.getProperty(BASE);
    if (decision instanceof Decision.Pass pass && !RestFacts.isMatchedByItsUri(request, base)) {
      // the stricter of two rules holds: the request has to pass both
      decision = check(() -> RestFacts.asMatched(request, client, base), pass);
    }
    for (ResourceDemand demand : demands) {
      if (decision instanceof Decision.Pass pass) {
        decision = guard.tighten(RestFacts.of(request, client), pass, demand.tightening());
      }
    }
    return decision;
  }

  private Decision check(Supplier<RequestFacts> reading, Decision.@Nullable Pass earlier) {
    return guard.check(reading.get(), earlier);
  }

  private static void admit(ContainerRequestContext request, Decision.Pass pass) {
    request.setProperty(DECISION, pass);
    request.setProperty(Visitor.class.getName(), pass.visitor());
    SecurityContext before = request.getSecurityContext();
    SecurityContext original =
        before instanceof CallerSecurityContext ours ? ours.original() : before;
    request.setSecurityContext(new CallerSecurityContext(pass.caller(), original));
  }

  /** What the decision wants on the answer; nothing where somebody else was the first to decide. */
  static List<Answer.Header> headers(ContainerRequestContext request) {
    return request.getProperty(OWN_PASS) instanceof Decision.Pass pass ? pass.headers() : List.of();
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
}
