package dev.watchword.servlet;

import dev.watchword.Watchword;
import dev.watchword.guard.Decision;
import dev.watchword.http.HttpAnswer;
import dev.watchword.settings.SettingSource;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through to the chain only if the guard says so. Declared in web.xml, with settings
 * as init-params or without any; or built in code. Map it to {@code /*} for all dispatchers, with
 * {@code async-supported}. It never reads a parameter, nor the body of a request that it lets
 * through, unless a rule looks for the token there, and creates no session.
 */
public final class JwtFilter implements Filter {
  private @Nullable Watchword watchword;

  /** Closes what the filter has started, or releases what it shares. */
  private Runnable end = () -> {};

  /** For web.xml: the settings come with {@link #init}. */
  public JwtFilter() {}

  /** A filter over a {@code Watchword} that the caller closes. */
  public JwtFilter(Watchword watchword) {
    this.watchword = watchword;
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    JettyFilterOrder.keep(config);
    warnWithoutAsync(config);
    if (watchword != null) {
      return;
    }
    Map<String, String> values = new HashMap<>();
    for (String name : Collections.list(config.getInitParameterNames())) {
      values.put(name, config.getInitParameter(name));
    }
    ServletContext context = config.getServletContext();
    if (values.isEmpty()) {
      watchword = ServletContextWatchword.hold(context);
      end = () -> ServletContextWatchword.release(context);
      return;
    }
    Watchword own =
        ServletContextWatchword.start(
            context,
            Watchword.builder()
                .source(SettingSource.of("init-param", true, values))
                .source(ServletContextWatchword.contextParams(context)));
    watchword = own;
    end = own::close;
  }

  private static void warnWithoutAsync(FilterConfig config) {
    String name = config.getFilterName();
    if (WebXml.filtersWithoutAsync(config.getServletContext()).contains(name)) {
      System.getLogger("dev.watchword")
          .log(
              Level.WARNING,
              "Watchword: the filter ''{0}'' is declared without async support, so nothing behind it"
                  + " can answer later, and callers that send a large body may not see why they are"
                  + " refused; add <async-supported>true</async-supported> to it in web.xml",
              name);
    }
  }

  @Override
  public void destroy() {
    end.run();
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
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      chain.doFilter(new GuardedRequest(request, null, watchword), response);
      return;
    }
    Decision.Pass pass = Admission.judge(watchword.guard(), request, response);
    if (pass != null) {
      pass(pass, watchword, request, response, chain);
    }
  }

  private static void pass(
      Decision.Pass pass,
      Watchword watchword,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Decision.Pass shown = DispatchState.isOnErrorPage(request) ? null : pass;
    HttpServletRequest guarded =
        HidingRequest.of(
            ReadableRequest.of(new GuardedRequest(request, shown, watchword), pass.hidden()),
            pass.hidden());
    Handshake handshake = Handshake.of(request, watchword, pass);
    if (handshake == null) {
      chain.doFilter(guarded, response);
      return;
    }
    HttpAnswer refused = handshake.refused(request, watchword);
    if (refused == null) {
      handshake.run(chain, guarded, response);
    } else {
      Answers.writeInstead(refused, request, response);
    }
  }
}
