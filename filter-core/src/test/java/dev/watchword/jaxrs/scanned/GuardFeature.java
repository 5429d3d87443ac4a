package dev.watchword.jaxrs.scanned;

import dev.watchword.jaxrs.JwtRequestFilter;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/** Registers the filter where classes are not listed. */
@Provider
public final class GuardFeature implements Feature {
  @Override
  public boolean configure(FeatureContext context) {
    context.register(JwtRequestFilter.class);
    return true;
  }
}
