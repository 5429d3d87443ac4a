package dev.watchword.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's filter for WebSockets, in its place behind ours. Jetty puts its own in front of every
 * other at the moment when it first hears of WebSockets, which may be after our listener, and so
 * opens sockets to anybody. Where one of that name is there already, it does not. This one has the
 * name, and calls Jetty's once there are WebSockets to speak of.
 */
final class JettyUpgradeFilter implements Filter {
  /** The context's class says which of the Jakarta EE versions this Jetty runs. */
  private static final Pattern JETTY = Pattern.compile("(org\\.eclipse\\.jetty\\.ee\\d+)\\..+");

  private static final String UPGRADE = ".websocket.servlet.WebSocketUpgradeFilter";
  private static final String CONTEXT = ".servlet.ServletContextHandler";

  private final Class<? extends Filter> type;
  private @Nullable FilterConfig config;
  private volatile @Nullable Filter jettys;

  private JettyUpgradeFilter(Class<? extends Filter> type) {
    this.type = type;
  }

  /** What this Jetty's classes begin with; null where this is not Jetty. */
  private static @Nullable String packages(ServletContext context) {
    Matcher jetty = JETTY.matcher(context.getClass().getName());
    return jetty.matches() ? jetty.group(1) : null;
  }

  /** Behind all filters that are there, unless it is there too. */
  static void placeIn(ServletContext context) {
    String packages = packages(context);
    Class<? extends Filter> type = packages == null ? null : load(packages + UPGRADE, context);
    if (type == null) {
      return;
    }
    FilterRegistration.Dynamic upgrade =
        context.addFilter(type.getName(), new JettyUpgradeFilter(type));
    if (upgrade != null) {
      upgrade.setAsyncSupported(true);
      upgrade.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    }
  }

  /** Refuses to start a filter of ours behind Jetty's. */
  static void refuseBefore(FilterConfig ours) throws ServletException {
    ServletContext context = ours.getServletContext();
    String packages = packages(context);
    if (packages == null || context.getFilterRegistration(packages + UPGRADE) == null) {
      return;
    }
    List<String> order = filtersInOrder(context, packages + CONTEXT);
    if (order.indexOf(packages + UPGRADE) < order.indexOf(ours.getFilterName())) {
      throw new ServletException(
          "Jetty's filter for WebSockets stands before the filter '"
              + ours.getFilterName()
              + "' and would open sockets to anybody. Use "
              + WatchwordListener.class.getName()
              + " instead, or declare a filter with the name and the class "
              + packages
              + UPGRADE
              + " behind it in web.xml");
    }
  }

  /** The API tells which filters there are, but not in what order. */
  private static List<String> filtersInOrder(ServletContext context, String handlerName)
      throws ServletException {
    try {
      Class<?> type = Class.forName(handlerName, false, context.getClass().getClassLoader());
      Object handler =
          type.getMethod("getServletContextHandler", ServletContext.class).invoke(null, context);
      Object servlets = type.getMethod("getServletHandler").invoke(handler);
      Object mappings = servlets.getClass().getMethod("getFilterMappings").invoke(servlets);
      List<String> names = new ArrayList<>();
      for (Object mapping : (Object[]) mappings) {
        names.add((String) mapping.getClass().getMethod("getFilterName").invoke(mapping));
      }
      return names;
    } catch (ReflectiveOperationException failure) {
      throw new ServletException("cannot see where Jetty's filter for WebSockets stands", failure);
    }
  }

  private static @Nullable Class<? extends Filter> load(String name, ServletContext context) {
    try {
      ClassLoader ofServer = context.getClass().getClassLoader();
      return Class.forName(name, false, ofServer).asSubclass(Filter.class);
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }

  @Override
  public void init(FilterConfig given) {
    config = given;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Filter upgrade = mayUpgrade(request) ? jettys() : null;
    if (upgrade == null) {
      chain.doFilter(request, response);
    } else {
      upgrade.doFilter(request, response, chain);
    }
  }

  private static boolean mayUpgrade(ServletRequest request) {
    return request instanceof HttpServletRequest http
        && (http.getHeader("Upgrade") != null || http.getMethod().equals("CONNECT"));
  }

  private @Nullable Filter jettys() throws ServletException {
    Filter made = jettys;
    if (made == null && config != null) {
      try {
        made = type.getDeclaredConstructor().newInstance();
        made.init(config);
        jettys = made;
      } catch (IllegalStateException noWebSockets) {
        return null;
      } catch (ReflectiveOperationException failure) {
        throw new ServletException(failure);
      }
    }
    return made;
  }
}
