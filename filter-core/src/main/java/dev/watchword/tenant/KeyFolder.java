package dev.watchword.tenant;

import dev.watchword.settings.FileText;
import dev.watchword.token.Issuer;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A folder with the keys of one issuer, as rotators and Kubernetes write them: each file is one
 * key, and its name is the {@code kid}. Names that begin with a dot, and folders in it, are no
 * keys.
 */
final class KeyFolder {
  /** As Kubernetes wants the names in a secret: an editor's copy ({@code key~}) is none of them. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

  private KeyFolder() {}

  static boolean isOne(String location) {
    try {
      return Files.isDirectory(Path.of(path(location)));
    } catch (InvalidPathException noPath) {
      return false;
    }
  }

  /** Whether no key is in it. */
  static boolean isEmpty(String location) {
    try {
      return files(Path.of(path(location))).isEmpty();
    } catch (IOException | DirectoryIteratorException | IllegalArgumentException unreadable) {
      return false;
    }
  }

  /**
   * The texts of its files, the last name first; at least one. An {@code IllegalArgumentException}
   * says what is wrong, and nothing of what is in a file.
   */
  static SortedMap<String, String> read(String location) {
    SortedMap<String, String> texts = new TreeMap<>(Comparator.reverseOrder());
    try {
      Path folder = Path.of(path(location));
      Path real = folder.toRealPath();
      SortedMap<String, Path> files = files(folder);
      files.forEach((name, file) -> texts.put(name, text(name, file, real)));
    } catch (IOException | DirectoryIteratorException unreadable) {
      throw new IllegalArgumentException(
          "the folder cannot be read; check its permissions", unreadable);
    }
    if (texts.isEmpty()) {
      throw new IllegalArgumentException(
          "the folder holds no key; put a file there, named as its kid");
    }
    return texts;
  }

  private static SortedMap<String, Path> files(Path folder) throws IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (name.startsWith(".") || Files.isDirectory(entry)) {
          continue; // Kubernetes keeps its own links beside ours
        }
        if (!NAME.matcher(name).matches()) {
          throw new IllegalArgumentException(
              "the folder holds a file whose name is no kid of letters, digits, '.', '_' and '-'");
        }
        files.put(name, entry);
        if (files.size() > Issuer.MOST_LIVE_KEYS) {
          throw new IllegalArgumentException(
              "the folder holds more than 4 keys; take old ones away");
        }
      }
    }
    return files;
  }

  private static String text(String name, Path file, Path folder) {
    try {
      return text(file.toRealPath(), folder);
    } catch (CharacterCodingException notText) {
      throw bad(name, "is not UTF-8 text; write its bytes as base64: or hex:", notText);
    } catch (IllegalArgumentException otherFile) {
      String why = String.valueOf(otherFile.getMessage());
      throw bad(name, why.substring(why.indexOf(" is ") + 1), otherFile);
    } catch (IOException unreadable) {
      throw bad(name, "cannot be read", unreadable);
    }
  }

  /** Who may write into the folder may not have other files read. */
  private static String text(Path file, Path folder) throws IOException {
    if (!file.startsWith(folder)) {
      throw new IllegalArgumentException("the file is a link that leads out of the folder");
    }
    return SecretFile.secret(FileText.read(file, SecretFile.LARGEST));
  }

  private static IllegalArgumentException bad(String name, String why, Exception cause) {
    return new IllegalArgumentException("the file '" + name + "' in the folder " + why, cause);
  }

  private static String path(String location) {
    return location.startsWith("file:") ? location.substring(5) : location;
  }
}
