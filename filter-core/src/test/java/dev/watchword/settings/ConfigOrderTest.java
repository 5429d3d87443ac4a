package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.watchword.ProcessFixture;
import dev.watchword.ProcessFixture.Kind;
import dev.watchword.settings.SettingSource.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Profiles, ordinals and letters mean the same with MicroProfile Config and without. */
class ConfigOrderTest {
  private static final String NAME = "watchword.iss";

  @TempDir Path directory;

  /**
   * Settings as a line of words such as {@code file:watchword.iss=x}; the places are s(ystem
   * property), v(ariable), f(ile), p(rofile's file).
   */
  private ProcessFixture scene(Kind kind, String settings) throws IOException {
    ProcessFixture scene = new ProcessFixture(kind, directory);
    StringBuilder file = new StringBuilder();
    StringBuilder ofProfile = new StringBuilder();
    for (String setting : settings.split(" +")) {
      String[] parts = setting.split("[:=]", 3);
      switch (parts[0]) {
        case "s" -> scene.systemProperty(parts[1], parts[2]);
        case "v" -> scene.variable(parts[1], parts[2]);
        case "f" -> file.append(parts[1]).append('=').append(parts[2]).append('\n');
        default -> ofProfile.append(parts[1]).append('=').append(parts[2]).append('\n');
      }
    }
    write("microprofile-config.properties", file.toString());
    if (!ofProfile.isEmpty()) {
      write("microprofile-config-prod.properties", ofProfile.toString());
    }
    return scene;
  }

  private void write(String name, String text) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("META-INF"));
    Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  private String found(Kind kind, String settings) throws IOException {
    try (ProcessFixture scene = scene(kind, settings)) {
      Setting setting = new Settings(scene.surroundings().sources()).find(NAME);
      return setting == null ? "none" : setting.value();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s:watchword.iss=s v:WATCHWORD_ISS=v f:watchword.iss=f                          | s
          v:WATCHWORD_ISS=v f:watchword.iss=f                                            | v
          f:config_ordinal=350 v:WATCHWORD_ISS=v f:watchword.iss=f                       | f
          f:config_ordinal=350 s:watchword.iss=s f:watchword.iss=f                       | s
          f:config_ordinal=300 v:WATCHWORD_ISS=v f:watchword.iss=f                       | v
          f:config_ordinal=-1 f:watchword.iss=f                                          | f
          v:CONFIG_ORDINAL=500 s:watchword.iss=s v:WATCHWORD_ISS=v                       | v
          v:CONFIG_ORDINAL=50 v:WATCHWORD_ISS=v f:watchword.iss=f                        | f
          s:config_ordinal=200 s:watchword.iss=s v:WATCHWORD_ISS=v                       | v
          f:%prod.watchword.iss=p f:watchword.iss=f                                      | f
          f:%prod.watchword.iss=p                                                        | none
          s:mp.config.profile=prod f:%prod.watchword.iss=p f:watchword.iss=f             | p
          s:mp.config.profile=dev f:%prod.watchword.iss=p f:watchword.iss=f              | f
          v:MP_CONFIG_PROFILE=prod f:%prod.watchword.iss=p f:watchword.iss=f             | p
          f:mp.config.profile=prod f:%prod.watchword.iss=p f:watchword.iss=f             | p
          s:mp.config.profile=prod f:%prod.watchword.iss=p v:WATCHWORD_ISS=v             | v
          s:mp.config.profile=prod v:_PROD_WATCHWORD_ISS=p v:WATCHWORD_ISS=v             | p
          s:mp.config.profile=prod s:%prod.watchword.iss=p s:watchword.iss=s             | p
          s:mp.config.profile=prod p:watchword.iss=p f:watchword.iss=f                   | p
          s:mp.config.profile=prod p:watchword.iss=p v:WATCHWORD_ISS=v                   | v
          s:mp.config.profile=dev p:watchword.iss=p f:watchword.iss=f                    | f
          s:mp.config.profile=prod p:watchword.iss=p f:watchword.iss=f f:config_ordinal=350 v:WATCHWORD_ISS=v | p
          s:mp.config.profile=prod p:watchword.iss=p p:config_ordinal=350 v:WATCHWORD_ISS=v | p
          f:watchword.iss=gr\u00fc\u00dfe\u4e16                                          | gr\u00fc\u00dfe\u4e16
          """)
  void highestSource_winsWithActiveProfileFirst(String settings, String value) throws IOException {
    assertEquals(value, found(Kind.DIRECT, settings));
    if (!settings.contains("CONFIG_ORDINAL") || !Locale.getDefault().getLanguage().equals("tr")) {
      assertEquals(value, found(Kind.SMALLRYE, settings));
    } // SmallRye writes that variable in small letters of the default locale, where I is no i
  }

  @ParameterizedTest
  @EnumSource
  void blankValueOfProfile_hidesOtherValue(Kind kind) throws IOException {
    assertEquals(
        "",
        found(kind, "s:mp.config.profile=prod f:%prod.watchword.iss= f:watchword.iss=f").strip());
  }

  @Test
  void ordinalThatIsNoNumber_failsStart() {
    SettingsException refused =
        assertThrows(SettingsException.class, () -> found(Kind.DIRECT, "v:CONFIG_ORDINAL=high"));
    assertEquals(
        List.of(
            "config_ordinal (environment variable CONFIG_ORDINAL) is 'high'; write a whole number"),
        refused.mistakes());
  }
}
