package dev.watchword.demo;

import dev.watchword.settings.SettingSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A secret of an issuer that can be rolled while the demo runs, as operators do it: in two files,
 * the usual one and the previous one, which are read again. Safe for use by several threads.
 */
final class RollingSecret implements SettingSource, AutoCloseable {
  private final String prefix;
  private final Path folder;
  private final Path usual;
  private final Path previous;
  private final InstantSource clock;

  /** Until when the secret before is good; null where it is not, or there was none. */
  private volatile @Nullable Instant until;

  /**
   * Writes the first secret into a new folder, which is this user's alone.
   *
   * @param prefix what stands before {@code secret.location}, such as {@code watchword.}
   */
  RollingSecret(String prefix, String first, InstantSource clock) {
    this.prefix = prefix;
    this.clock = clock;
    try {
      folder = Files.createTempDirectory("watchword-demo");
    } catch (IOException unwritable) {
      throw new IllegalArgumentException(
          "The demo cannot write its secret below "
              + System.getProperty("java.io.tmpdir")
              + "; bring your own in WATCHWORD_SECRET",
          unwritable);
    }
    usual = folder.resolve("secret");
    previous = folder.resolve("previous");
    write(usual, first);
  }

  /**
   * A new secret takes the place of the present one.
   *
   * @param grace for how long the present one is still good; zero for no longer
   * @param refresh reads the files again
   * @return the new secret, which is in force then
   * @throws IllegalStateException where there is a grace, and the one before the last still has its
   *     own: only two are good at once
   */
  synchronized String roll(Duration grace, Runnable refresh) {
    Instant now = clock.instant();
    boolean isEnding = until != null && until.isAfter(now);
    if (isEnding && !grace.isZero()) {
      throw new IllegalStateException("the last one is good until " + until + "; wait for that");
    }
    String made = DemoSettings.newSecret();
    if (grace.isZero()) {
      until = null;
    } else { // in this order no reading misses the secret that is in use
      write(previous, read(usual));
      until = now.plus(grace).truncatedTo(ChronoUnit.SECONDS);
    }
    write(usual, made);
    refresh.run();
    return made;
  }

  @Override
  public @Nullable Setting find(String name) {
    String value = values().get(name);
    return value == null ? null : new Setting(value, "the demo", false);
  }

  @Override
  public Collection<String> names() {
    return List.copyOf(values().keySet());
  }

  private Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    values.put(prefix + "secret.location", usual.toString());
    Instant end = until;
    if (end != null) {
      values.put(prefix + "previous.secret.location", previous.toString());
      values.put(prefix + "previous.until", end.toString());
    }
    return values;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** Whole at every moment, for it may be read at any. */
  private void write(Path file, String secret) {
    Path written = folder.resolve("new");
    try {
      Files.writeString(written, secret);
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Takes the files away. */
  @Override
  public void close() {
    try {
      for (Path file : List.of(usual, previous, folder)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      System.err.println("The demo's secret is left in " + folder);
    }
  }

  @Override
  public String toString() {
    return "RollingSecret[" + prefix + "]";
  }
}
