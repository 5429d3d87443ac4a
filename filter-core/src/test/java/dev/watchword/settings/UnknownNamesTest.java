package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.watchword.ProcessFixture;
import dev.watchword.ProcessFixture.Kind;
import dev.watchword.WatchwordBuilder;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A typo in what belongs to us stops the start; names that others may have made only warn. */
class UnknownNamesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "watchword.secrett",
        "watchword.Secret",
        "watchword.",
        "watchword.previous.leeway",
        "watchword.key.secret",
        "watchword.key.A.secret",
        "watchword.key.a.b.secret",
        "watchword.rule",
        "watchword.rule.my-rule",
        "watchword.leeway.seconds",
        "watchword.cors-origins"
      })
  void unknownName_isMistake(String name) {
    assertEquals(
        name + " (test) is no property of Watchword; docs/settings.md lists them all",
        SettingsFixture.aSecret().and(name, "30s").mistakes().get(0));
  }

  @ParameterizedTest // requirements 61 and 62: a protection that is not on must not look as if it
  // were
  @CsvSource({
    "watchword.revocation, true",
    "watchword.revocation, On",
    "watchword.singleuse, yes",
    "watchword.singleuse, jti",
  })
  void protectionThatIsNeitherOnNorOff_failsStart(String name, String value) {
    assertEquals(
        name + " (test) is '" + value + "'; write on or off",
        SettingsFixture.aSecret().and(name, value).mistakes().get(0));
  }

  @Test
  void namesOfOtherProducts_areIgnored() {
    assertEquals(
        1, SettingsFixture.aSecret().and("jersey.config=1; watchwords=2; secret=3").keys().size());
  }

  @ParameterizedTest
  @EnumSource
  void typoInInitParamOrFile_failsStart(Kind kind) throws IOException {
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      WatchwordBuilder builder =
          scene
              .inFile("watchword.leewai", "30s")
              .builder()
              .set("watchword.secret", RandomSecrets.good())
              .source(SettingSource.of("init-param", true, Map.of("watchword.pulbic", "/health")));
      List<String> mistakes = assertThrows(SettingsException.class, builder::start).mistakes();
      assertEquals(2, mistakes.size(), mistakes::toString);
      assertEquals(
          "watchword.pulbic (init-param) is no property of Watchword; docs/settings.md lists them all",
          mistakes.get(0));
      String inFile = mistakes.get(1).replaceFirst("\\(.*META-INF.*\\)", "(file)");
      assertEquals(
          "watchword.leewai (file) is no property of Watchword; docs/settings.md lists them all",
          inFile);
    }
  }

  @ParameterizedTest
  @EnumSource
  void unknownNameInEnvironmentOrSystemProperty_onlyWarns(Kind kind) throws IOException {
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      scene
          .variable("WATCHWORD_SECRET", RandomSecrets.good())
          .variable("WATCHWORD_SERVICE_HOST", "10.96.0.17")
          .variable("WATCHWORD_PORT", "tcp://10.96.0.17:80")
          .variable("WATCHWORDS", "not ours")
          .systemProperty("watchword.leewai", "30s")
          .systemProperty("watchword.realm", "known");
      scene.builder().start().close();
      assertEquals(
          List.of(
              "Watchword: environment variable WATCHWORD_PORT looks like a setting and is none",
              "Watchword: environment variable WATCHWORD_SERVICE_HOST looks like a setting and is"
                  + " none",
              "Watchword: system property watchword.leewai looks like a setting and is none"),
          scene.log().at(Level.WARNING));
    }
  }

  @Test
  void everyMistake_isListedOnceInOneNumberedMessage() {
    SettingsException exception =
        assertThrows(
            SettingsException.class,
            SettingsFixture.nothing().and("watchword.leewai=30s; watchword.tokensize=9")::read);
    assertEquals(
        """
        Watchword does not start: 3 mistakes in its settings.
          1. watchword.leewai (test) is no property of Watchword; docs/settings.md lists them all
          2. watchword.secret is not set. Make one with: openssl rand -base64 32, and give the \
        same text to both sides
          3. watchword.tokensize (test) is '9'; write a number from 256 to 65536""",
        exception.getMessage());
    assertEquals(
        """
        Watchword does not start: 1 mistake in its settings.
          1. watchword.tokensize (test) is '9'; write a number from 256 to 65536""",
        assertThrows(
                SettingsException.class,
                SettingsFixture.aSecret().and("watchword.tokensize=9")::read)
            .getMessage());
  }

  @Test
  void oneMistake_isNotListedTwice() {
    SettingsFixture.aSecret().and("watchword.limit.public=many").mistake();
    SettingsFixture.aSecret().and("watchword.limit.failures=many").mistake();
    SettingsFixture.aSecret().and("watchword.source=everywhere; watchword.public=/a,/b").mistake();
  }
}
