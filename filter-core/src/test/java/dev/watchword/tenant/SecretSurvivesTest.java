package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.ProcessFixture;
import dev.watchword.ProcessFixture.Kind;
import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.settings.SettingSource;
import dev.watchword.testing.RandomSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A secret is the text as written, whatever characters it has and wherever it stands. */
class SecretSurvivesTest {
  private static final String SECRET = "watchword.secret";

  private static final List<String> ODD =
      List.of(
          "$",
          "$$",
          "\\",
          "\\\\",
          ",",
          "\\,",
          "${",
          "}",
          "${x}",
          "\\${x}",
          "$${x}",
          "${x:y}",
          "#",
          "!",
          "=",
          ":",
          "\"",
          "'",
          "%d",
          "{0}",
          " ",
          "\t",
          "&amp;",
          "é",
          "\u20AC",
          "\uD83D\uDD11");

  private enum Place {
    BUILDER,
    SOURCE,
    SYSTEM_PROPERTY,
    ENVIRONMENT,
    PROPERTIES_FILE,
    SECRET_FILE
  }

  @TempDir Path directory;

  static Stream<Arguments> everywhere() {
    List<Arguments> table = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (Place place : Place.values()) {
        table.add(Arguments.of(kind, place));
      }
    }
    return table.stream();
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void everyCharacterOfSecret_isKept(Kind kind, Place place) throws IOException {
    for (String odd : ODD) {
      String half = RandomSecrets.text(40);
      for (String secret : List.of(odd + half, half + odd, half + odd + half, odd + half + odd)) {
        assertSurvives(kind, place, secret);
      }
    }
    assertSurvives(kind, place, String.join(RandomSecrets.text(40), ODD));
  }

  private void assertSurvives(Kind kind, Place place, String secret) throws IOException {
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      WatchwordBuilder builder = placed(scene, place, secret);
      try (Watchword watchword = builder.start()) {
        int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
        String key =
            "key usual: ***" + RandomSecrets.fingerprint(secret) + ", " + bytes + " bytes, from";
        assertTrue(
            watchword.summary().stream().anyMatch(line -> line.startsWith(key)),
            () -> "'" + secret + "' did not survive: " + watchword.summary());
      }
    }
  }

  private WatchwordBuilder placed(ProcessFixture scene, Place place, String secret)
      throws IOException {
    return switch (place) {
      case BUILDER -> scene.builder().set(SECRET, secret);
      case SOURCE ->
          scene.builder().source(SettingSource.of("init-param", true, Map.of(SECRET, secret)));
      case SYSTEM_PROPERTY -> scene.systemProperty(SECRET, secret).builder();
      case ENVIRONMENT -> scene.variable("WATCHWORD_SECRET", secret).builder();
      case PROPERTIES_FILE -> scene.inFile(SECRET, secret).builder();
      case SECRET_FILE -> {
        Path file = Files.writeString(directory.resolve("secret"), secret);
        yield scene.builder().set(SECRET + ".location", file.toString());
      }
    };
  }
}
