package dev.watchword.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still at {@link Tokens#NOW} until a test moves it. */
public final class TestClock implements InstantSource {
  private volatile Instant now = Tokens.NOW;

  @Override
  public Instant instant() {
    return now;
  }

  public void moveTo(Instant other) {
    now = other;
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }
}
