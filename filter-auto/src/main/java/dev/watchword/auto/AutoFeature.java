package dev.watchword.auto;

import dev.watchword.jaxrs.JwtRequestFilter;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Registers {@link JwtRequestFilter} with every JAX-RS application, whether it is scanned or lists
 * its classes. Runtimes of Jakarta RESTful Web Services 3.1 find it by its entry in {@code
 * META-INF/services}; nobody calls it. A {@code DynamicFeature} would come too late: it speaks of
 * methods that are found, and the guard also answers for those that are not. Where the application
 * declares a servlet filter of ours in web.xml, it says itself what is guarded, and this does
 * nothing; nor where it has registered the JAX-RS filter.
 */
public final class AutoFeature implements Feature {
  /** For the JAX-RS runtime. */
  public AutoFeature() {}

  @Override
  public boolean configure(FeatureContext context) {
    context.register(hasServlets() ? new ServletAutoFeature() : new JwtRequestFilter());
    return true;
  }

  private static boolean hasServlets() {
    try {
      Class.forName("jakarta.servlet.ServletContext", false, AutoFeature.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError noServletApi) {
      return false;
    }
  }
}
