package dev.watchword.guard;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Hears what is logged, in place of the console. */
public final class Ears extends Handler implements AutoCloseable {
  private final Logger ours = Logger.getLogger("dev.watchword");
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public Ears() {
    ours.setLevel(Level.INFO); // another test may have silenced it
    ours.setUseParentHandlers(false);
    ours.addHandler(this);
  }

  public List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(new SimpleFormatter().formatMessage(line));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ours.removeHandler(this);
    ours.setUseParentHandlers(true);
  }
}
