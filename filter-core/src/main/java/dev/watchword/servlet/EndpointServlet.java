package dev.watchword.servlet;

import dev.watchword.Watchword;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.RequestFacts;
import dev.watchword.issue.Endpoint;
import dev.watchword.settings.SettingsException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that checks its callers itself, and so belongs behind a rule of access {@code own}.
 * POST only unless it says otherwise, a body of at most 64 KiB whatever its type, and an answer
 * that no cache may store.
 */
abstract class EndpointServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger("dev.watchword");

  private transient @Nullable Watchword watchword;

  /** Releases the application's own. */
  private transient Runnable end = () -> {};

  /** A servlet over the application's own {@code Watchword}, for null, or over another's. */
  EndpointServlet(@Nullable Watchword watchword) {
    this.watchword = watchword;
  }

  /**
   * Servlets begin with their first request: a mistake is then no page with a stack trace, but a
   * line in the log and 503 for everybody.
   */
  @Override
  public void init() throws ServletException {
    if (watchword != null) {
      return;
    }
    ServletContext context = getServletContext();
    try {
      watchword = ServletContextWatchword.hold(context);
      end = () -> ServletContextWatchword.release(context);
    } catch (SettingsException logged) {
      LOG.log(
          Level.ERROR,
          "{0} has no settings and answers 503; it reads those of the application, not the"
              + " init-params of a filter",
          getClass().getName());
    }
  }

  @Override
  public void destroy() {
    end.run();
  }

  /** The methods that are answered. */
  Set<String> methods() {
    return Set.of("POST");
  }

  /**
   * Answers a request.
   *
   * @param body read when it is asked for; one that is too large has one byte too many
   */
  abstract HttpAnswer answer(
      Watchword from, RequestFacts facts, HttpServletRequest request, Supplier<byte[]> body);

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    serve(request, response);
    UnreadBody.discard(request, response);
  }

  private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Pragma", "no-cache"); // RFC 6749 section 5.1
    if (watchword == null) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE); // init has not run
      return;
    }
    if (!methods().contains(request.getMethod())) {
      response.setHeader("Allow", String.join(", ", new TreeSet<>(methods())));
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    try {
      RequestFacts facts = DispatchState.facts(request);
      Answers.write(answer(watchword, facts, request, () -> body(request)), request, response);
    } catch (UncheckedIOException brokenOff) {
      throw brokenOff.getCause();
    }
  }

  private static byte[] body(HttpServletRequest request) {
    try {
      return request.getInputStream().readNBytes(Endpoint.LARGEST_BODY + 1);
    } catch (IOException brokenOff) {
      throw new UncheckedIOException(brokenOff);
    }
  }
}
