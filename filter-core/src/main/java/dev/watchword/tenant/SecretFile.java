package dev.watchword.tenant;

import dev.watchword.settings.FileText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the text of a file that holds a secret. No complaint tells what is in the file. */
final class SecretFile {
  static final int LARGEST = 65_536;

  private SecretFile() {}

  /**
   * The text without the end of its last line; where there is none, an {@code
   * IllegalArgumentException} says what to do.
   *
   * @param location an absolute path, also as a {@code file:} URL
   */
  static String text(String location) {
    String path = location.startsWith("file:") ? location.substring(5) : location;
    try {
      return secret(FileText.read(Path.of(path), LARGEST));
    } catch (CharacterCodingException notText) {
      throw new IllegalArgumentException(
          "the file is not UTF-8 text; write its bytes as base64: or hex:", notText);
    } catch (NoSuchFileException gone) {
      throw new IllegalArgumentException(unreadable(path, "is not there; check the path"), gone);
    } catch (InvalidPathException | IOException unreadable) {
      throw new IllegalArgumentException(
          unreadable(path, "cannot be read; check the path and its permissions"), unreadable);
    }
  }

  /** The secret in the whole text of a file: all but the end of its last line. */
  static String secret(String text) {
    return text.endsWith("\r\n")
        ? text.substring(0, text.length() - 2)
        : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  /** Whether there is no such file, or nothing but white space in it. */
  static boolean isGone(String location) {
    try {
      return text(location).isBlank();
    } catch (IllegalArgumentException unreadable) {
      return unreadable.getCause() instanceof NoSuchFileException;
    }
  }

  /** Anything but an absolute path may be the secret itself, set under the wrong name. */
  private static String unreadable(String path, String why) {
    return path.startsWith("/")
        ? "the file '" + path + "' " + why
        : "no such file can be read; write an absolute path, and the secret itself under"
            + " watchword.secret";
  }
}
