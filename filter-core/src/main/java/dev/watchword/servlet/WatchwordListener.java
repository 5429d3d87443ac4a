package dev.watchword.servlet;

import dev.watchword.Watchword;
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
  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Watchword watchword = ServletContextWatchword.of(context);
    FilterRegistration.Dynamic filter = context.addFilter("watchword", new JwtFilter(watchword));
    if (filter == null) {
      String taken = "a filter named watchword is declared already";
      System.getLogger("dev.watchword").log(Level.ERROR, "Watchword does not start: " + taken);
      throw new IllegalStateException(taken);
    }
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    ServletContextWatchword.close(event.getServletContext());
  }
}
