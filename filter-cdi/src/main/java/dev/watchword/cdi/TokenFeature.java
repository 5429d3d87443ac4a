package dev.watchword.cdi;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Where a JAX-RS application has {@code @LoginConfig(authMethod = "MP-JWT")}, its caller is a
 * {@code JsonWebToken}. It guards nothing: that is the filter's. Found by the service loader.
 */
public final class TokenFeature implements Feature {
  @Override
  public boolean configure(FeatureContext context) {
    if (MicroProfileJwt.isAvailable()) {
      // After the guard, which tells of the caller twice: before and after matching
      context.register(new TokenFilter(), Priorities.AUTHORIZATION + 1);
    }
    return true;
  }
}
