package dev.watchword;

import dev.watchword.event.GuardListener;
import dev.watchword.event.Notice;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** Writes notices into the log, and tells the listeners. */
final class NoticeBoard {
  private static final Logger LOG = System.getLogger("dev.watchword");
  private static final Set<Notice.Kind> GOOD =
      EnumSet.of(Notice.Kind.KEYS_CHANGED, Notice.Kind.STORE_WELL, Notice.Kind.REVOKED);

  private final List<GuardListener> listeners;

  NoticeBoard(List<GuardListener> listeners) {
    this.listeners = listeners;
  }

  /** Tells; the teller runs the listeners, which may hang. */
  void tell(List<Notice> notices, Executor teller) {
    for (Notice notice : notices) {
      Level level = GOOD.contains(notice.kind()) ? Level.INFO : Level.WARNING;
      Housekeeping.unlessItFails(() -> LOG.log(level, "Watchword: " + notice.text()));
      for (GuardListener listener : listeners) {
        teller.execute(() -> Housekeeping.unlessItFails(() -> listener.noticed(notice)));
      }
    }
  }
}
