package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.watchword.limit.StoreSettings;
import dev.watchword.limit.Subject;
import dev.watchword.limit.UsedTokens.Use;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A Redis with users, and what is told of their passwords. At level TRACE Lettuce logs all that it
 * sends, as {@code docs/redis.md} says; here everything else is read.
 */
class RedisPasswordTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final String PASSWORD = "p@ss:w/o+r%d#?[\u00f6]";
  private static final Subject TOKEN = Subject.token("acme", "once");

  private static RedisProcess redis;

  @BeforeAll
  static void start() {
    redis =
        RedisProcess.start(
            "--requirepass", PASSWORD, "--user", "ann", "on", ">" + PASSWORD, "~*", "+@all");
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  private static StoreSettings settings(String user, String password) {
    String written = URLEncoder.encode(password, StandardCharsets.UTF_8);
    URI uri = URI.create("redis://" + user + ":" + written + "@127.0.0.1:" + redis.port());
    return new StoreSettings(uri, "password" + user, TIMEOUT, Duration.ZERO);
  }

  private static Use use(RedisStore store) {
    return store.usedTokens().use(TOKEN, Duration.ofHours(1), 10);
  }

  @Test
  void passwordOfAnyCharacters_opensWithAndWithoutUser() {
    for (String user : new String[] {"", "ann"}) {
      try (RedisStore store = RedisStore.open(settings(user, PASSWORD), System::nanoTime)) {
        assertEquals(Use.FIRST, use(store));
      }
    }
  }

  @Test
  void wrongPassword_isShownNowhere() {
    String wrong = PASSWORD + "wrong";
    StringBuilder seen = new StringBuilder();
    Handler everything = handler(seen);
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    root.addHandler(everything);
    root.setLevel(Level.FINE); // what SLF4J calls DEBUG
    StoreSettings settings = settings("ann", wrong);
    try (RedisStore store = RedisStore.open(settings, System::nanoTime)) {
      for (int i = 0; i < 5; i++) {
        seen.append(trace(assertThrows(RuntimeException.class, () -> use(store))));
        seen.append(trace(assertThrows(RuntimeException.class, store::beat)));
      }
      seen.append(store).append(store.describe()).append(store.troubles());
    } finally {
      root.setLevel(before);
      root.removeHandler(everything);
    }
    assertFalse(seen.toString().contains(PASSWORD), "the password");
    String written = URLEncoder.encode(wrong, StandardCharsets.UTF_8);
    assertFalse(seen.toString().contains(written), "the password as it is written in a URL");
    assertEquals("redis://127.0.0.1:" + redis.port(), settings.shown());
  }

  private static Handler handler(StringBuilder seen) {
    return new Handler() {
      @Override
      public synchronized void publish(LogRecord line) {
        seen.append(line.getMessage());
        for (Object each : line.getParameters() == null ? new Object[0] : line.getParameters()) {
          seen.append(each);
        }
        seen.append(line.getThrown() == null ? "" : trace(line.getThrown()));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private static String trace(Throwable failed) {
    StringWriter trace = new StringWriter();
    failed.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
