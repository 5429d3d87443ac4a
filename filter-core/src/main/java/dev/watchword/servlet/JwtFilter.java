package dev.watchword.servlet;

import dev.watchword.config.SettingSource;
import dev.watchword.config.Watchword;
import dev.watchword.guard.Answer;
import dev.watchword.guard.Decision;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through to the chain only if the guard says so. Declared in web.xml, with settings
 * as init-params or without any; or built in code. Map it to {@code /*} for all dispatchers, with
 * {@code async-supported}. It never reads the body or a parameter, and creates no session.
 */
public final class JwtFilter implements Filter {
  private @Nullable Watchword watchword;
  private boolean owned;

  /** For web.xml: the settings come with {@link #init}. */
  public JwtFilter() {}

  /** A filter over a {@code Watchword} that the caller closes. */
  public JwtFilter(Watchword watchword) {
    this.watchword = watchword;
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    JettyUpgradeFilter.refuseBefore(config);
    if (watchword != null) {
      return;
    }
    Map<String, String> values = new HashMap<>();
    for (String name : Collections.list(config.getInitParameterNames())) {
      values.put(name, config.getInitParameter(name));
    }
    if (values.isEmpty()) {
      watchword = ContextWatchword.of(config.getServletContext());
      return;
    }
    owned = true;
    watchword =
        Watchword.builder()
            .source(SettingSource.of("init-param", true, values))
            .source(ContextWatchword.contextParams(config.getServletContext()))
            .start();
  }

  @Override
  public void destroy() {
    if (owned && watchword != null) {
      watchword.close();
    }
  }

  @Override
  public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
      throws IOException, ServletException {
    if (!(anyRequest instanceof HttpServletRequest request)
        || !(anyResponse instanceof HttpServletResponse response)) {
      throw new ServletException("Watchword guards HTTP requests only");
    }
    if (watchword == null) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE); // init has not run
      return;
    }
    Decision.Pass earlier = Dispatch.earlier(request);
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      chain.doFilter(new GuardedRequest(request, null), response);
      return;
    }
    if (earlier != null && Dispatch.isInternal(request)) {
      Decision.Pass shown = Dispatch.isOnErrorPage(request) ? null : earlier;
      chain.doFilter(new GuardedRequest(request, shown), response);
      return;
    }
    Decision decision = watchword.guard().check(Dispatch.facts(request), earlier);
    if (decision instanceof Decision.Pass pass) {
      if (earlier == null) {
        pass.headers().forEach(header -> response.setHeader(header.name(), header.value()));
      }
      Dispatch.remember(request, pass);
      chain.doFilter(new GuardedRequest(request, pass), response);
    } else if (decision instanceof Decision.Stop stop) {
      write(stop.answer(), request, response);
    }
  }

  /** By status and body rather than {@code sendError}, so that no error page can say more. */
  private static void write(Answer answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted() || request.getDispatcherType() == DispatcherType.INCLUDE) {
      return; // nothing of ours belongs into somebody else's page
    }
    response.reset(); // also whatever an open page had begun before it forwarded here
    response.setStatus(answer.status());
    for (Answer.Header header : answer.headers()) {
      response.setHeader(header.name(), header.value());
    }
    response.setContentLength(answer.body().length());
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().print(answer.body());
    }
  }
}
