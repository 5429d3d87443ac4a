package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.ProcessFixture;
import dev.watchword.ProcessFixture.Kind;
import dev.watchword.Watchword;
import dev.watchword.testing.RandomSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Docker's way to say where a secret is: a variable that ends in {@code _FILE}. */
class SecretFileVariableTest {
  private static final String SECRET = RandomSecrets.good();

  @TempDir Path directory;

  private String file(String secret) throws IOException {
    return Files.writeString(directory.resolve("app"), secret).toString();
  }

  private static SettingsException refusal(ProcessFixture scene) throws IOException {
    return assertThrows(SettingsException.class, scene.builder()::start);
  }

  @ParameterizedTest
  @EnumSource
  void file_isReadFromVariable(Kind kind) throws IOException {
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      scene.variable("WATCHWORD_SECRET_FILE", file(SECRET)).inFile("watchword.realm", "x");
      try (Watchword watchword = scene.builder().start()) {
        String key = watchword.summary().get(1);
        assertTrue(key.contains(RandomSecrets.fingerprint(SECRET)), key);
        assertTrue(key.contains("environment variable WATCHWORD_SECRET_FILE"), key);
      }
      assertEquals(List.of(), scene.log().at(Level.WARNING));
    }
  }

  @ParameterizedTest
  @EnumSource
  void environment_isAboveFileOfConfiguration(Kind kind) throws IOException {
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      scene
          .variable("WATCHWORD_SECRET_FILE", file(SECRET))
          .inFile("watchword.secret.location", "/nowhere/at/all");
      try (Watchword watchword = scene.builder().start()) {
        assertTrue(watchword.summary().get(1).contains(RandomSecrets.fingerprint(SECRET)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void systemProperty_isAboveEnvironment(Kind kind) throws IOException {
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      scene
          .variable("WATCHWORD_SECRET_FILE", "/nowhere/at/all")
          .systemProperty("watchword.secret.location", file(SECRET));
      try (Watchword watchword = scene.builder().start()) {
        assertTrue(watchword.summary().get(1).contains(RandomSecrets.fingerprint(SECRET)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void fileThatIsNotThere_isToldByNameOfVariable(Kind kind) throws IOException {
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      scene.variable("WATCHWORD_SECRET_FILE", "/run/secrets/app");
      assertEquals(
          List.of(
              "watchword.secret.location (environment variable WATCHWORD_SECRET_FILE) is wrong: the"
                  + " file '/run/secrets/app' is not there; check the path"),
          refusal(scene).mistakes());
    }
  }

  @Test // of keys, issuers, clients, workspaces, API keys and hashes
  void everySecret_hasSuchVariable() {
    for (Property property : Property.values()) {
      String name = property.documentedName().replace("<name>", "a");
      if (name.endsWith("secret.location")) {
        String variable =
            name.replace(".location", ".file").toUpperCase(Locale.ROOT).replace('.', '_');
        Environment environment = new Environment(java.util.Map.of(variable, "/run/secrets/app"));
        assertEquals(List.of(name), List.copyOf(environment.names()));
        assertEquals(
            "Setting[*** from environment variable " + variable + "]", "" + environment.find(name));
        assertEquals(List.of(), environment.unknown());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void bothVariables_stopStart(Kind kind) throws IOException {
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      scene
          .variable("WATCHWORD_SECRET_LOCATION", file(SECRET))
          .variable("WATCHWORD_SECRET_FILE", file(SECRET));
      assertEquals(
          List.of(
              "watchword.secret.file (environment variable WATCHWORD_SECRET_FILE) means"
                  + " watchword.secret.location; keep that one alone"),
          refusal(scene).mistakes());
    }
  }

  @ParameterizedTest
  @EnumSource
  void otherSources_writeLocation(Kind kind) throws IOException {
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      scene.inFile("watchword.secret.file", file(SECRET));
      String mistake = refusal(scene).mistakes().get(0);
      assertTrue(mistake.endsWith("means watchword.secret.location; keep that one alone"), mistake);
    }
  }

  @ParameterizedTest // so that a slip of the pen is seen where it matters
  @EnumSource
  void refusal_listsNamesThatLookLikeSettings(Kind kind) throws IOException {
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      scene
          .variable("WATCHWORD_SECRET_PATH", "/run/secrets/app")
          .systemProperty("watchword.secert", SECRET);
      SettingsException refusal = refusal(scene);
      assertEquals(1, refusal.mistakes().size(), refusal.mistakes()::toString);
      assertTrue(
          refusal
              .getMessage()
              .endsWith(
                  """
                  give the same text to both sides
                    Besides: environment variable WATCHWORD_SECRET_PATH looks like a setting and is none
                    Besides: system property watchword.secert looks like a setting and is none"""),
          refusal.getMessage());
    }
  }
}
