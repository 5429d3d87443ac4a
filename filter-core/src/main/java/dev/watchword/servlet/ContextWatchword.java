package dev.watchword.servlet;

import dev.watchword.config.SettingSource;
import dev.watchword.config.Watchword;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** The one {@link Watchword} of a web application, kept as an attribute of its context. */
final class ContextWatchword {
  private static final String ATTRIBUTE = Watchword.class.getName();

  private ContextWatchword() {}

  /** The application's own, started by whoever asks first. */
  static Watchword of(ServletContext context) {
    if (context.getAttribute(ATTRIBUTE) instanceof Watchword watchword) {
      return watchword;
    }
    Watchword watchword = Watchword.builder().source(contextParams(context)).start();
    context.setAttribute(ATTRIBUTE, watchword);
    watchword.shareWithApplication(); // with a JAX-RS filter beside us
    return watchword;
  }

  static SettingSource contextParams(ServletContext context) {
    Map<String, String> values = new HashMap<>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      values.put(name, context.getInitParameter(name));
    }
    return SettingSource.of("context-param", true, values);
  }

  static void close(ServletContext context) {
    if (context.getAttribute(ATTRIBUTE) instanceof Watchword watchword) {
      context.removeAttribute(ATTRIBUTE);
      watchword.close();
    }
  }
}
