package dev.watchword.servertests.rest;

import dev.watchword.jaxrs.JwtRequestFilter;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/** As the README has it. */
@Provider
public class SecurityFeature implements Feature {
  @Override
  public boolean configure(FeatureContext context) {
    context.register(JwtRequestFilter.class);
    return true;
  }
}
