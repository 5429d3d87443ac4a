package dev.watchword.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * Reads the text of a small file. It must be a regular file, for a pipe or a device could keep the
 * reading thread for ever, and the file may be neither large nor slow.
 */
public final class FileText {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int CHUNK = 8192;
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private FileText() {}

  /**
   * The text, as it stands in the file after its byte order mark.
   *
   * @param largest the most bytes that the file may have
   * @throws IllegalArgumentException where the file is no such file; the sentence begins with "the
   *     file" and tells nothing of its content
   * @throws CharacterCodingException where it is not UTF-8
   */
  public static String read(Path file, int largest) throws IOException {
    byte[] bytes = bytes(file, largest);
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text;
  }

  /** The same text without the byte order mark that some editors write in front. */
  public static Reader withoutMark(Reader text) throws IOException {
    PushbackReader rest = new PushbackReader(text);
    int first = rest.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      rest.unread(first);
    }
    return rest;
  }

  private static byte[] bytes(Path file, int largest) throws IOException {
    if (!Files.isRegularFile(file) && Files.exists(file)) {
      throw new IllegalArgumentException("the file is a folder, a pipe or a device");
    }
    long begun = System.nanoTime();
    byte[] bytes = new byte[CHUNK];
    int length = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int more = 0; more >= 0; more = in.read(bytes, length, bytes.length - length)) {
        length += more;
        if (length > largest) {
          throw new IllegalArgumentException("the file is larger than " + largest / 1024 + " KiB");
        }
        if (System.nanoTime() - begun > LONGEST.toNanos()) {
          throw new IllegalArgumentException("the file is too slow to be read");
        }
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, 2 * length);
        }
      }
    }
    return Arrays.copyOf(bytes, length);
  }
}
