package dev.watchword;

/** For tests of other packages: what is done each minute, done now. */
public final class MinutePassed {
  private MinutePassed() {}

  public static void on(Watchword watchword) {
    watchword.everyMinute(Runnable::run);
  }
}
