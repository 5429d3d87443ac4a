package dev.watchword.tenant;

import dev.watchword.settings.Property;
import dev.watchword.settings.SettingSource;
import dev.watchword.settings.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a file for each issuer: {@code acme} holds the secret and nothing else, {@code
 * acme.properties} holds what would stand under {@code watchword.issuer.acme.}. Files that have not
 * changed are not read again, unless they name files in their turn.
 */
final class TenantFolder {
  private static final String PROPERTIES = ".properties";

  /** A file may change again within one tick of its clock, and then looks as it did before. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private final String location;
  private final InstantSource clock;
  private final Map<String, Known> known = new HashMap<>();

  /**
   * A folder.
   *
   * @param clock that of the file system, by which a file was changed long ago or just now
   */
  TenantFolder(String location, InstantSource clock) {
    this.location = location;
    this.clock = clock;
  }

  /** What a file was like when it was read. A symbolic link that was turned shows in the key. */
  private record Stamp(long modified, long size, @Nullable Object key) {}

  private record Known(Stamp stamp, Tenant tenant, List<String> notes) {}

  boolean isAt(String other) {
    return location.equals(other);
  }

  /** The issuers in the order of their names; mistakes are noted, and lines for the summary. */
  List<Tenant> read(Settings settings, List<String> notes) {
    Map<String, Path> files = files(settings);
    known.keySet().retainAll(files.keySet());
    List<Tenant> tenants = new ArrayList<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Tenant tenant = tenant(file.getKey(), file.getValue(), settings, notes);
      if (tenant != null) {
        tenants.add(tenant);
      }
    }
    return tenants;
  }

  private Map<String, Path> files(Settings settings) {
    Map<String, Path> files = new TreeMap<>();
    String property = Property.ISSUERS_LOCATION.documentedName();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(location))) {
      for (Path entry : entries) {
        String file = entry.getFileName().toString();
        if (file.startsWith(".") || !Files.isRegularFile(entry)) {
          continue; // Kubernetes keeps its own links beside ours
        }
        String name =
            file.endsWith(PROPERTIES)
                ? file.substring(0, file.length() - PROPERTIES.length())
                : file;
        if (!name.matches(Property.NAME) || files.put(name, entry) != null) {
          settings.mistake(
              property,
              "holds '"
                  + file
                  + "'; a file is named NAME or NAME.properties, in lower-case letters"
                  + " and digits, once");
        }
      }
    } catch (IOException | InvalidPathException unreadable) {
      settings.mistake(property, "names a folder that cannot be read; check its permissions");
    }
    return files;
  }

  private @Nullable Tenant tenant(String name, Path file, Settings settings, List<String> notes) {
    Instant begun = clock.instant();
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      Stamp stamp =
          new Stamp(
              attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS),
              attributes.size(),
              attributes.fileKey());
      Known before = known.get(name);
      if (before != null && before.stamp.equals(stamp)) {
        notes.addAll(before.notes);
        return before.tenant;
      }
      SettingSource source = source(name, file);
      Settings own = new Settings(List.of(source));
      own.checkNames();
      TenantReader reader = new TenantReader(own);
      Tenant tenant = reader.read(name, Property.PREFIX + "issuer." + name + ".", false);
      own.mistakes().forEach(settings::mistake);
      notes.addAll(reader.notes());
      boolean settled = attributes.lastModifiedTime().toInstant().isBefore(begun.minus(SETTLED));
      if (tenant != null && own.mistakes().isEmpty() && settled && !namesFiles(file, source)) {
        known.put(name, new Known(stamp, tenant, List.copyOf(reader.notes())));
      }
      return tenant;
    } catch (IOException | IllegalArgumentException unreadable) {
      settings.mistake("the file of issuer '" + name + "' cannot be read");
      return null;
    }
  }

  /** The secrets in those change without a trace in this one. */
  private static boolean namesFiles(Path file, SettingSource source) {
    return file.getFileName().toString().endsWith(PROPERTIES)
        && source.names().stream().anyMatch(name -> name.endsWith(".location"));
  }

  private static SettingSource source(String name, Path file) throws IOException {
    String prefix = Property.PREFIX + "issuer." + name + ".";
    String origin = "file of issuer " + name;
    if (!file.getFileName().toString().endsWith(PROPERTIES)) {
      return SettingSource.of(
          origin,
          false,
          Map.of(Property.SECRET_LOCATION.under(prefix), file.toAbsolutePath().toString()));
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    Map<String, String> values = new HashMap<>();
    for (String property : properties.stringPropertyNames()) {
      values.put(prefix + property, properties.getProperty(property));
    }
    return SettingSource.of(origin, false, values);
  }
}
