package dev.watchword.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Hears everything that anybody logs, at any level, while it is open; the console hears nothing.
 */
public final class LogCapture extends Handler implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final Logger ours = Logger.getLogger("dev.watchword");
  private final Level rootLevel = root.getLevel();
  private final Level oursLevel = ours.getLevel();
  private final Handler[] others = root.getHandlers();
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  public LogCapture() {
    this(Level.ALL);
  }

  private LogCapture(Level least) {
    setLevel(least);
    root.setLevel(least);
    ours.setLevel(least);
    for (Handler other : others) {
      root.removeHandler(other);
    }
    root.addHandler(this);
  }

  /** Hears what a server logs by default; at {@link Level#ALL} a container writes a lot. */
  public static LogCapture atInfo() {
    return new LogCapture(Level.INFO);
  }

  @Override
  public void publish(LogRecord line) {
    records.add(line);
  }

  /** The messages from our own loggers, at any level. */
  public List<String> lines() {
    return records.stream()
        .filter(line -> String.valueOf(line.getLoggerName()).startsWith(ours.getName()))
        .map(new SimpleFormatter()::formatMessage)
        .toList();
  }

  /** The messages of one level, from our own logger. */
  public List<String> at(Level level) {
    return records.stream()
        .filter(line -> ours.getName().equals(line.getLoggerName()) && line.getLevel() == level)
        .map(new SimpleFormatter()::formatMessage)
        .toList();
  }

  /** All lines of all loggers, as a log file has them. */
  public String text() {
    StringBuilder text = new StringBuilder();
    records.forEach(line -> text.append(new SimpleFormatter().format(line)));
    return text.toString();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    for (Handler other : others) {
      root.addHandler(other);
    }
    root.setLevel(rootLevel);
    ours.setLevel(oursLevel);
  }
}
