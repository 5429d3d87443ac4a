package dev.watchword.tenant;

import dev.watchword.settings.FileText;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.settings.SettingSource;
import dev.watchword.settings.Settings;
import dev.watchword.tenant.TenantFolder.Stamp;
import dev.watchword.tenant.TenantFolder.TenantFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a folder with a file for each issuer: {@code acme} holds the secret and nothing else,
 * {@code acme.properties} holds what would stand under {@code watchword.issuer.acme.}. Files that
 * have not changed are not read again, unless they name files in their turn.
 */
final class TenantFolderReader {
  private static final String PROPERTIES = ".properties";
  private static final int LARGEST = 1_048_576;

  /** A file may change again within one tick of its clock, and then looks as it did before. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private final Settings settings;
  private final InstantSource clock;

  /**
   * A reader.
   *
   * @param settings where mistakes are noted
   * @param clock that of the file system, by which a file was changed long ago or just now
   */
  TenantFolderReader(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The folder as it is now.
   *
   * @param before a folder as it was read before; null at start
   */
  TenantFolder read(String location, @Nullable TenantFolder before) {
    Map<String, TenantFile> known =
        before != null && before.location().equals(location) ? before.files() : Map.of();
    SortedMap<String, TenantFile> files = new TreeMap<>();
    paths(location)
        .forEach(
            (name, path) -> {
              TenantFile file = read(name, path, known.get(name));
              if (file != null) {
                files.put(name, file);
              }
            });
    return new TenantFolder(location, files);
  }

  private SortedMap<String, Path> paths(String location) {
    SortedMap<String, Path> paths = new TreeMap<>();
    String property = Property.ISSUERS_LOCATION.documentedName();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(location))) {
      for (Path entry : entries) {
        String file = entry.getFileName().toString();
        if (file.startsWith(".") || Files.isDirectory(entry)) {
          continue; // Kubernetes keeps its own links beside ours
        }
        String name =
            file.endsWith(PROPERTIES)
                ? file.substring(0, file.length() - PROPERTIES.length())
                : file;
        if (!name.matches(Property.NAME) || paths.put(name, entry) != null) {
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
    return paths;
  }

  private @Nullable TenantFile read(String name, Path path, @Nullable TenantFile before) {
    Instant begun = clock.instant();
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      Stamp stamp = Stamp.of(attributes);
      if (before != null && stamp.equals(before.stamp())) {
        return before;
      }
      SettingSource source = source(name, path);
      Settings own = new Settings(List.of(source));
      own.checkNames();
      TenantNotes notes = new TenantNotes();
      Tenant tenant = new TenantReader(notes).read(name, Section.ofIssuer(own, name), false);
      own.checkUnused();
      own.mistakes().forEach(settings::mistake);
      if (tenant == null) {
        return null;
      }
      boolean isSettled =
          attributes.lastModifiedTime().toInstant().isBefore(begun.minus(SETTLED))
              && !namesFiles(path, source);
      return new TenantFile(isSettled ? stamp : null, tenant, notes.inOrder());
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
    String prefix = Property.prefixOfIssuer(name);
    String origin = "file of issuer " + name;
    if (!file.getFileName().toString().endsWith(PROPERTIES)) {
      return SettingSource.of(
          origin,
          false,
          Map.of(Property.SECRET_LOCATION.under(prefix), file.toAbsolutePath().toString()));
    }
    Properties properties = new Properties();
    properties.load(new StringReader(FileText.read(file, LARGEST)));
    Map<String, String> values = new HashMap<>();
    for (String property : properties.stringPropertyNames()) {
      values.put(prefix + property, properties.getProperty(property));
    }
    return SettingSource.of(origin, false, values);
  }
}
