package dev.watchword.recorded;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Hears what our loggers write, and what listeners are told, until it is closed. */
final class Ears extends Handler implements AutoCloseable {
  private final Logger ours = Logger.getLogger("dev.watchword");
  private final Level before = ours.getLevel();
  private final boolean toParents = ours.getUseParentHandlers();
  private final List<String> lines = new ArrayList<>();
  private final Set<String> ids = new TreeSet<>();

  Ears() {
    setLevel(Level.ALL);
    ours.setLevel(Level.ALL);
    ours.setUseParentHandlers(false);
    ours.addHandler(this);
  }

  @Override
  public synchronized void publish(LogRecord line) {
    String logger = line.getLoggerName().replaceFirst("^dev\\.watchword\\.?", "");
    String name = logger.isEmpty() ? "" : " (" + logger + ")";
    String text = new SimpleFormatter().formatMessage(line);
    lines.add("log " + line.getLevel().getName() + name + ": " + text);
  }

  /** What a listener was told; the id is random. */
  synchronized void heard(String line, String id) {
    lines.add(line);
    if (!id.isEmpty()) {
      ids.add(id);
    }
  }

  /** What came since the last call, after the answer to which it belongs. */
  synchronized List<String> take(List<String> answer) {
    ours.setLevel(Level.ALL); // the tests of other servers silence it as they load
    List<String> all = new ArrayList<>(answer);
    all.addAll(lines);
    all.replaceAll(line -> Mask.of(line, ids));
    lines.clear();
    ids.clear();
    return all;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ours.removeHandler(this);
    ours.setUseParentHandlers(toParents);
    ours.setLevel(before);
  }
}
