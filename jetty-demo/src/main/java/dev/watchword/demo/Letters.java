package dev.watchword.demo;

import dev.watchword.servlet.EventStream;
import dev.watchword.token.Caller;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who has an inbox open. Nothing is kept: a letter goes to those who are there. */
final class Letters {
  private final Set<EventStream> readers = ConcurrentHashMap.newKeySet();

  /** How many may read is limited for each caller and address; those that have gone make room. */
  void add(EventStream reader) {
    readers.removeIf(one -> !one.isOpen());
    readers.add(reader);
  }

  /** To every inbox of a caller; never to one of whom nothing is proved. */
  void send(Caller to, String from, String text) {
    String id = UUID.randomUUID().toString();
    for (EventStream reader : readers) {
      Caller caller = reader.caller();
      if (caller != null && caller.id().equals(to.id())) {
        send(reader, id, from, text);
      }
    }
  }

  static void send(EventStream reader, String id, String from, String text) {
    reader.send("letter", Json.text(Map.of("id", id, "from", from, "text", text)));
  }
}
