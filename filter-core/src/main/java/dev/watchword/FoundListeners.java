package dev.watchword;

import dev.watchword.event.GuardListener;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** Listeners that a jar brings, as services: nobody has to build a Watchword in code for them. */
final class FoundListeners {
  private FoundListeners() {}

  /**
   * One of each class: those beside this library first, then those of the application. One that
   * cannot be made stops the start with a {@link java.util.ServiceConfigurationError}, which names
   * it.
   */
  static List<GuardListener> all() {
    List<GuardListener> listeners = new ArrayList<>();
    Set<Class<?>> known = new LinkedHashSet<>();
    add(
        ServiceLoader.load(GuardListener.class, FoundListeners.class.getClassLoader()),
        known,
        listeners);
    add(ServiceLoader.load(GuardListener.class), known, listeners);
    return listeners;
  }

  private static void add(
      ServiceLoader<GuardListener> services, Set<Class<?>> known, List<GuardListener> listeners) {
    services.stream()
        .filter(service -> known.add(service.type()))
        .map(ServiceLoader.Provider::get)
        .forEach(listeners::add);
  }
}
