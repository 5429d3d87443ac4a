package dev.watchword.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger.Level;
import java.util.EnumSet;

/**
 * The way to protect a web application: one {@code <listener>} in web.xml. Puts the filter in front
 * of every other, on every path and for every kind of dispatch. Error pages pass without being
 * judged, and without a caller. Where the settings are wrong the application is not deployed.
 */
public final class WatchwordListener implements ServletContextListener {
  private static final String NAME = "watchword";

  /** Says that the filter of that name is the one that was put here. */
  private static final String PUT = WatchwordListener.class.getName();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    putFirst(context, new JwtFilter(ServletContextWatchword.of(context)));
  }

  /**
   * Does what the listener does, for a {@link jakarta.servlet.ServletContainerInitializer}: the
   * application's own {@code Watchword} starts with the filter. Does nothing the second time; a
   * listener beside it does nothing either.
   *
   * @throws IllegalStateException where the application has another filter named watchword
   */
  public static void guard(ServletContext context) {
    putFirst(context, new JwtFilter());
  }

  private static void putFirst(ServletContext context, JwtFilter guard) {
    if (context.getAttribute(PUT) != null) {
      return;
    }
    FilterRegistration.Dynamic filter = context.addFilter(NAME, guard);
    if (filter == null) {
      String taken = "a filter named " + NAME + " is declared already";
      System.getLogger("dev.watchword").log(Level.ERROR, "Watchword does not start: " + taken);
      throw new IllegalStateException(taken);
    }
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    context.setAttribute(PUT, NAME);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    context.removeAttribute(PUT);
    ServletContextWatchword.close(context);
  }
}
