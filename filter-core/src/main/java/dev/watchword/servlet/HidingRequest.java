package dev.watchword.servlet;

import dev.watchword.http.HiddenPlaces;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request without its token, for applications that pass on what they get, or log it. */
final class HidingRequest extends HttpServletRequestWrapper {
  private static final String COOKIE = "Cookie";

  private final HiddenPlaces hidden;

  private HidingRequest(HttpServletRequest request, HiddenPlaces hidden) {
    super(request);
    this.hidden = hidden;
  }

  /** The same request where nothing is to be hidden. */
  static HttpServletRequest of(HttpServletRequest request, HiddenPlaces hidden) {
    return hidden.isNone() ? request : new HidingRequest(request, hidden);
  }

  private boolean isCut(String name) {
    return name.equalsIgnoreCase(COOKIE) && !hidden.cookies().isEmpty();
  }

  @Override
  public @Nullable String getHeader(String name) {
    if (hidden.hidesHeader(name)) {
      return null;
    }
    Enumeration<String> values = isCut(name) ? getHeaders(name) : null;
    if (values == null) {
      return super.getHeader(name);
    }
    return values.hasMoreElements() ? values.nextElement() : null;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    if (hidden.hidesHeader(name)) {
      return Collections.emptyEnumeration();
    }
    Enumeration<String> values = super.getHeaders(name);
    return isCut(name)
        ? Collections.enumeration(hidden.cookieFields(Collections.list(values)))
        : values;
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = Collections.list(super.getHeaderNames());
    names.removeIf(
        name -> hidden.hidesHeader(name) || (isCut(name) && !getHeaders(name).hasMoreElements()));
    return Collections.enumeration(names);
  }

  @Override
  public @Nullable String getQueryString() {
    return hidden.queryWithout(super.getQueryString());
  }

  @Override
  public @Nullable String getParameter(String name) {
    return hidden.hidesParameter(name) ? null : super.getParameter(name);
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return hidden.hidesParameter(name) ? null : super.getParameterValues(name);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    Map<String, String[]> shown = new LinkedHashMap<>(super.getParameterMap());
    shown.keySet().removeIf(hidden::hidesParameter);
    return Collections.unmodifiableMap(shown);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(getParameterMap().keySet());
  }

  @Override
  public Cookie @Nullable [] getCookies() {
    Cookie[] all = super.getCookies();
    if (all == null) {
      return null;
    }
    Cookie[] left =
        Arrays.stream(all)
            .filter(cookie -> !hidden.cookies().contains(cookie.getName()))
            .toArray(Cookie[]::new);
    return left.length == 0 ? null : left;
  }
}
