package dev.watchword.jaxrs;

import jakarta.ws.rs.core.Application;
import java.util.Set;

/** An application that lists its classes. */
abstract class ListedApplication extends Application {
  private final Set<Class<?>> classes;

  ListedApplication(Class<?>... classes) {
    this.classes = Set.of(classes);
  }

  @Override
  public Set<Class<?>> getClasses() {
    return classes;
  }
}
