package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import dev.watchword.event.Notice;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.TestClock;
import dev.watchword.token.Issuer;
import dev.watchword.token.SharedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requirements 23 and 60: several keys of one place are read again as a lone secret is. */
class KeySetReloadTest {
  private final Map<String, String> secrets = new TreeMap<>();
  private final AtomicLong nanos = new AtomicLong();
  private final List<Notice.Kind> told = new ArrayList<>();
  @TempDir Path folder;
  private Path place;

  static Stream<Arguments> everywhere() {
    return Stream.of(KeySetForm.values())
        .flatMap(
            form -> Stream.of("lone", "listed", "tenant").map(where -> Arguments.of(form, where)));
  }

  private Map<String, String> keys(String... kids) {
    Map<String, String> chosen = new TreeMap<>();
    for (String kid : kids) {
      chosen.put(kid, secrets.computeIfAbsent(kid, any -> RandomSecrets.text(43)));
    }
    return chosen;
  }

  private Watchword start(KeySetForm form, String where) throws IOException {
    place = folder.resolve("place").resolve("keys");
    Files.createDirectory(place.getParent());
    form.write(place, keys("a", "b"));
    Path tenants = Files.createDirectory(folder.resolve("tenants"));
    WatchwordBuilder builder =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .clock(new TestClock())
            .listener(listener());
    builder.nanos = nanos::get;
    return switch (where) {
      case "lone" -> builder.set("watchword.secret.location", place.toString()).start();
      case "listed" ->
          builder
              .set("watchword.issuers", "acme")
              .set("watchword.issuer.acme.secret.location", place.toString())
              .start();
      default -> {
        Files.writeString(tenants.resolve("acme.properties"), "secret.location=" + place);
        yield builder.set("watchword.issuers.location", tenants.toString()).start();
      }
    };
  }

  private GuardListener listener() {
    return new GuardListener() {
      @Override
      public void decided(GuardEvent event) {}

      @Override
      public void noticed(Notice notice) {
        told.add(notice.kind());
      }
    };
  }

  private List<Notice.Kind> told() {
    List<Notice.Kind> all = List.copyOf(told);
    told.clear();
    return all;
  }

  private static void interval(Watchword watchword) {
    watchword.eachInterval(Runnable::run);
  }

  private void assertKeys(Watchword watchword, String... kids) {
    Issuer issuer = watchword.issuers().get(0);
    assertEquals(List.of(kids), issuer.keys().stream().map(SharedKey::kid).sorted().toList());
    for (SharedKey key : issuer.keys()) {
      assertEquals(RandomSecrets.fingerprint(secrets.get(key.kid())), key.fingerprint());
      String shown =
          watchword.health().data().get("issuer." + issuer.name() + ".key.usual." + key.kid());
      assertTrue(shown.startsWith("live ***" + key.fingerprint()), shown);
    }
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void change_countsWhenTwoReadingsHaveIt(KeySetForm form, String where) throws IOException {
    try (Watchword watchword = start(form, where)) {
      interval(watchword);
      assertKeys(watchword, "a", "b");
      form.write(place, keys("b", "c"));
      interval(watchword);
      assertKeys(watchword, "a", "b");
      interval(watchword);
      assertKeys(watchword, "b", "c");
      assertEquals(List.of(Notice.Kind.KEYS_CHANGED), told());
      interval(watchword);
      assertEquals(List.of(), told());
    }
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void placeThatBecameBad_keepsAllItsKeysAndIsToldEachHour(KeySetForm form, String where)
      throws IOException {
    try (Watchword watchword = start(form, where)) {
      List<SharedKey> before = watchword.issuers().get(0).keys();
      form.spoil(place);
      interval(watchword);
      assertTrue(watchword.health().up());
      interval(watchword);
      assertEquals(List.of(Notice.Kind.KEYS_UNREADABLE), told());
      assertFalse(watchword.health().up());
      String problem = watchword.health().data().get("keys.problem");
      assertTrue(problem.contains("secret.location"), problem);
      assertEquals(before, watchword.issuers().get(0).keys());
      nanos.addAndGet(Duration.ofHours(1).toNanos());
      interval(watchword);
      assertEquals(List.of(Notice.Kind.KEYS_UNREADABLE), told());
      assertKeys(watchword, "a", "b");
      form.write(place, keys("c"));
      interval(watchword);
      interval(watchword);
      assertKeys(watchword, "c");
      assertTrue(watchword.health().up());
    }
  }

  @ParameterizedTest
  @EnumSource
  void placeThatIsBad_holdsPreviousKeyNotBack(KeySetForm form) throws IOException {
    Path old = folder.resolve("old");
    String next = RandomSecrets.good();
    Files.writeString(old, RandomSecrets.good());
    try (Watchword watchword = withPrevious(form, old)) {
      form.spoil(place);
      Files.writeString(old, next);
      watchword.refresh();
      List<SharedKey> keys = watchword.issuers().get(0).keys();
      assertEquals(3, keys.size(), keys::toString);
      assertEquals(RandomSecrets.fingerprint(next), keys.get(2).fingerprint());
      assertFalse(watchword.health().up());
    }
  }

  private Watchword withPrevious(KeySetForm form, Path old) throws IOException {
    place = folder.resolve("place").resolve("keys");
    Files.createDirectory(place.getParent());
    form.write(place, keys("a", "b"));
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(new TestClock())
        .set("watchword.secret.location", place.toString())
        .set("watchword.previous.secret.location", old.toString())
        .set("watchword.previous.until", "2027-01-31")
        .start();
  }
}
