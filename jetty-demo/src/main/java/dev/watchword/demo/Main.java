package dev.watchword.demo;

import dev.watchword.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;

/** Runs the demo until it is stopped. */
public final class Main {
  private Main() {}

  /** Takes no arguments: everything is set by properties or environment variables. */
  public static void main(String[] args) throws Exception {
    run(Demo::start);
  }

  /** Runs what that starts; where it says what is wrong, that is printed, and the program ends. */
  public static void run(Callable<? extends Running> start) throws Exception {
    long begun = System.nanoTime();
    quietLogging();
    try {
      Running demo = start.call();
      Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "stop"));
      System.out.println(demo.welcome(Duration.ofNanos(System.nanoTime() - begun)));
      demo.join();
    } catch (SettingsException | IllegalArgumentException | BindException mistake) {
      System.err.println(mistake.getMessage());
      System.exit(1);
    }
  }

  private static void quietLogging() throws IOException {
    try (InputStream settings = Main.class.getResourceAsStream("/logging.properties")) {
      LogManager.getLogManager().readConfiguration(settings);
    }
  }
}
