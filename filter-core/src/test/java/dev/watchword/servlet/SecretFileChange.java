package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Locale;

/** Every way in which the file of a secret changes, or comes to hold none. */
enum SecretFileChange {
  PLAIN_WRITE,
  RENAME {
    @Override
    void replace(Path file, String text) throws IOException {
      Path next = Files.writeString(file.resolveSibling(".next"), text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
  },
  /** Kubernetes': both files are links through one link, which is turned. */
  LINK_SWAP {
    @Override
    void begin(Path usual, String text, Path previous, String old) throws IOException {
      Files.createDirectories(usual.getParent());
      swap(usual, text, previous, old);
      for (Path file : new Path[] {usual, previous}) {
        Files.createSymbolicLink(file, Path.of("..data", file.getFileName().toString()));
      }
    }

    @Override
    void turn(Path usual, String text, Path previous, String old, Readings readings)
        throws IOException {
      swap(usual, text, previous, old);
    }

    private void swap(Path usual, String text, Path previous, String old) throws IOException {
      Path folder = usual.getParent();
      Path data = Files.createTempDirectory(folder, "..");
      Files.writeString(data.resolve(usual.getFileName()), text);
      Files.writeString(data.resolve(previous.getFileName()), old);
      Path link = Files.createSymbolicLink(folder.resolve("..next"), data.getFileName());
      Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }
  },
  REMOVE_AND_RECREATE {
    @Override
    void replace(Path file, String text) throws IOException {
      Files.delete(file);
      Files.writeString(file, text);
    }
  },
  SAME_TIME_AND_LENGTH {
    @Override
    void replace(Path file, String text) throws IOException {
      assertEquals(Files.size(file), text.length());
      FileTime before = Files.getLastModifiedTime(file);
      Files.writeString(file, text);
      Files.setLastModifiedTime(file, before);
    }
  },
  /** Long enough for a key already with its first piece; one more comes with each reading. */
  HALF_WRITTEN {
    @Override
    void turn(Path usual, String text, Path previous, String old, Readings readings)
        throws IOException {
      replace(previous, old);
      int rest = text.length() - 2 * CHUNKS;
      replace(usual, text.substring(0, rest));
      for (int i = 0; i < CHUNKS; i++) {
        String piece = text.substring(rest + 2 * i, rest + 2 * i + 2);
        readings.atNext(() -> append(usual, piece));
      }
    }

    private void append(Path file, String piece) {
      try {
        Files.writeString(file, piece, StandardOpenOption.APPEND);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  },
  PIPE {
    @Override
    void leave(Path file) throws Exception {
      assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
    }
  },
  HUGE_FILE {
    @Override
    void leave(Path file) throws Exception {
      try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
        sparse.setLength(574L * 1024 * 1024);
      }
    }
  },
  DANGLING_LINK {
    @Override
    void leave(Path file) throws Exception {
      Files.createSymbolicLink(file, Path.of("nothing"));
    }
  },
  DELETED;

  /** In which the half-written file is completed. */
  static final int CHUNKS = 3;

  /** The name of the issuer whose file changes in this way. */
  String issuer() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the usual key's file holds no secret for a while. */
  boolean leavesNoSecret() {
    return compareTo(PIPE) >= 0;
  }

  void begin(Path usual, String text, Path previous, String old) throws IOException {
    Files.createDirectories(usual.getParent());
    Files.writeString(usual, text);
    Files.writeString(previous, old);
  }

  /** As docs/operating.md says: first the file of the previous key, then the usual one's. */
  void turn(Path usual, String text, Path previous, String old, Readings readings)
      throws Exception {
    replace(previous, old);
    if (leavesNoSecret()) {
      Files.delete(usual);
      leave(usual);
    } else {
      replace(usual, text);
    }
  }

  void replace(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  /** Puts something else in the place of the file, or nothing. */
  void leave(Path file) throws Exception {}

  void mend(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.writeString(file, text);
  }
}
