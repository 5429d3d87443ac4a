package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.settings.SettingSource;
import dev.watchword.token.SharedKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The list of issuers, and so a witness of each time at which the settings are read again. */
final class Readings implements SettingSource {
  private static final String ISSUERS = "watchword.issuers";
  private static final long TWENTY_SECONDS = Duration.ofSeconds(20).toNanos();

  /** One look at whether a client has failed. */
  private static final long LOOK = 100;

  private final List<Map<String, List<String>>> keysInForce = new ArrayList<>();
  private final List<Runnable> hooks = new ArrayList<>();
  private @Nullable Watchword watchword;
  private int lastHook;

  /** Counts from now on, beginning with one. */
  synchronized void observe(Watchword observed) {
    watchword = observed;
  }

  /** Runs this on the thread of the next reading, before any file is read; those after it later. */
  synchronized void atNext(Runnable hook) {
    hooks.add(hook);
  }

  /** The number of the reading at whose beginning the last hook ran. */
  synchronized int lastHook() {
    return lastHook;
  }

  synchronized int begun() {
    return keysInForce.size();
  }

  /** The fingerprints of the keys that were in force when that reading began. */
  synchronized List<String> keysAt(int reading, String issuer) {
    return keysInForce.get(reading - 1).get(issuer);
  }

  /** Until that reading has begun; it fails where a client has ended meanwhile. */
  synchronized void await(int reading, List<Future<Integer>> clients) throws Exception {
    long begun = System.nanoTime();
    while (begun() < reading) {
      for (Future<Integer> client : clients) {
        assertTrue(!client.isDone(), () -> "a client has ended: " + client);
      }
      assertTrue(System.nanoTime() - begun < TWENTY_SECONDS, "no reading begins");
      wait(LOOK);
    }
  }

  @Override
  public @Nullable Setting find(String name) {
    if (!name.equals(ISSUERS)) {
      return null;
    }
    noteReading();
    String issuers =
        List.of(SecretFileChange.values()).stream()
            .map(SecretFileChange::issuer)
            .collect(Collectors.joining(","));
    return new Setting(issuers, "test", false);
  }

  private synchronized void noteReading() {
    if (watchword != null) {
      keysInForce.add(
          watchword.issuers().stream()
              .collect(
                  Collectors.toMap(
                      issuer -> issuer.name(),
                      issuer -> issuer.keys().stream().map(SharedKey::fingerprint).toList())));
      if (!hooks.isEmpty()) {
        hooks.remove(0).run();
        lastHook = begun();
      }
      notifyAll();
    }
  }

  @Override
  public Collection<String> names() {
    return List.of(ISSUERS);
  }
}
