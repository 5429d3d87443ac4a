package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.ProcessFixture;
import dev.watchword.ProcessFixture.Kind;
import dev.watchword.ReadSettings;
import dev.watchword.Watchword;
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

/** Who wins where a property is set in several places, with MicroProfile Config and without. */
class PrecedenceTest {
  private static final String ISS = "watchword.iss";

  /** Highest first. */
  private static final List<String> PLACES =
      List.of(
          "builder",
          "init-param",
          "context-param",
          "system property",
          "environment",
          "file",
          "MicroProfile name");

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void microProfileConfig_isAskedWhereImplemented(Kind kind) throws IOException {
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      List<SettingSource> sources = scene.surroundings().sources();
      assertEquals(kind == Kind.SMALLRYE, sources.get(0) instanceof MicroProfileSource);
    }
  }

  @ParameterizedTest
  @EnumSource
  void highestSource_wins(Kind kind) throws IOException {
    for (int highest = 0; highest < PLACES.size(); highest++) {
      Path own = directory.resolve("" + highest);
      try (ProcessFixture scene = new ProcessFixture(kind, own);
          Watchword watchword = set(PLACES.subList(highest, PLACES.size()), scene).start()) {
        assertEquals(
            "issuer default: HS256, leeway 30s, iss '%s', aud not looked at"
                .formatted(PLACES.get(highest)),
            watchword.summary().get(0));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void secretInHigherSource_winsOverSecretFile(Kind kind) throws IOException {
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      String secret = RandomSecrets.good();
      scene.variable("WATCHWORD_SECRET_LOCATION", "/nowhere");
      WatchwordBuilder builder = scene.builder().set("watchword.secret", secret);
      try (Watchword watchword = builder.start()) {
        String summary = String.join("; ", watchword.summary());
        assertTrue(summary.contains(RandomSecrets.fingerprint(secret)), summary);
      }
    }
  }

  private static WatchwordBuilder set(List<String> places, ProcessFixture scene)
      throws IOException {
    if (places.contains("system property")) {
      scene.systemProperty(ISS, "system property");
    }
    if (places.contains("environment")) {
      scene.variable("WATCHWORD_ISS", "environment");
    }
    if (places.contains("file")) {
      scene.inFile(ISS, "file");
    }
    WatchwordBuilder builder = scene.builder().set("watchword.secret", RandomSecrets.good());
    builder.set("mp.jwt.verify.issuer", "MicroProfile name"); // even from the highest place
    for (String place : List.of("builder", "init-param", "context-param")) {
      if (places.contains(place) && place.equals("builder")) {
        builder.set(ISS, place);
      } else if (places.contains(place)) {
        builder.source(SettingSource.of(place, true, Map.of(ISS, place)));
      }
    }
    return builder;
  }

  @ParameterizedTest
  @EnumSource
  void blankValue_hidesLowerSources(Kind kind) throws IOException {
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      scene.variable("WATCHWORD_LEEWAY", "10s");
      WatchwordBuilder builder = scene.builder().set("watchword.secret", RandomSecrets.good());
      try (Watchword watchword = builder.set("watchword.leeway", " ").start()) {
        assertTrue(watchword.summary().get(0).contains("leeway 30s"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void secretInArchive_isWarnedOf(Kind kind) throws IOException {
    Map<String, String> secret = Map.of("watchword.secret", RandomSecrets.good());
    String warning =
        "Watchword: WARNING: the secret of key usual is part of the application's archive;"
            + " better keep it outside";
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      scene.builder().source(SettingSource.of("init-param", true, secret)).start().close();
      assertEquals(List.of(warning), scene.log().at(Level.WARNING));
    }
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      scene.inFile("watchword.secret", RandomSecrets.good()).builder().start().close();
      assertEquals(List.of(warning), scene.log().at(Level.WARNING));
    }
    try (ProcessFixture scene = new ProcessFixture(kind, directory.resolve("empty"))) {
      scene.variable("WATCHWORD_SECRET", RandomSecrets.good()).builder().start().close();
      assertEquals(List.of(), scene.log().at(Level.WARNING));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mp.jwt.verify.issuer=me                              | iss 'me'
          mp.jwt.verify.audiences=b,a                          | aud a or b
          mp.jwt.verify.clock.skew=60                          | leeway 60s
          mp.jwt.verify.clock.skew=                            | leeway 30s
          mp.jwt.token.header=Authorization                    | (bearer)
          mp.jwt.token.header=X-Token                          | (header:X-Token)
          mp.jwt.token.header=Cookie                           | (cookie:Bearer)
          mp.jwt.token.header=Cookie; mp.jwt.token.cookie=jwt  | (cookie:jwt)
          mp.jwt.token.cookie=jwt                              | (bearer)
          mp.jwt.verify.publickey=x                            | iss not looked at
          """)
  void microProfileJwtName_meansSameAsOurs(String properties, String expected) {
    String summary = String.join("\n", withStandardNames(properties).summary());
    assertTrue(summary.contains(expected), summary);
  }

  @Test
  void microProfileJwtTokenAge_isMaxAge() {
    for (String setting : List.of("mp.jwt.verify.token.age=300", "watchword.maxage=5m")) {
      assertEquals(
          300,
          withStandardNames(setting)
              .snapshot()
              .issuers()
              .get(0)
              .rules()
              .times()
              .maxAge()
              .toSeconds(),
          setting);
    }
  }

  private static ReadSettings withStandardNames(String properties) {
    return SettingsFixture.aSecret().and(properties).readWithStandardNames();
  }
}
