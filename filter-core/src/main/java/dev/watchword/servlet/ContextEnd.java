package dev.watchword.servlet;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Closes the {@code Watchword} that was started for a web application, when the application ends.
 * One that the application has set itself is not closed. Servers find this by its entry in {@code
 * META-INF/services}. With an embedded one that does not look there the last filter or servlet of
 * ours closes it.
 */
public final class ContextEnd implements ServletContainerInitializer, ServletContextListener {
  @Override
  public void onStartup(@Nullable Set<Class<?>> types, ServletContext context) {
    context.addListener(this); // allowed here and nowhere later
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    ServletContextWatchword.close(event.getServletContext());
  }
}
