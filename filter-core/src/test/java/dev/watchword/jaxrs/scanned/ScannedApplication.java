package dev.watchword.jaxrs.scanned;

import jakarta.ws.rs.core.Application;

/** Lists nothing: what is annotated is found. */
public final class ScannedApplication extends Application {
  public static final String RESOURCE = FoundResource.class.getName();
  public static final String FEATURE = GuardFeature.class.getName();
}
