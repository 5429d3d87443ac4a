package dev.watchword.jaxrs;

import dev.watchword.Watchword;
import dev.watchword.servlet.ServletContextWatchword;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;

/**
 * The same in a servlet container, which knows the client of a request, and whose context owns the
 * {@code Watchword}. A class of its own, because JAX-RS also runs where there is no servlet API.
 */
final class ServletGuardFeature extends GuardFeature {
  /** Stands for the request of the current thread. */
  @Context @Nullable HttpServletRequest request;

  /** In the same way. */
  @Context @Nullable HttpServletResponse response;

  @Context @Nullable ServletContext servlets;

  ServletGuardFeature(@Nullable Watchword given) {
    super(given);
  }

  static boolean isAvailable() {
    try {
      ClassLoader loader = ServletGuardFeature.class.getClassLoader();
      Class.forName("jakarta.servlet.http.HttpServletRequest", false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError noServletApi) {
      return false;
    }
  }

  @Override
  Watchword own() {
    return servlets != null && isKnown(servlets)
        ? ServletContextWatchword.of(servlets)
        : super.own();
  }

  @Override
  @Nullable ServletClient client() {
    return servlets != null && request != null && isKnown(servlets)
        ? new ServletClient(request)
        : null;
  }

  @Override
  void registerMore(FeatureContext context) {
    if (client() != null && request != null && response != null) {
      context.register(new RefusalInterceptor(request, response));
    }
  }

  /** Those of the context: Tomcat starts a servlet that has failed again with each request. */
  @Override
  AnnotationMistakes mistakes() {
    if (servlets == null || !isKnown(servlets)) {
      return super.mistakes();
    }
    String name = AnnotationMistakes.class.getName();
    if (servlets.getAttribute(name) instanceof AnnotationMistakes known) {
      return known;
    }
    AnnotationMistakes first = super.mistakes();
    servlets.setAttribute(name, first);
    return first;
  }

  /** RESTEasy injects something in any case, which throws where there is no servlet container. */
  private static boolean isKnown(ServletContext servlets) {
    try {
      return servlets.getContextPath() != null;
    } catch (RuntimeException noServletContainer) {
      return false;
    }
  }
}
