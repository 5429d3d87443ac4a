package dev.watchword.servlet;

import dev.watchword.guard.Decision;
import dev.watchword.guard.RequestGuard;
import dev.watchword.http.QueryParameters;
import dev.watchword.http.RequestBody;
import dev.watchword.http.RequestFacts;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One dispatch of a request: the paths that are meant by it, and what was decided about the request
 * before.
 */
final class DispatchState {
  private static final Set<String> WITH_TOKENS =
      Set.of("authorization", "cookie", "sec-websocket-protocol");

  private DispatchState() {}

  /** What this guard decided about the request before; null for nothing. */
  static Decision.@Nullable Pass earlier(HttpServletRequest request, RequestGuard guard) {
    return request.getAttribute(guard.decisionAttribute()) instanceof Decision.Pass pass
        ? pass
        : null;
  }

  /**
   * Keeps a decision for the dispatches that follow. Whom it names is told by {@link
   * GuardedRequest}: three attributes took 3.6 % of the time of a request, the verifier 2.6 %.
   */
  static void remember(HttpServletRequest request, RequestGuard guard, Decision.Pass pass) {
    request.setAttribute(guard.decisionAttribute(), pass);
  }

  /** Whether an error page is being made: its template is to know as little as the page. */
  static boolean isOnErrorPage(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
  }

  /** Whether the request would open a WebSocket. */
  static boolean isHandshake(HttpServletRequest request) {
    return request.getMethod().equals("CONNECT") // over HTTP/2: RFC 8441
        || "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }

  /**
   * The same facts to be kept: with headers of their own, of which those with tokens are left out.
   */
  static RequestFacts lasting(HttpServletRequest request) {
    Map<String, List<String>> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Enumeration<String> names = request.getHeaderNames();
    while (names != null && names.hasMoreElements()) {
      String name = names.nextElement();
      if (!WITH_TOKENS.contains(name.toLowerCase(Locale.ROOT))) {
        kept.put(name, List.copyOf(values(request, name)));
      }
    }
    RequestFacts.Connection now = new ServletConnection(request);
    return facts(
        request,
        RequestFacts.Connection.of(now.address(), now.localAddress(), now.host(), now.protocol()),
        name -> kept.getOrDefault(name, List.of()),
        RequestBody.NONE);
  }

  /** The request at the path that is meant by this dispatch. */
  static RequestFacts facts(HttpServletRequest request) {
    return facts(
        request,
        new ServletConnection(request),
        name -> values(request, name),
        () -> BufferedBody.start(request));
  }

  private static RequestFacts facts(
      HttpServletRequest request,
      RequestFacts.Connection connection,
      RequestFacts.Headers headers,
      RequestBody body) {
    boolean included = isByPath(request, DispatcherType.INCLUDE);
    String rawPath =
        included
            ? attribute(request, RequestDispatcher.INCLUDE_REQUEST_URI)
            : request.getRequestURI();
    return new RequestFacts(
        request.getMethod(),
        request.getServletContext().getContextPath(),
        included ? includedPath(request) : path(request),
        rawPath == null ? "" : rawPath,
        query(request, included),
        connection,
        via(request),
        headers,
        body);
  }

  /** The nearest first: a dispatch's own, then those that the request had before it. */
  private static @Nullable String query(HttpServletRequest request, boolean included) {
    String query = included ? attribute(request, RequestDispatcher.INCLUDE_QUERY_STRING) : null;
    query = QueryParameters.merged(query, request.getQueryString());
    if (request.getDispatcherType() == DispatcherType.REQUEST) {
      return query;
    }
    query =
        QueryParameters.merged(query, attribute(request, RequestDispatcher.FORWARD_QUERY_STRING));
    return QueryParameters.merged(query, attribute(request, AsyncContext.ASYNC_QUERY_STRING));
  }

  private static RequestFacts.Via via(HttpServletRequest request) {
    DispatcherType type = request.getDispatcherType();
    return switch (type) {
      case REQUEST, ERROR -> RequestFacts.Via.CLIENT;
      case ASYNC -> RequestFacts.Via.DISPATCH;
      case FORWARD, INCLUDE ->
          isByPath(request, type) ? RequestFacts.Via.DISPATCH : RequestFacts.Via.NAMED_DISPATCH;
    };
  }

  /** A dispatch to a servlet by its name leaves these attributes out (Servlet 6.0 section 9.4). */
  private static boolean isByPath(HttpServletRequest request, DispatcherType type) {
    String uri =
        type == DispatcherType.INCLUDE
            ? RequestDispatcher.INCLUDE_REQUEST_URI
            : RequestDispatcher.FORWARD_REQUEST_URI;
    return request.getDispatcherType() == type && attribute(request, uri) != null;
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
    String servletPath = attribute(request, RequestDispatcher.INCLUDE_SERVLET_PATH);
    String pathInfo = attribute(request, RequestDispatcher.INCLUDE_PATH_INFO);
    return joined(servletPath == null ? "" : servletPath, pathInfo);
  }

  private static String joined(String servletPath, @Nullable String pathInfo) {
    String path = pathInfo == null ? servletPath : servletPath + pathInfo;
    return path.isEmpty() ? "/" : path;
  }

  private static @Nullable String attribute(HttpServletRequest request, String name) {
    return request.getAttribute(name) instanceof String text ? text : null;
  }

  /** Whether a page asks, so that its browser looks for CORS fields in the answer. */
  static boolean isOfPage(HttpServletRequest request) {
    return request.getHeader("Origin") != null;
  }
}
