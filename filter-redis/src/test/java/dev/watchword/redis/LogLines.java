package dev.watchword.redis;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged at level INFO while it is open; the console hears nothing. */
final class LogLines extends Handler implements AutoCloseable {
  private static final String OURS = "dev.watchword";

  private final Logger root = Logger.getLogger("");
  private final Handler[] others = root.getHandlers();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  LogLines() {
    for (Handler other : others) {
      root.removeHandler(other);
    }
    root.addHandler(this);
  }

  @Override
  public void publish(LogRecord line) {
    if (OURS.equals(line.getLoggerName())) {
      lines.add(new SimpleFormatter().formatMessage(line));
    }
  }

  /** How many lines of Watchword have that in them. */
  long count(String part) {
    return lines.stream().filter(line -> line.contains(part)).count();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    for (Handler other : others) {
      root.addHandler(other);
    }
  }
}
