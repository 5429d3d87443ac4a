package dev.watchword.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes one sentence for each refusal at INFO, and for each admission at DEBUG. Under a flood it
 * writes so many a second and counts the rest. Everything from the request is escaped.
 */
public final class DecisionLog implements GuardListener {
  private static final int LINES_A_SECOND = 20;
  private static final int LONGEST_PATH = 200;

  private final Logger logger;
  private final AtomicLong second = new AtomicLong();
  private final AtomicLong lines = new AtomicLong();
  private final LongAdder unwritten = new LongAdder();

  public DecisionLog() {
    this(System.getLogger("dev.watchword"));
  }

  DecisionLog(Logger logger) {
    this.logger = logger;
  }

  @Override
  public void decided(GuardEvent event) {
    Level level = event.passed() ? Level.DEBUG : Level.INFO;
    if (!logger.isLoggable(level)) {
      return;
    }
    if (event.passed()) {
      logger.log(level, sentence("passed", event) + ": rule " + event.rule());
      return;
    }
    if (!hasRoom(event.at().getEpochSecond())) {
      unwritten.increment();
      return;
    }
    long missed = unwritten.sumThenReset();
    String reason = event.reason() == null ? "" : event.reason().code();
    logger.log(
        level,
        sentence((event.enforced() ? "" : "would be ") + event.status() + " " + reason, event)
            + ": "
            + event.detail()
            + " ["
            + event.id()
            + "]"
            + (missed == 0 ? "" : " (" + missed + " more before it not written)"));
  }

  /** In a flood all threads come here: most only read. */
  private boolean hasRoom(long now) {
    if (second.get() != now && second.getAndSet(now) != now) {
      lines.set(0);
    }
    return lines.get() < LINES_A_SECOND && lines.incrementAndGet() <= LINES_A_SECOND;
  }

  private static String sentence(String outcome, GuardEvent event) {
    String from = event.address().isEmpty() ? "" : " from " + printable(event.address());
    return outcome + " " + printable(event.method()) + " " + printable(event.path()) + from;
  }

  /** Printable ASCII stays; everything else, quotes and backslashes are written as escapes. */
  static String printable(String text) {
    StringBuilder safe = new StringBuilder();
    int end = Math.min(text.length(), LONGEST_PATH);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c > 0x20 && c < 0x7F && c != '"' && c != '\\') {
        safe.append(c);
      } else {
        safe.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) c));
      }
    }
    return end < text.length() ? safe.append("...").toString() : safe.toString();
  }
}
