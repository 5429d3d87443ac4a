package dev.watchword.servlet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Hears what everybody logs instead of the console: refusals by the hundred are no news there. */
final class Log extends Handler {
  private final Logger root = Logger.getLogger("");
  private final Logger ours = Logger.getLogger("dev.watchword");
  private final List<Handler> others = List.of(root.getHandlers());
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  Log() {
    ours.setLevel(Level.INFO); // another test may have silenced it
    others.forEach(root::removeHandler);
    root.addHandler(this);
  }

  @Override
  public void publish(LogRecord line) {
    records.add(line);
  }

  /** What a log file would hold, with stack traces. */
  String text() {
    StringBuilder text = new StringBuilder();
    records.forEach(line -> text.append(new SimpleFormatter().format(line)));
    return text.toString();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    others.forEach(root::addHandler);
  }
}
