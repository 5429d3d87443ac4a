package dev.watchword.servlet;

import dev.watchword.Endpoints;
import dev.watchword.Watchword;
import dev.watchword.guard.RequestGuard;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.RequestFacts;
import dev.watchword.issue.Endpoint;
import dev.watchword.issue.IssueReply;
import dev.watchword.issue.IssueRequest;
import dev.watchword.token.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An endpoint that issues tokens. Its refusals are counted and told by the guard. */
abstract class IssuingServlet extends EndpointServlet {
  private static final long serialVersionUID = 1L;

  private final transient Function<Endpoints, Endpoint> kind;

  IssuingServlet(@Nullable Watchword watchword, Function<Endpoints, Endpoint> kind) {
    super(watchword);
    this.kind = kind;
  }

  @Override
  HttpAnswer answer(
      Watchword from, RequestFacts facts, HttpServletRequest request, Supplier<byte[]> body) {
    RequestGuard guard = from.guard();
    if (facts.path() == null) { // only where no filter of ours has seen the request before
      return guard.refuse(facts, Reason.AMBIGUOUS_PATH, "the path can be read in two ways", "");
    }
    IssueReply reply;
    try {
      reply = kind.apply(from.endpoints()).answer(issueRequest(request, body));
    } catch (IllegalStateException noLiveKey) {
      return guard.refuse(
          facts, Reason.UNAVAILABLE, "nothing can be signed now: no key is live", "");
    } catch (UncheckedIOException brokenOff) {
      throw brokenOff;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError fault) {
      String type = fault.getClass().getName(); // its text may hold a secret
      return guard.refuse(facts, Reason.UNAVAILABLE, type, "");
    }
    return reply instanceof IssueReply.Refused refused
        ? guard.refusedByEndpoint(facts, refused.rejection(), refused.answer())
        : reply.answer();
  }

  private static IssueRequest issueRequest(HttpServletRequest request, Supplier<byte[]> body) {
    String type = request.getContentType();
    String path = request.getPathInfo();
    return new IssueRequest(
        Collections.list(request.getHeaders("Authorization")),
        type == null ? "" : type,
        path == null ? "" : path,
        body);
  }
}
