package dev.watchword.servlet;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.settings.SettingSource;
import dev.watchword.settings.SettingsException;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The one {@link Watchword} of a web application, kept as an attribute of its context, by the name
 * of that class. Filters, servlets and JAX-RS that were given none use it.
 */
public final class ServletContextWatchword {
  private static final String ATTRIBUTE = Watchword.class.getName();

  /** The one that was started here: closed with the context, as one that was set is not. */
  private static final String STARTED = ATTRIBUTE + ".started";

  /** How many filters and servlets hold it. */
  private static final String HOLDS = ATTRIBUTE + ".holds";

  /** The message of the last start that was refused, which need not be logged again. */
  private static final String REFUSED = ATTRIBUTE + ".refused";

  private static final Logger LOG = System.getLogger("dev.watchword");

  private static final Object LOCK = new Object();

  private ServletContextWatchword() {}

  /**
   * The application's own: the one that was {@linkplain #set set}, else one that is started here
   * from the context-params and the configuration. The first call starts it, all later ones get the
   * same. What is started here is closed with the context: by {@link ContextEnd} or a {@link
   * WatchwordListener}, or else with the last filter or servlet of ours that uses it.
   *
   * @throws SettingsException where it has to be started and cannot
   */
  public static Watchword of(ServletContext context) {
    synchronized (LOCK) { // a context may be known by several objects
      if (context.getAttribute(ATTRIBUTE) instanceof Watchword watchword) {
        return watchword;
      }
      Watchword watchword = start(context, Watchword.builder().source(contextParams(context)));
      context.setAttribute(ATTRIBUTE, watchword);
      context.setAttribute(STARTED, watchword);
      return watchword;
    }
  }

  /**
   * Makes this the application's own, before anybody has asked for it. The code that sets it closes
   * it: it may be that of several contexts, and does not end with the first of them.
   *
   * @throws IllegalStateException where there is another one
   */
  public static void set(ServletContext context, Watchword watchword) {
    synchronized (LOCK) {
      if (context.getAttribute(ATTRIBUTE) instanceof Watchword other && other != watchword) {
        throw new IllegalStateException("the application has another Watchword already");
      }
      context.setAttribute(ATTRIBUTE, watchword);
    }
  }

  /**
   * Starts another one than the application's own. Mistakes are thrown and, once for the
   * application, logged by us: Tomcat writes what an application throws to a file of its own alone.
   */
  static Watchword start(ServletContext context, WatchwordBuilder builder) {
    try {
      return builder.logMistakes(false).start();
    } catch (SettingsException mistakes) {
      String message = String.valueOf(mistakes.getMessage());
      synchronized (LOCK) {
        if (!message.equals(context.getAttribute(REFUSED))) {
          context.setAttribute(REFUSED, message);
          LOG.log(Level.ERROR, message);
        }
      }
      throw mistakes;
    }
  }

  static SettingSource contextParams(ServletContext context) {
    Map<String, String> values = new HashMap<>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      values.put(name, context.getInitParameter(name));
    }
    return SettingSource.of("context-param", true, values);
  }

  /** The same for a filter or a servlet, which {@linkplain #release releases} it at its end. */
  static Watchword hold(ServletContext context) {
    synchronized (LOCK) {
      Watchword watchword = of(context);
      context.setAttribute(HOLDS, holds(context) + 1);
      return watchword;
    }
  }

  /** Ends one hold; with the last of them what was started here is closed. */
  static void release(ServletContext context) {
    synchronized (LOCK) {
      int left = holds(context) - 1;
      if (left > 0) {
        context.setAttribute(HOLDS, left);
      } else {
        close(context);
      }
    }
  }

  private static int holds(ServletContext context) {
    return context.getAttribute(HOLDS) instanceof Integer holds ? holds : 0;
  }

  /** Closes what was started here, if anything was. */
  static void close(ServletContext context) {
    synchronized (LOCK) {
      context.removeAttribute(HOLDS);
      if (context.getAttribute(STARTED) instanceof Watchword started) {
        context.removeAttribute(STARTED);
        if (context.getAttribute(ATTRIBUTE) == started) {
          context.removeAttribute(ATTRIBUTE);
        }
        started.close();
      }
    }
  }
}
