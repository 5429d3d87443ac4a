package dev.watchword.servlet;

import dev.watchword.Watchword;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.RequestFacts;
import dev.watchword.issue.Endpoint;
import dev.watchword.issue.IssueReply;
import dev.watchword.issue.IssueRequest;
import dev.watchword.token.Reason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An endpoint that issues tokens. Its refusals are counted and told by the guard. */
abstract class IssuingServlet extends EndpointServlet {
  private static final long serialVersionUID = 1L;

  private final transient Function<Watchword, Endpoint> kind;

  IssuingServlet(@Nullable Watchword watchword, Function<Watchword, Endpoint> kind) {
    super(watchword);
    this.kind = kind;
  }

  @Override
  void answer(
      Watchword from,
      Supplier<byte[]> body,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    RequestFacts facts = DispatchState.facts(request);
    if (facts.path() == null) { // only where no filter of ours has seen the request before
      refuse(
          from,
          facts,
          Reason.AMBIGUOUS_PATH,
          "the path can be read in two ways",
          request,
          response);
      return;
    }
    IssueReply reply;
    try {
      reply = kind.apply(from).answer(issueRequest(request, body));
    } catch (IllegalStateException noLiveKey) {
      String detail = "nothing can be signed now: no key is live";
      refuse(from, facts, Reason.UNAVAILABLE, detail, request, response);
      return;
    } catch (UncheckedIOException brokenOff) {
      throw brokenOff;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError fault) {
      String type = fault.getClass().getName(); // its text may hold a secret
      refuse(from, facts, Reason.UNAVAILABLE, type, request, response);
      return;
    }
    Reason refused = reply.refused();
    HttpAnswer limited =
        refused == null
            ? null
            : from.guard().refusedByEndpoint(facts, refused, reply.detail(), reply.status());
    if (limited == null) {
      reply.headers().forEach(response::setHeader);
      write(reply.status(), reply.body(), response);
    } else {
      Answers.write(limited, request, response);
    }
  }

  private static void refuse(
      Watchword from,
      RequestFacts facts,
      Reason reason,
      String detail,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Answers.write(from.guard().refuse(facts, reason, detail, ""), request, response);
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
