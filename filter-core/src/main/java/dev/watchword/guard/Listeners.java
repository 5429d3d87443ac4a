package dev.watchword.guard;

import dev.watchword.event.GuardListener;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Those who listen to a guard. What they throw is logged once, and breaks nothing. */
final class Listeners<T extends GuardListener> {
  private final List<T> all;
  private final AtomicBoolean oneFailed;

  private Listeners(List<T> all, AtomicBoolean oneFailed) {
    this.all = List.copyOf(all);
    this.oneFailed = oneFailed;
  }

  static Listeners<GuardListener> of(List<GuardListener> all) {
    return new Listeners<>(all, new AtomicBoolean());
  }

  /** Those of them that can more. */
  <S extends T> Listeners<S> ofType(Class<S> type) {
    List<S> some = all.stream().filter(type::isInstance).map(type::cast).toList();
    return new Listeners<>(some, oneFailed);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  void tell(Consumer<T> news) {
    for (T listener : all) {
      try {
        news.accept(listener);
      } catch (Exception | LinkageError | AssertionError | StackOverflowError fault) {
        if (oneFailed.compareAndSet(false, true)) {
          System.getLogger("dev.watchword")
              .log(
                  Level.WARNING,
                  "A GuardListener threw {0}; requests go on. Said once.",
                  fault.getClass().getName());
        }
      }
    }
  }
}
