package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.ProcessFixture;
import dev.watchword.ProcessFixture.Kind;
import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A secret that is wholly {@code ${NAME}} stands for the value of NAME, and nothing else does. */
class ReferenceTest {
  private static final String SECRET = "watchword.secret";

  @TempDir Path directory;

  private static List<String> keys(Watchword watchword) {
    return watchword.summary().stream().filter(line -> line.contains("key usual")).toList();
  }

  private static String summaryOf(String secret, String origin) {
    return "key usual: ***%s, 64 bytes, from %s"
        .formatted(RandomSecrets.fingerprint(secret), origin);
  }

  @ParameterizedTest
  @EnumSource
  void referenceInArchiveToVariable_isNoSecretInArchive(Kind kind) throws IOException {
    String secret = RandomSecrets.good();
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      scene.inFile(SECRET, "${MY_SECRET}").variable("MY_SECRET", secret);
      try (Watchword watchword = scene.builder().start()) {
        assertEquals(List.of(summaryOf(secret, "environment variable MY_SECRET")), keys(watchword));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void reference_mayNameAnyProperty(Kind kind) throws IOException {
    String secret = RandomSecrets.good();
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      scene.systemProperty("my.own.secret", secret);
      try (Watchword watchword = scene.builder().set(SECRET, "${my.own.secret}").start()) {
        assertTrue(
            keys(watchword).get(0).startsWith(summaryOf(secret, "")), keys(watchword)::toString);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void referenceToNothing_isMistakeThatNamesIt(Kind kind) throws IOException {
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      WatchwordBuilder builder = scene.variable("WATCHWORD_SECRET", "${MISSING}").builder();
      assertEquals(
          List.of(
              "watchword.secret (environment variable WATCHWORD_SECRET) is wrong:"
                  + " it names ${MISSING}, which is not set"),
          assertThrows(SettingsException.class, builder::start).mistakes());
    }
  }

  @Test
  void referencedValue_isTakenLiterally() {
    String secret = RandomSecrets.good() + "${x}";
    assertEquals(
        RandomSecrets.fingerprint(secret),
        SettingsFixture.nothing().and(SECRET, "${other}").and("other", secret).fingerprint());
  }

  @Test
  void referencedValue_isValidatedToo() {
    assertEquals(
        "watchword.secret (test) is blank: anyone could sign."
            + " Make one with: openssl rand -base64 32",
        SettingsFixture.nothing().and(SECRET, "${other}").and("other", " ").mistake());
  }

  @Test
  void partialReference_isPlainText() {
    String text = RandomSecrets.good();
    for (String secret : List.of("${x}" + text, text + "${x}", "${" + text)) {
      assertEquals(
          RandomSecrets.fingerprint(secret),
          SettingsFixture.nothing().and(SECRET, secret).fingerprint(),
          secret);
    }
  }
}
