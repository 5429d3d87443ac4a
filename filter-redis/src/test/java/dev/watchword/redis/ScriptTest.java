package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scripts are in native images too. */
class ScriptTest {
  private static final Path RESOURCES = Path.of("src/main/resources");

  @Test
  void metadataForNativeImages_namesEveryScript() throws IOException {
    Path metadata =
        RESOURCES.resolve(
            "META-INF/native-image/dev.watchword/watchword-filter-redis/reachability-metadata.json");
    assertTrue(
        Files.readString(metadata).contains("{\"glob\": \"dev/watchword/redis/*.lua\"}"),
        "the folder of the scripts");
    try (Stream<Path> files = Files.list(RESOURCES.resolve("dev/watchword/redis"))) {
      List<Path> others = files.filter(file -> !file.toString().endsWith(".lua")).toList();
      assertEquals(List.of(), others);
    }
  }
}
