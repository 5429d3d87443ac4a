package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import dev.watchword.event.Notice;
import dev.watchword.event.Notice.Kind;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requirements 23 and 60: in the background a change counts when it has stood still for an
 * interval, however it came; each tenant on its own.
 */
class SettledChangesTest {
  private static final String FIRST = RandomSecrets.text(42);
  private static final String NEXT = RandomSecrets.text(42);

  private final AtomicLong nanos = new AtomicLong();
  private final List<Notice> notices = new ArrayList<>();
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("acme"), FIRST);
  }

  private WatchwordBuilder builder() {
    WatchwordBuilder builder =
        Watchword.builder().surroundings(Map.of(), new Properties()).clock(new TestClock());
    builder.nanos = nanos::get;
    return builder.listener(
        new GuardListener() {
          @Override
          public void decided(GuardEvent event) {}

          @Override
          public void noticed(Notice notice) {
            notices.add(notice);
          }
        });
  }

  private Watchword lone() {
    return builder().set("watchword.secret.location", file.toString()).start();
  }

  private Watchword tenants() {
    return builder().set("watchword.issuers.location", folder.toString()).start();
  }

  private static void interval(Watchword watchword) {
    watchword.eachInterval(Runnable::run);
  }

  private static String key(Watchword watchword, String issuer) {
    return watchword.issuers().stream()
        .filter(one -> one.name().equals(issuer))
        .map(one -> one.keys().get(0).fingerprint())
        .findFirst()
        .orElse("none");
  }

  private static String key(Watchword watchword) {
    return watchword.issuers().get(0).keys().get(0).fingerprint();
  }

  private static void assertKey(String secret, Watchword watchword, String issuer) {
    assertEquals(RandomSecrets.fingerprint(secret), key(watchword, issuer), issuer);
  }

  private List<Kind> kinds() {
    List<Kind> kinds = notices.stream().map(Notice::kind).toList();
    notices.clear();
    return kinds;
  }

  /** How a file changes. */
  enum Change {
    PLAIN_WRITE {
      @Override
      void to(Path file, String text) throws IOException {
        Files.writeString(file, text);
      }
    },
    SAME_TIME {
      @Override
      void to(Path file, String text) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, before);
      }
    },
    REMOVE_AND_RECREATE {
      @Override
      void to(Path file, String text) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        Files.delete(file);
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, before);
      }
    },
    RENAME {
      @Override
      void to(Path file, String text) throws IOException {
        Path other = Files.writeString(file.resolveSibling(".next"), text);
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
      }
    },
    LINK {
      @Override
      void to(Path file, String text) throws IOException {
        Path data = Files.createTempDirectory(file.getParent(), "..data");
        Files.writeString(data.resolve("acme"), text);
        Path link = file.resolveSibling(".link");
        Files.createSymbolicLink(link, data.resolve("acme"));
        Files.move(link, file, StandardCopyOption.ATOMIC_MOVE);
      }
    };

    abstract void to(Path file, String text) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void changeOfLoneSecret_countsAfterInterval(Change change) throws IOException {
    try (Watchword watchword = lone()) {
      interval(watchword);
      change.to(file, NEXT);
      interval(watchword);
      assertKey(FIRST, watchword, "default");
      interval(watchword);
      assertKey(NEXT, watchword, "default");
      assertEquals(List.of(Kind.KEYS_CHANGED), kinds());
    }
  }

  @ParameterizedTest
  @EnumSource
  void changeOfTenant_countsAfterInterval(Change change) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    try (Watchword watchword = tenants()) {
      interval(watchword);
      change.to(file, NEXT);
      interval(watchword);
      assertKey(FIRST, watchword, "acme");
      interval(watchword);
      assertKey(NEXT, watchword, "acme");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void halfWrittenFile_isNeverKey(boolean isLone) throws IOException {
    try (Watchword watchword = isLone ? lone() : tenants()) {
      Files.writeString(file, NEXT.substring(0, 36)); // long enough for a key
      interval(watchword);
      Files.writeString(file, NEXT);
      interval(watchword);
      assertEquals(RandomSecrets.fingerprint(FIRST), key(watchword));
      interval(watchword);
      assertEquals(RandomSecrets.fingerprint(NEXT), key(watchword));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fileThatIsBadForMoment_isNotTold(boolean isLone) throws IOException {
    try (Watchword watchword = isLone ? lone() : tenants()) {
      Files.writeString(file, "");
      interval(watchword);
      assertTrue(watchword.health().up());
      Files.writeString(file, NEXT);
      interval(watchword);
      interval(watchword);
      assertEquals(List.of(Kind.KEYS_CHANGED), kinds());
      assertEquals(RandomSecrets.fingerprint(NEXT), key(watchword));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "is not there", "short"})
  void fileThatStaysBad_isInHealthAndToldEachHour(String bad) throws IOException {
    try (Watchword watchword = lone()) {
      if (bad.startsWith("is")) {
        Files.delete(file);
      } else {
        Files.writeString(file, bad);
      }
      interval(watchword);
      interval(watchword);
      assertEquals(List.of(Kind.KEYS_UNREADABLE), kinds());
      String problem = watchword.health().data().get("keys.problem");
      assertTrue(problem.contains(bad.isEmpty() ? "is blank" : bad.replace("short", "5 bytes")));
      assertFalse(watchword.health().up());
      nanos.addAndGet(Duration.ofMinutes(59).toNanos());
      interval(watchword);
      assertEquals(List.of(), kinds());
      nanos.addAndGet(Duration.ofMinutes(1).toNanos());
      interval(watchword);
      assertEquals(List.of(Kind.KEYS_UNREADABLE), kinds());
      interval(watchword);
      assertEquals(List.of(), kinds());
      assertKey(FIRST, watchword, "default");
    }
  }

  @Test
  void tenantThatNeverStandsStill_holdsNoOtherBack() throws IOException {
    String other = RandomSecrets.good();
    Files.writeString(folder.resolve("globex"), RandomSecrets.good());
    try (Watchword watchword = tenants()) {
      Files.writeString(folder.resolve("globex"), other);
      for (int i = 0; i < 3; i++) {
        Files.writeString(file, RandomSecrets.good());
        interval(watchword);
      }
      assertKey(FIRST, watchword, "acme");
      assertKey(other, watchword, "globex");
    }
  }

  @Test
  void tenantThatIsGone_goesAfterInterval() throws IOException {
    Files.writeString(folder.resolve("globex"), RandomSecrets.good());
    try (Watchword watchword = tenants()) {
      Files.delete(file);
      interval(watchword);
      assertKey(FIRST, watchword, "acme");
      interval(watchword);
      assertEquals("none", key(watchword, "acme"));
    }
  }

  @Test
  void tenantThatIsNew_comesAfterInterval() throws IOException {
    try (Watchword watchword = tenants()) {
      Files.writeString(folder.resolve("globex"), NEXT);
      interval(watchword);
      assertEquals("none", key(watchword, "globex"));
      interval(watchword);
      assertKey(NEXT, watchword, "globex");
    }
  }
}
