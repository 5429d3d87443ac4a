package dev.watchword.cdi;

import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import dev.watchword.event.Notice;
import jakarta.enterprise.inject.spi.CDI;

/**
 * Fires each decision and notice as an event of CDI, for {@code @Observes GuardEvent}: on the
 * thread of the request, before the application runs. Found by the service loader. Where no CDI
 * container runs, nobody observes.
 */
public final class CdiEvents implements GuardListener {
  @Override
  public void decided(GuardEvent event) {
    fire(event);
  }

  @Override
  public void noticed(Notice notice) {
    fire(notice);
  }

  private static void fire(Object event) {
    CDI<Object> container;
    try {
      container = CDI.current();
    } catch (IllegalStateException noneRuns) {
      return;
    }
    container.getBeanManager().getEvent().fire(event);
  }
}
