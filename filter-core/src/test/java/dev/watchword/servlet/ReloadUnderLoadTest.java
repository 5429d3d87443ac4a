package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requirements 23 and 60: files of secrets change in every way while clients call a server, and the
 * background reads them each second. No valid token is refused, and no token of the retired secret
 * is admitted once two readings have begun after the change.
 */
@Timeout(60)
class ReloadUnderLoadTest {
  private static final int CLIENTS = 3;

  @TempDir Path folder;
  private final LogCapture log = LogCapture.atInfo();
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
  private final AtomicBoolean end = new AtomicBoolean();
  private final Map<SecretFileChange, Rotation> rotations = new EnumMap<>(SecretFileChange.class);
  private final Readings readings = new Readings();

  /** An issuer with two files, of which it has its secrets: retired, then kept, then next. */
  private static final class Rotation {
    private final String retired = RandomSecrets.text(42);
    private final String kept = RandomSecrets.text(42);
    private final String next = RandomSecrets.text(42);
    private final Path usual;
    private final Path previous;

    /** The number of readings that had begun when the files were complete. */
    private int settledAt;

    /** What clients may expect, each from the moment on at which it is set. */
    private volatile boolean isRotating;

    private volatile boolean isRetiredOut;
    private volatile boolean isNextIn;

    Rotation(Path folder) {
      usual = folder.resolve("usual");
      previous = folder.resolve("previous");
    }

    List<String> before() {
      return List.of(print(kept), print(retired));
    }

    List<String> whileUsualIsBad() {
      return List.of(print(kept), print(kept));
    }

    List<String> after() {
      return List.of(print(next), print(kept));
    }

    private static String print(String secret) {
      return RandomSecrets.fingerprint(secret);
    }
  }

  @AfterEach
  void stop() {
    end.set(true);
    threads.shutdownNow();
    log.close();
  }

  private WatchwordBuilder settings() throws IOException {
    WatchwordBuilder builder =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .clock(new TestClock())
            .source(readings)
            .set("watchword.choose", "header X-Issuer")
            .set("watchword.limit.failures", "off")
            .set("watchword.refresh", "1s");
    for (SecretFileChange change : SecretFileChange.values()) {
      Rotation rotation = new Rotation(folder.resolve(change.issuer()));
      change.begin(rotation.usual, rotation.kept, rotation.previous, rotation.retired);
      String prefix = "watchword.issuer." + change.issuer() + ".";
      builder
          .set(prefix + "secret.location", rotation.usual.toString())
          .set(prefix + "previous.secret.location", rotation.previous.toString())
          .set(prefix + "previous.until", Tokens.NOW.plus(Duration.ofDays(60)).toString());
      rotations.put(change, rotation);
    }
    return builder;
  }

  private static String token(String secret, int number) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return Tokens.good().secret(bytes).claim("n", number).text();
  }

  /** Calls for every issuer in turn, with fresh tokens and one that comes again. */
  private int load(int port) throws IOException {
    int calls = 0;
    try (RawHttp http = new RawHttp(port)) {
      while (!end.get()) {
        for (Map.Entry<SecretFileChange, Rotation> each : rotations.entrySet()) {
          Rotation rotation = each.getValue();
          int number = ++calls % 3 == 0 ? 0 : calls;
          String issuer = each.getKey().issuer();
          call(http, issuer, 200, token(rotation.kept, number));
          boolean isRetiredOut = rotation.isRetiredOut;
          if (isRetiredOut || !rotation.isRotating) {
            callRetired(http, issuer, rotation, number);
          }
          if (rotation.isNextIn) {
            call(http, issuer, 200, token(rotation.next, number));
          }
        }
      }
    }
    return calls;
  }

  /** Nothing is expected of an answer during which the files began to change. */
  private static void callRetired(RawHttp http, String issuer, Rotation rotation, int number)
      throws IOException {
    boolean isOut = rotation.isRetiredOut;
    int status = send(http, issuer, token(rotation.retired, number)).status();
    if (isOut) {
      assertEquals(401, status, issuer);
    } else if (!rotation.isRotating) {
      assertEquals(200, status, issuer);
    }
  }

  private static void call(RawHttp http, String issuer, int status, String token)
      throws IOException {
    RawHttp.Reply reply = send(http, issuer, token);
    assertEquals(status, reply.status(), () -> issuer + ": " + reply.body());
  }

  private static RawHttp.Reply send(RawHttp http, String issuer, String token) throws IOException {
    String head = "GET /x HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Issuer: " + issuer + "\r\n";
    return http.send(head + RunningApp.bearer(token) + "\r\n\r\n");
  }

  @Test
  void everyChangeOfFile_isInForceAfterTwoReadings() throws Exception {
    try (Watchword watchword = settings().start()) {
      readings.observe(watchword);
      ServletApp application =
          new ServletApp()
              .page("/*", TestPage.WHO)
              .adding(context -> ServletApp.give(context, watchword));
      try (RunningApp site = application.on(Container.JETTY)) {
        List<Future<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          clients.add(threads.submit(() -> load(site.port())));
        }
        readings.await(2, clients);
        rotateAll(watchword, clients);
        readings.await(readings.begun() + 2, clients);
        end.set(true);
        for (Future<Integer> client : clients) {
          assertTrue(client.get() > 0);
        }
        assertTrue(watchword.health().up(), () -> watchword.health().toString());
      }
    }
  }

  private void rotateAll(Watchword watchword, List<Future<Integer>> clients) throws Exception {
    for (SecretFileChange change : SecretFileChange.values()) {
      Rotation rotation = rotations.get(change);
      rotation.isRotating = true;
      change.turn(rotation.usual, rotation.next, rotation.previous, rotation.kept, readings);
      rotation.settledAt = readings.begun();
    }
    readings.await(readings.begun() + SecretFileChange.CHUNKS, clients); // of the half-written one
    SecretFileChange half = SecretFileChange.HALF_WRITTEN;
    rotations.get(half).settledAt = readings.lastHook();
    await(false, clients);
    assertFalse(watchword.health().up());
    for (SecretFileChange change : SecretFileChange.values()) {
      if (change.leavesNoSecret()) {
        Rotation rotation = rotations.get(change);
        change.mend(rotation.usual, rotation.next);
        rotation.settledAt = readings.begun();
      }
    }
    await(true, clients);
    rotations.forEach(this::assertNothingElse);
  }

  /** Each change is in force when the third reading after it begins. */
  private void await(boolean isMended, List<Future<Integer>> clients) throws Exception {
    for (Map.Entry<SecretFileChange, Rotation> each : rotations.entrySet()) {
      Rotation rotation = each.getValue();
      boolean isBad = each.getKey().leavesNoSecret() && !isMended;
      int third = rotation.settledAt + 3;
      readings.await(third, clients);
      assertEquals(
          isBad ? rotation.whileUsualIsBad() : rotation.after(),
          readings.keysAt(third, each.getKey().issuer()),
          each.getKey().issuer());
      rotation.isRetiredOut = true;
      rotation.isNextIn = !isBad;
    }
  }

  /** Never a half of a secret, and never the new one without the one that is kept. */
  private void assertNothingElse(SecretFileChange change, Rotation rotation) {
    Set<List<String>> wanted =
        Set.of(rotation.before(), rotation.whileUsualIsBad(), rotation.after());
    for (int reading = 1; reading <= readings.begun(); reading++) {
      List<String> keys = readings.keysAt(reading, change.issuer());
      assertTrue(wanted.contains(keys), () -> change + ": " + keys);
    }
  }
}
