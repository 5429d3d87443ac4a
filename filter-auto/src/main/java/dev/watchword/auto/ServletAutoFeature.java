package dev.watchword.auto;

import dev.watchword.jaxrs.JwtRequestFilter;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;

/** The same with the servlet API, where web.xml may have spoken. A class of its own without it. */
final class ServletAutoFeature implements Feature {
  @Context @Nullable ServletContext servlets;

  @Override
  public boolean configure(FeatureContext context) {
    if (context.getConfiguration().isRegistered(JwtRequestFilter.class) || isDeclared()) {
      return false;
    }
    context.register(JwtRequestFilter.class);
    return true;
  }

  /** RESTEasy injects something in any case, which throws where there is no servlet container. */
  private boolean isDeclared() {
    try {
      return servlets != null && AutoGuard.isDeclared(servlets);
    } catch (RuntimeException noServletContainer) {
      return false;
    }
  }
}
