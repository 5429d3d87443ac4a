package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.TokenKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requirement 60: a secret goes through all its stages on a server under load. No valid token is
 * refused, and no token of a retired secret passes after its date.
 */
@Timeout(120)
class RotationTest {
  private static final int THREADS = 4;
  private static final int REQUESTS_A_STAGE = 500;
  private static final Instant RETIRED = Tokens.NOW.plusSeconds(60);

  private final TestClock clock = new TestClock();
  private final AtomicInteger calls = new AtomicInteger();
  @TempDir Path folder;

  /** Where the secrets stand. */
  enum Place {
    /** Two files, each replaced as a whole. */
    FILES {
      @Override
      void put(Path folder, String usual, String previous) throws IOException {
        replace(folder.resolve("usual"), usual);
        replace(folder.resolve("previous"), previous);
      }
    },
    /** Kubernetes': both files are links through one link, which is turned. */
    LINKS {
      @Override
      void put(Path folder, String usual, String previous) throws IOException {
        Path data = Files.createTempDirectory(folder, "..data");
        Files.writeString(data.resolve("usual"), usual);
        Files.writeString(data.resolve("previous"), previous);
        Path link = folder.resolve("..next");
        Files.createSymbolicLink(link, data.getFileName());
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        for (String name : List.of("usual", "previous")) {
          if (!Files.isSymbolicLink(folder.resolve(name))) {
            Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
          }
        }
      }
    },
    /** A file of properties for the one tenant. */
    PROPERTIES {
      @Override
      void put(Path folder, String usual, String previous) throws IOException {
        replace(
            folder.resolve("acme.properties"),
            "secret=%s\nprevious.secret=%s\nprevious.until=%s\n"
                .formatted(usual, previous, RETIRED));
      }

      @Override
      WatchwordBuilder settings(Path folder) {
        return Watchword.builder().set("watchword.issuers.location", folder.toString());
      }
    };

    abstract void put(Path folder, String usual, String previous) throws IOException;

    WatchwordBuilder settings(Path folder) {
      return Watchword.builder()
          .set("watchword.issuers", "acme")
          .set("watchword.issuer.acme.secret.location", folder.resolve("usual").toString())
          .set(
              "watchword.issuer.acme.previous.secret.location",
              folder.resolve("previous").toString())
          .set("watchword.issuer.acme.previous.until", RETIRED.toString());
    }
  }

  private static void replace(Path file, String text) throws IOException {
    Path next = file.resolveSibling("." + file.getFileName());
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String token(String word, int number) {
    return Tokens.good()
        .secret(TestSecrets.text(word).getBytes(StandardCharsets.US_ASCII))
        .expiringAt(RETIRED.plusSeconds(900))
        .claim("n", number)
        .text();
  }

  /** Calls, with fresh tokens and remembered ones in turn, until it is told to end. */
  private int load(int port, String word, AtomicBoolean end) {
    int number = 0;
    try (RawHttp http = new RawHttp(port)) {
      while (!end.get()) {
        String token = token(word, ++number % 3 == 0 ? 0 : number);
        String head = "GET /x HTTP/1.1\r\nHost: 127.0.0.1\r\n";
        RawHttp.Reply reply = http.send(head + RunningApp.bearer(token) + "\r\n\r\n");
        assertEquals(200, reply.status(), () -> word + ": " + reply.body());
        calls.incrementAndGet();
      }
      return number;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A change in the middle of so many requests that all pass, under each of these secrets. */
  private void under(List<String> words, int port, Change change) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    AtomicBoolean end = new AtomicBoolean();
    List<Future<Integer>> clients = new ArrayList<>();
    try {
      int before = calls.get();
      for (int i = 0; i < THREADS; i++) {
        String word = words.get(i % words.size());
        clients.add(threads.submit(() -> load(port, word, end)));
      }
      reach(before + REQUESTS_A_STAGE, clients);
      change.happen();
      reach(calls.get() + REQUESTS_A_STAGE, clients);
    } finally {
      end.set(true);
      for (Future<Integer> client : clients) {
        assertTrue(client.get() > 0);
      }
      threads.shutdown();
    }
  }

  private void reach(int number, List<Future<Integer>> clients) {
    while (calls.get() < number && clients.stream().noneMatch(Future::isDone)) {
      Thread.onSpinWait();
    }
  }

  /** What happens under load. */
  @FunctionalInterface
  interface Change {
    void happen() throws Exception;
  }

  private static void assertStatus(int expected, RunningApp site, String token) throws IOException {
    assertEquals(expected, site.get("/x", RunningApp.bearer(token)).status());
  }

  @ParameterizedTest
  @EnumSource
  void rotationUnderLoad_refusesNoValidTokenAndAdmitsNoRetiredSecret(Place place) throws Exception {
    String a = TestSecrets.text("a");
    String b = TestSecrets.text("b");
    String c = TestSecrets.text("c");
    place.put(folder, a, TestSecrets.text("before"));
    Watchword watchword =
        place
            .settings(folder)
            .surroundings(Map.of(), new Properties())
            .clock(clock)
            .set("watchword.limit.failures", "off")
            .set("watchword.refresh", "off")
            .start();
    ServletApp application =
        new ServletApp()
            .page("/*", TestPage.WHO)
            .adding(context -> ServletApp.give(context, watchword));
    LogCapture log = LogCapture.atInfo();
    try (RunningApp site = application.on(Container.JETTY)) {
      // Both at once: the new one signs, the old one is good until its date.
      under(
          List.of("a"),
          site.port(),
          () -> {
            place.put(folder, b, a);
            watchword.refresh();
          });
      assertSignedWith(watchword, b);
      String remembered = token("a", 0);
      assertStatus(200, site, remembered);
      under(List.of("a", "b"), site.port(), () -> clock.moveTo(RETIRED.minusNanos(1)));
      // The date comes under load of the new one; the old one is out from the very instant on.
      under(List.of("b"), site.port(), () -> clock.moveTo(RETIRED));
      assertStatus(401, site, remembered);
      assertStatus(401, site, token("a", 999_999));
      // The file is turned again: what was there before is out with the next request.
      clock.moveTo(Tokens.NOW);
      under(
          List.of("b"),
          site.port(),
          () -> {
            place.put(folder, c, b);
            watchword.refresh();
          });
      assertStatus(401, site, remembered);
      assertStatus(200, site, token("c", 0));
    } finally {
      log.close();
    }
  }

  private static void assertSignedWith(Watchword watchword, String secret) {
    String token =
        watchword
            .issuer("acme")
            .signer()
            .sign(TokenKind.SIGNED, Map.of("sub", "alice"), Tokens.NOW);
    String input = token.substring(0, token.lastIndexOf('.'));
    assertEquals(
        Tokens.sign(input, "HmacSHA256", secret.getBytes(StandardCharsets.US_ASCII)), token);
  }
}
