package dev.watchword.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EventListener;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Jetty's filter for WebSockets behind a filter of ours. Jetty puts it in front of every
 * other at the moment when it first hears of an endpoint, which may be long after the start, and it
 * would open sockets to anybody. So this listens to every mapping of a filter that is added, and
 * mends the order before Jetty has built a chain from it.
 *
 * <p>All of Jetty is reached by reflection: it is no dependency of ours.
 */
final class JettyFilterOrder implements InvocationHandler {
  /** The context's class says which of the Jakarta EE versions this Jetty runs. */
  private static final Pattern JETTY = Pattern.compile("(org\\.eclipse\\.jetty\\.ee\\d+)\\..+");

  private static final String UPGRADE = ".websocket.servlet.WebSocketUpgradeFilter";
  private static final String CONTEXT = ".servlet.ServletContextHandler";
  private static final String COMPONENT = "org.eclipse.jetty.util.component.";

  private final Object servlets;
  private final String ours;
  private final String upgrade;

  /** The order of filters in a Jetty {@code ServletHandler}, with the name of ours. */
  private JettyFilterOrder(Object servlets, String ours, String upgrade) {
    this.servlets = servlets;
    this.ours = ours;
    this.upgrade = upgrade;
  }

  /**
   * Holds from now on until the context stops; for a filter's {@code init}. Does nothing where this
   * is not Jetty, or one without WebSockets.
   *
   * @throws ServletException where this Jetty does not let its order be seen and mended, so that
   *     the application does not start
   */
  static void keep(FilterConfig ours) throws ServletException {
    ServletContext context = ours.getServletContext();
    Matcher jetty = JETTY.matcher(context.getClass().getName());
    if (!jetty.matches()) {
      return;
    }
    ClassLoader server = context.getClass().getClassLoader();
    String upgrade = jetty.group(1) + UPGRADE;
    if (!isThere(upgrade, server)) {
      return;
    }
    try {
      Class<?> handlers = Class.forName(jetty.group(1) + CONTEXT, false, server);
      Object handler =
          handlers
              .getMethod("getServletContextHandler", ServletContext.class)
              .invoke(null, context);
      Object servlets = call(handler, "getServletHandler");
      JettyFilterOrder order = new JettyFilterOrder(servlets, ours.getFilterName(), upgrade);
      order.mend();
      order.listen(server);
    } catch (ReflectiveOperationException failure) {
      throw new ServletException(
          "cannot keep Jetty's filter for WebSockets behind the filter '"
              + ours.getFilterName()
              + "'; without that one it would open sockets to anybody",
          failure);
    }
  }

  private static boolean isThere(String className, ClassLoader server) {
    try {
      Class.forName(className, false, server);
      return true;
    } catch (ClassNotFoundException | LinkageError noWebSockets) {
      return false;
    }
  }

  private void listen(ClassLoader server) throws ReflectiveOperationException {
    Class<?> added = Class.forName(COMPONENT + "Container$Listener", false, server);
    Class<?> stopping = Class.forName(COMPONENT + "LifeCycle$Listener", false, server);
    Object listener =
        Proxy.newProxyInstance(added.getClassLoader(), new Class<?>[] {added, stopping}, this);
    change("addEventListener", listener);
  }

  private void change(String method, Object listener) throws ReflectiveOperationException {
    servlets.getClass().getMethod(method, EventListener.class).invoke(servlets, listener);
  }

  /** What Jetty calls, for each part of its servlets and filters that is added. */
  @Override
  public @Nullable Object invoke(Object listener, Method event, Object @Nullable [] arguments)
      throws ReflectiveOperationException {
    switch (event.getName()) {
      case "beanAdded" -> mend();
      case "lifeCycleStopping" -> change("removeEventListener", listener);
      case "equals" -> {
        return arguments != null && listener == arguments[0];
      }
      case "hashCode" -> {
        return System.identityHashCode(listener);
      }
      case "toString" -> {
        return "the order of '" + ours + "' and Jetty's filter for WebSockets";
      }
      default -> {} // the other events of the two interfaces
    }
    return null;
  }

  /** Moves each mapping of Jetty's filter that stands before the last of ours just behind it. */
  private void mend() throws ReflectiveOperationException {
    Object[] mappings = (Object[]) call(servlets, "getFilterMappings"); // a copy
    List<Object> before = new ArrayList<>();
    List<Object> moved = new ArrayList<>();
    int behindOurs = behindOurs(mappings);
    for (Object mapping : Arrays.asList(mappings).subList(0, behindOurs)) {
      (isUpgrade(filterName(mapping)) ? moved : before).add(mapping);
    }
    if (!moved.isEmpty()) {
      before.addAll(moved);
      before.addAll(Arrays.asList(mappings).subList(behindOurs, mappings.length));
      servlets
          .getClass()
          .getMethod("setFilterMappings", mappings.getClass())
          .invoke(servlets, (Object) before.toArray(mappings.clone()));
    }
  }

  private int behindOurs(Object[] mappings) throws ReflectiveOperationException {
    int behind = 0;
    for (int i = 0; i < mappings.length; i++) {
      if (ours.equals(filterName(mappings[i]))) {
        behind = i + 1;
      }
    }
    return behind;
  }

  /** By its class: applications may give it another name. */
  private boolean isUpgrade(String filterName) throws ReflectiveOperationException {
    Object holder =
        servlets.getClass().getMethod("getFilter", String.class).invoke(servlets, filterName);
    return holder != null && upgrade.equals(call(holder, "getClassName"));
  }

  private static String filterName(Object mapping) throws ReflectiveOperationException {
    return (String) call(mapping, "getFilterName");
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }
}
