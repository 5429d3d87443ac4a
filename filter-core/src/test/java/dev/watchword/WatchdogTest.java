package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import dev.watchword.event.Notice;
import dev.watchword.settings.SettingSource;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.TestClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requirements 23 and 76: reading the secrets again may fail in any way, and never unseen. */
@Timeout(60)
class WatchdogTest {
  private static final long HUGE = 574L * 1024 * 1024;

  private final TestClock clock = new TestClock();
  private LogCapture log;
  private Path file;

  @BeforeEach
  void write(@TempDir Path folder) throws IOException {
    log = new LogCapture();
    file = Files.writeString(folder.resolve("secret"), RandomSecrets.good());
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  private WatchwordBuilder builder() {
    return Watchword.builder().surroundings(Map.of(), new Properties()).clock(clock);
  }

  private WatchwordBuilder aFile() {
    return builder().set("watchword.secret.location", file.toString());
  }

  private static String key(Watchword watchword) {
    return watchword.issuers().get(0).keys().get(0).fingerprint();
  }

  /** What may stand in the place of a secret's file. */
  enum InItsPlace {
    PIPE("the file is a folder, a pipe or a device") {
      @Override
      void make(Path file) throws Exception {
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
      }
    },
    FOLDER("the folder holds no key; put a file there") {
      @Override
      void make(Path file) throws IOException {
        Files.createDirectory(file);
      }
    },
    DEVICE("the file is a folder, a pipe or a device") {
      @Override
      void make(Path file) throws IOException {
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
      }
    },
    HUGE_FILE("the file is larger than 64 KiB") {
      @Override
      void make(Path file) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
          sparse.setLength(HUGE);
        }
      }
    },
    DANGLING_LINK("is not there; check the path") {
      @Override
      void make(Path file) throws IOException {
        Files.createSymbolicLink(file, Path.of("nothing"));
      }
    };

    private final String sentence;

    InItsPlace(String sentence) {
      this.sentence = sentence;
    }

    abstract void make(Path file) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void noSecretInItsPlace_isSaidAndKeyBeforeStays(InItsPlace other) throws Exception {
    try (Watchword watchword = aFile().start()) {
      String before = key(watchword);
      Files.delete(file);
      other.make(file);
      watchword.refresh();
      assertEquals(before, key(watchword));
      assertFalse(watchword.health().up());
      assertTrue(log.text().contains(other.sentence), log::text);
      assertMended(watchword);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noSecretInFolderOfIssuers_isSaid(InItsPlace other, @TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("acme"), RandomSecrets.good());
    try (Watchword watchword =
        builder().set("watchword.issuers.location", folder.toString()).start()) {
      String before = key(watchword);
      Files.delete(folder.resolve("acme"));
      other.make(folder.resolve("acme"));
      Files.writeString(folder.resolve("globex"), RandomSecrets.good());
      watchword.refresh();
      boolean isAFolder = other == InItsPlace.FOLDER; // some mounts have folders of their own
      assertEquals(isAFolder, !before.equals(key(watchword)));
      assertEquals(isAFolder, watchword.health().up());
    }
  }

  private void assertMended(Watchword watchword) throws IOException {
    Files.delete(file);
    String next = RandomSecrets.good();
    Files.writeString(file, next);
    watchword.refresh();
    assertEquals(RandomSecrets.fingerprint(next), key(watchword));
    assertTrue(watchword.health().up());
  }

  /** Settings whose reading may fail, or hang. */
  private static final class Source implements SettingSource {
    private final String secret = RandomSecrets.good();
    private final AtomicReference<Runnable> atReading = new AtomicReference<>(() -> {});

    @Override
    public @Nullable Setting find(String name) {
      atReading.get().run();
      return name.equals("watchword.secret") ? new Setting(secret, "test", false) : null;
    }

    @Override
    public Collection<String> names() {
      return List.of();
    }
  }

  private static final class NoMemory extends OutOfMemoryError {
    private static final long serialVersionUID = 1;
  }

  @Test
  void readerThatThrowsError_isSaidAndReadAgain() {
    Source source = new Source();
    try (Watchword watchword = builder().source(source).start()) {
      source.atReading.set(
          () -> {
            throw new NoMemory();
          });
      watchword.refresh();
      assertFalse(watchword.health().up());
      assertTrue(log.text().contains("reading failed: " + NoMemory.class.getName()), log::text);
      source.atReading.set(() -> {});
      watchword.refresh();
      assertTrue(watchword.health().up());
    }
  }

  @Test
  void readingThatHangs_isDownAfterThreeIntervals() throws Exception {
    Source source = new Source();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicLong nanos = new AtomicLong();
    WatchwordBuilder builder = builder().source(source);
    builder.nanos = nanos::get;
    try (Watchword watchword = builder.start()) {
      source.atReading.set(
          () -> {
            begun.countDown();
            await(end);
          });
      Thread reader = new Thread(watchword::refresh);
      reader.start();
      await(begun);
      nanos.addAndGet(Duration.ofSeconds(30).toNanos());
      assertTrue(watchword.health().up());
      nanos.incrementAndGet();
      assertFalse(watchword.health().up());
      watchword.everyMinute(Runnable::run);
      assertTrue(log.text().contains("keys could not be read anew for 30s"), log::text);
      end.countDown();
      reader.join();
      watchword.refresh();
      assertTrue(watchword.health().up());
    }
  }

  @Test
  void neverReadAgain_isNotOverdue() {
    AtomicLong nanos = new AtomicLong();
    WatchwordBuilder builder = aFile().set("watchword.refresh", "off");
    builder.nanos = nanos::get;
    try (Watchword watchword = builder.start()) {
      nanos.addAndGet(Duration.ofDays(1).toNanos());
      assertTrue(watchword.health().up());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException never) {
      throw new IllegalStateException(never);
    }
  }

  /** A listener that throws what it may not. */
  private static final class Thrower implements GuardListener {
    @Override
    public void decided(GuardEvent event) {}

    @Override
    public void noticed(Notice notice) {
      throw new AssertionError("on purpose");
    }
  }

  @Test
  void listenerThatThrows_changesNothing() throws IOException {
    try (Watchword watchword = aFile().listener(new Thrower()).start()) {
      for (int i = 0; i < 3; i++) {
        String next = RandomSecrets.good();
        Files.writeString(file, next);
        watchword.refresh();
        assertEquals(RandomSecrets.fingerprint(next), key(watchword));
        assertTrue(watchword.health().up());
      }
    }
  }
}
