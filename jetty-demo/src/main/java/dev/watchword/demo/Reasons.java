package dev.watchword.demo;

import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers why the last requests were refused, so that the page can show it. */
final class Reasons implements GuardListener {
  private static final int MOST = 256;

  private final Map<String, GuardEvent> refused = new LinkedHashMap<>();

  @Override
  public void decided(GuardEvent event) {
    if (event.passed()) {
      return;
    }
    synchronized (refused) {
      refused.put(event.id(), event);
      if (refused.size() > MOST) {
        refused.remove(refused.keySet().iterator().next());
      }
    }
  }

  String json(@Nullable String id) {
    GuardEvent event;
    synchronized (refused) {
      event = id == null ? null : refused.get(id);
    }
    return event == null || event.reason() == null
        ? "{}"
        : Json.text(Map.of("reason", event.reason().code(), "detail", event.detail()));
  }
}
