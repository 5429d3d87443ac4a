package dev.watchword.benchmarks;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** How long 5,000 tenants take to start and to be read again, from a folder and from settings. */
public final class StartOfTenants {
  private static final int TENANTS = 5_000;
  private static final double NANOS = 1e9;
  private static final SecureRandom RANDOM = new SecureRandom();

  private StartOfTenants() {}

  /** Prints the seconds. */
  public static void main(String[] none) throws IOException {
    Path folder = Files.createTempDirectory("tenants");
    try {
      List<String> names = write(folder);
      measure("a folder", builder().set("watchword.issuers.location", folder.toString()));
      WatchwordBuilder listed = builder().set("watchword.issuers", String.join(",", names));
      for (String name : names) {
        String property = "watchword.issuer." + name + ".secret.location";
        listed.set(property, folder.resolve(name).toString());
      }
      measure("settings", listed);
    } finally {
      delete(folder);
    }
  }

  private static WatchwordBuilder builder() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .set("watchword.choose", "header X-Workspace")
        .set("watchword.refresh", "off");
  }

  private static List<String> write(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < TENANTS; i++) {
      byte[] secret = new byte[32];
      RANDOM.nextBytes(secret);
      names.add("t" + i);
      Files.writeString(folder.resolve("t" + i), Base64.getEncoder().encodeToString(secret));
    }
    return names;
  }

  private static void measure(String from, WatchwordBuilder builder) {
    long begun = System.nanoTime();
    try (Watchword watchword = builder.start()) {
      long started = System.nanoTime();
      watchword.refresh();
      System.out.printf(
          Locale.ROOT,
          "%,d tenants from %s: start %.2f s, reading again %.2f s%n",
          watchword.issuers().size(),
          from,
          (started - begun) / NANOS,
          (System.nanoTime() - started) / NANOS);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(folder);
  }
}
