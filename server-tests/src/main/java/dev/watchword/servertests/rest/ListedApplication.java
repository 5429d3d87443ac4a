package dev.watchword.servertests.rest;

import dev.watchword.jaxrs.JwtRequestFilter;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Lists its classes, the filter among them. */
@ApplicationPath("listed")
public class ListedApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(JwtRequestFilter.class, Orders.class);
  }
}
