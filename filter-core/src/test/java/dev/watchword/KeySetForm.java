package dev.watchword;

import dev.watchword.testing.Jwks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** The forms in which one place has several keys. */
enum KeySetForm {
  /** A file, which is replaced by renaming another. */
  JWK_SET {
    @Override
    void write(Path place, Map<String, String> secrets) throws IOException {
      String[] keys =
          secrets.entrySet().stream()
              .map(key -> Jwks.key(k(key.getValue()), Jwks.kid(key.getKey())))
              .toArray(String[]::new);
      Path next = Files.writeString(place.resolveSibling(".next"), Jwks.set(keys));
      Files.move(next, place, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    void spoil(Path place) throws IOException {
      Files.writeString(place, "{\"keys\":[]}");
    }

    private static String k(String secret) {
      return Jwks.k(secret.getBytes(StandardCharsets.UTF_8));
    }
  },
  FOLDER {
    @Override
    void write(Path place, Map<String, String> secrets) throws IOException {
      Files.createDirectories(place);
      try (var files = Files.newDirectoryStream(place)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      for (Map.Entry<String, String> key : secrets.entrySet()) {
        Files.writeString(place.resolve(key.getKey()), key.getValue());
      }
    }

    @Override
    void spoil(Path place) throws IOException {
      Files.createSymbolicLink(place.resolve("out"), Path.of("..", "elsewhere"));
      Files.writeString(place.resolveSibling("elsewhere"), "a secret of somebody else: 4711 4712");
    }
  },
  /** Links through one link, which is turned, as Kubernetes does. */
  MOUNTED_FOLDER {
    @Override
    void write(Path place, Map<String, String> secrets) throws IOException {
      Files.createDirectories(place);
      Path data = Files.createTempDirectory(place, "..");
      for (Map.Entry<String, String> key : secrets.entrySet()) {
        Files.writeString(data.resolve(key.getKey()), key.getValue());
      }
      Path link = Files.createSymbolicLink(place.resolve("..next"), data.getFileName());
      Files.move(link, place.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
      try (var files = Files.newDirectoryStream(place, file -> isKey(file))) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      for (String name : secrets.keySet()) {
        Files.createSymbolicLink(place.resolve(name), Path.of("..data", name));
      }
    }

    @Override
    void spoil(Path place) throws IOException {
      Files.delete(place.resolve("..data")); // all of them dangle
    }

    private static boolean isKey(Path file) {
      return !file.getFileName().toString().startsWith(".");
    }
  };

  /** Puts these keys there, by their kids, and no other. */
  abstract void write(Path place, Map<String, String> secrets) throws IOException;

  /** Puts something there that cannot be read. */
  abstract void spoil(Path place) throws IOException;
}
