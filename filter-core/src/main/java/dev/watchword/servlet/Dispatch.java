package dev.watchword.servlet;

import dev.watchword.guard.Decision;
import dev.watchword.guard.RequestFacts;
import dev.watchword.guard.Visitor;
import dev.watchword.token.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One dispatch of a request: the paths that are meant by it, and what was decided about the request
 * before.
 */
final class Dispatch {
  private static final String DECISION = Decision.class.getName();
  private static final String INTERNAL = "/WEB-INF/";

  private Dispatch() {}

  /** What a guard decided about this request before; null for nothing. */
  static Decision.@Nullable Pass earlier(HttpServletRequest request) {
    return request.getAttribute(DECISION) instanceof Decision.Pass pass ? pass : null;
  }

  /** Keeps a decision for the dispatches that follow, but none of nobody over one of somebody. */
  static void remember(HttpServletRequest request, Decision.Pass pass) {
    Decision.Pass earlier = earlier(request);
    boolean known = earlier != null && (earlier.caller() != null || earlier.visitor() != null);
    if (!known || pass.caller() != null) {
      request.setAttribute(DECISION, pass);
      request.setAttribute(Caller.class.getName(), pass.caller());
      request.setAttribute(Visitor.class.getName(), pass.visitor());
    }
  }

  /**
   * Whether this dispatch goes to a place that no request can name: below {@code /WEB-INF}, or to a
   * servlet by its name. A decision about the request then stands.
   */
  static boolean isInternal(HttpServletRequest request) {
    String path = include(request, RequestDispatcher.INCLUDE_SERVLET_PATH);
    return switch (request.getDispatcherType()) {
      case INCLUDE -> path == null || path.startsWith(INTERNAL);
      case FORWARD -> {
        boolean named = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) == null;
        yield named || isBelowInternal(request);
      }
      case ASYNC -> isBelowInternal(request);
      case REQUEST, ERROR -> false;
    };
  }

  /** Whether an error page is being made: its template is to know as little as the page. */
  static boolean isOnErrorPage(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
  }

  private static boolean isBelowInternal(HttpServletRequest request) {
    String path = path(request);
    return path != null && path.startsWith(INTERNAL);
  }

  static RequestFacts facts(HttpServletRequest request) {
    boolean included =
        request.getDispatcherType() == DispatcherType.INCLUDE
            && include(request, RequestDispatcher.INCLUDE_REQUEST_URI) != null;
    String rawPath =
        included
            ? include(request, RequestDispatcher.INCLUDE_REQUEST_URI)
            : request.getRequestURI();
    return new RequestFacts(
        request.getMethod(),
        request.getServletContext().getContextPath(),
        included ? includedPath(request) : path(request),
        rawPath == null ? "" : rawPath,
        request.getQueryString(),
        request.getRemoteAddr() == null ? "" : request.getRemoteAddr(),
        request.getLocalAddr() == null ? "" : request.getLocalAddr(),
        name -> values(request, name));
  }

  private static List<String> values(HttpServletRequest request, String name) {
    Enumeration<String> values = request.getHeaders(name);
    return values == null || !values.hasMoreElements() ? List.of() : Collections.list(values);
  }

  /** Jetty throws where a path is ambiguous (Servlet 6.0 section 3.5.2); the guard then refuses. */
  private static @Nullable String path(HttpServletRequest request) {
    try {
      return joined(request.getServletPath(), request.getPathInfo());
    } catch (IllegalArgumentException ambiguous) {
      return null;
    }
  }

  private static String includedPath(HttpServletRequest request) {
    String servletPath = include(request, RequestDispatcher.INCLUDE_SERVLET_PATH);
    String pathInfo = include(request, RequestDispatcher.INCLUDE_PATH_INFO);
    return joined(servletPath == null ? "" : servletPath, pathInfo);
  }

  private static String joined(String servletPath, @Nullable String pathInfo) {
    String path = pathInfo == null ? servletPath : servletPath + pathInfo;
    return path.isEmpty() ? "/" : path;
  }

  private static @Nullable String include(HttpServletRequest request, String attribute) {
    return request.getAttribute(attribute) instanceof String text ? text : null;
  }
}
