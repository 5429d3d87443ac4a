package dev.watchword.demo;

import java.time.Duration;

/** A demo that answers. */
public interface Running extends AutoCloseable {
  /** What it says when it is ready. */
  String welcome(Duration startedIn);

  /** Waits until it has stopped. */
  void join() throws InterruptedException;

  @Override
  void close();
}
