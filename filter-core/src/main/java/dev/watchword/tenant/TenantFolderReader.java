package dev.watchword.tenant;

import dev.watchword.settings.FileText;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.settings.SettingSource;
import dev.watchword.settings.SettingSource.Setting;
import dev.watchword.settings.Settings;
import dev.watchword.tenant.TenantFolder.TenantFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a folder with a file for each issuer: {@code acme} holds the secret and nothing else,
 * {@code acme.properties} holds what would stand under {@code watchword.issuer.acme.}. Files whose
 * content has not changed are not understood again, unless they name files in their turn.
 */
final class TenantFolderReader {
  private static final String PROPERTIES = ".properties";
  private static final int LARGEST = 1_048_576;

  private final Settings settings;
  private final Collection<String> listed;
  private final ReadingContext context;
  private final Map<String, List<String>> bad = new TreeMap<>();

  /**
   * A reader, for one reading.
   *
   * @param settings where it is noted that the folder itself cannot be read
   * @param listed the issuers that are set elsewhere
   */
  TenantFolderReader(Settings settings, Collection<String> listed, ReadingContext context) {
    this.settings = settings;
    this.listed = listed;
    this.context = context;
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
              TenantFile file = bad.containsKey(name) ? null : read(name, path, known.get(name));
              if (file != null) {
                files.put(name, file);
              }
            });
    return new TenantFolder(location, files, bad);
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
        if (!name.matches(Property.ISSUER_NAME) || paths.put(name, entry) != null) {
          String form =
              "a file is named NAME or NAME.properties, in lower-case letters, digits, - and _";
          mistake(name, ofFolder("holds '" + file + "'; " + form + ", once"));
        }
      }
    } catch (IOException | DirectoryIteratorException | InvalidPathException unreadable) {
      settings.mistake(property, "names a folder that cannot be read; check its permissions");
    }
    return paths;
  }

  private void mistake(String name, String sentence) {
    bad.put(name, List.of(sentence));
  }

  /** A sentence about the folder, saying where its name came from. */
  private String ofFolder(String sentence) {
    String name = Property.ISSUERS_LOCATION.documentedName();
    Setting setting = settings.find(name);
    return name + (setting == null ? "" : " (" + setting.origin() + ")") + " " + sentence;
  }

  private @Nullable TenantFile read(String name, Path path, @Nullable TenantFile before) {
    if (listed.contains(name)) { // which is none the worse for it
      String where = ", which watchword.issuers lists as well";
      mistake("file of " + name, ofFolder("has a file for issuer '" + name + "'" + where));
      return null;
    }
    try {
      String text = FileText.read(path, isSecret(path) ? SecretFile.LARGEST : LARGEST);
      Object content = digest(text);
      if (before != null && content.equals(before.content())) {
        return before;
      }
      return understood(name, path, text, content);
    } catch (IOException unreadable) {
      mistake(name, "the file of issuer '" + name + "' cannot be read");
    } catch (IllegalArgumentException unreadable) {
      String why = unreadable.getMessage();
      boolean isKnown = why != null && why.startsWith("the file ");
      mistake(
          name, "the file of issuer '" + name + "' cannot be read" + (isKnown ? ": " + why : ""));
    }
    return null;
  }

  private @Nullable TenantFile understood(String name, Path path, String text, Object content)
      throws IOException {
    SettingSource source = source(name, path, text);
    Settings own = new Settings(List.of(source));
    own.checkNames();
    ReadingContext ofFile =
        context.apart(isSecret(path) ? location -> SecretFile.secret(text) : SecretFile::text);
    Tenant tenant = new TenantReader(ofFile).read(name, Section.ofIssuer(own, name), false);
    context.single().add(ofFile.single());
    own.checkUnused();
    if (tenant == null || !own.mistakes().isEmpty()) {
      bad.put(name, own.mistakes());
      return null;
    }
    boolean isTextAll = ofFile.single().all().isEmpty() && !namesFiles(path, source);
    return new TenantFile(isTextAll ? content : null, tenant, ofFile.notes().inOrder());
  }

  private static Object digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** The secrets in those change without a trace in this one. */
  private static boolean namesFiles(Path file, SettingSource source) {
    return !isSecret(file) && source.names().stream().anyMatch(name -> name.endsWith(".location"));
  }

  /** Whether a file holds a secret and nothing else. */
  private static boolean isSecret(Path file) {
    return !file.getFileName().toString().endsWith(PROPERTIES);
  }

  private static SettingSource source(String name, Path file, String text) throws IOException {
    String prefix = Property.prefixOfIssuer(name);
    String origin = "file of issuer " + name;
    if (isSecret(file)) {
      return SettingSource.of(
          origin,
          false,
          Map.of(Property.SECRET_LOCATION.under(prefix), file.toAbsolutePath().toString()));
    }
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Map<String, String> values = new HashMap<>();
    for (String property : properties.stringPropertyNames()) {
      values.put(prefix + property, properties.getProperty(property));
    }
    return SettingSource.of(origin, false, values);
  }
}
