package dev.watchword.servlet;

import dev.watchword.Watchword;
import dev.watchword.guard.Decision;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Decision.Stop;
import dev.watchword.guard.RequestGuard;
import dev.watchword.guard.Requirements;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request may go on, asked where the servlet API alone is at hand: by {@link JwtFilter},
 * and by what a server runs before any filter, such as its authentication. Whoever asks second
 * takes over the verdict: one verification, one count. Safe for use by several threads at once.
 */
public final class Admission {
  private Admission() {}

  /**
   * Judges a request by the application's own {@link Watchword}, which {@link WatchwordListener} or
   * a filter without init-params has started.
   *
   * @param needsCaller whether nobody is let through without a valid token, even where the path is
   *     open
   * @return what was decided; null where the request ends here and its answer is sent, which is 503
   *     where the application has no {@code Watchword}
   */
  public static @Nullable Pass judge(
      HttpServletRequest request, HttpServletResponse response, boolean needsCaller)
      throws IOException {
    Object found = request.getServletContext().getAttribute(Watchword.class.getName());
    if (!(found instanceof Watchword watchword)) {
      System.getLogger("dev.watchword")
          .log(Level.ERROR, "declare WatchwordListener; until then every answer is 503");
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return null;
    }
    RequestGuard guard = watchword.guard();
    Pass pass = judge(guard, request, response);
    if (pass != null && needsCaller && pass.caller() == null) {
      Decision more = guard.tighten(() -> DispatchState.facts(request), pass, Requirements.NOTHING);
      pass = passed(more, guard, request, response);
    }
    if (pass == null) {
      response.getOutputStream().close(); // WildFly would write an answer of its own over it
    }
    return pass;
  }

  /** The same by that guard, for whom the rules allow. */
  static @Nullable Pass judge(
      RequestGuard guard, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Decision decision =
        guard.check(() -> DispatchState.facts(request), DispatchState.earlier(request, guard));
    return passed(decision, guard, request, response);
  }

  private static @Nullable Pass passed(
      Decision decision,
      RequestGuard guard,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (decision instanceof Pass pass) {
      Answers.add(pass.headers(), request, response);
      DispatchState.remember(request, guard, pass);
      return pass;
    }
    if (decision instanceof Stop stop) {
      Answers.writeInstead(stop.answer(), request, response);
    }
    return null;
  }
}
