package dev.watchword.auto;

import dev.watchword.servlet.JwtFilter;
import dev.watchword.servlet.WatchwordListener;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the filter in front of every other of a web application, as {@link WatchwordListener} does.
 * Servlet containers find it by its entry in {@code META-INF/services}; nobody calls it. Where the
 * application declares a {@link JwtFilter} in web.xml, it says itself what is guarded, and this
 * does nothing. A listener in web.xml is no mistake: there is one filter all the same.
 */
public final class AutoGuard implements ServletContainerInitializer {
  private static final String PUT = AutoGuard.class.getName();

  /** For the servlet container. */
  public AutoGuard() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> types, ServletContext context) {
    if (!isDeclared(context)) {
      WatchwordListener.guard(context);
      context.setAttribute(PUT, true);
    }
  }

  /** Whether web.xml, or code that ran before, has a filter of ours that was not put here. */
  static boolean isDeclared(ServletContext context) {
    return context.getAttribute(PUT) == null
        && context.getFilterRegistrations().values().stream()
            .anyMatch(filter -> JwtFilter.class.getName().equals(filter.getClassName()));
  }
}
