package dev.watchword.auto.app;

import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Lists its one class. */
public class ListedApp extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(Orders.class);
  }
}
