package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.ProcessFixture;
import dev.watchword.ProcessFixture.Kind;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A setting that is well written and does nothing stops the start, whatever its source is. */
class UnusedNamesTest {
  /** Names that are ours, and what is missing before they would do anything. */
  private static final Map<String, String> USELESS =
      Map.of(
          "watchword.rule.admin", "watchword.rules does not list 'admin'",
          "watchword.key.a.secret", "watchword.keys does not list 'a'",
          "watchword.issuer.acme.secret", "watchword.issuers does not list 'acme'",
          "watchword.client.web.secret", "watchword.clients does not list 'web'",
          "watchword.limit.slow", "no rule names it (limit slow)",
          "watchword.previous.until", "nothing that is set needs it",
          "watchword.previous.kid", "nothing that is set needs it");

  private static final Map<String, String> VALUES =
      Map.of(
          "watchword.rule.admin", "/admin/* role admin",
          "watchword.limit.slow", "1/1m",
          "watchword.previous.until", "2027-01-31");

  @TempDir Path directory;

  private enum From {
    VARIABLE,
    SYSTEM_PROPERTY,
    FILE,
    VARIABLE_OF_THE_PROFILE,
    SYSTEM_PROPERTY_OF_THE_PROFILE,
    FILE_OF_THE_PROFILE;

    private void set(ProcessFixture scene, String name, String value) {
      switch (this) {
        case VARIABLE -> scene.variable(variable(name), value);
        case SYSTEM_PROPERTY -> scene.systemProperty(name, value);
        case FILE -> scene.inFile(name, value);
        case VARIABLE_OF_THE_PROFILE -> scene.variable("_PROD_" + variable(name), value);
        case SYSTEM_PROPERTY_OF_THE_PROFILE -> scene.systemProperty("%prod." + name, value);
        case FILE_OF_THE_PROFILE -> scene.inFile("%prod." + name, value);
      }
    }

    private static String variable(String name) {
      return name.toUpperCase(Locale.ROOT).replace('.', '_');
    }
  }

  private record Case(String name, From from, Kind kind) {}

  private static List<Case> cases() {
    return USELESS.keySet().stream()
        .sorted()
        .flatMap(
            name ->
                List.of(From.values()).stream()
                    .flatMap(
                        from ->
                            List.of(Kind.values()).stream()
                                .map(kind -> new Case(name, from, kind))))
        .toList();
  }

  private ProcessFixture scene(Kind kind) throws IOException {
    return new ProcessFixture(kind, directory)
        .systemProperty("mp.config.profile", "prod")
        .variable("WATCHWORD_SECRET", RandomSecrets.good());
  }

  private static List<String> mistakes(ProcessFixture scene) throws IOException {
    return assertThrows(SettingsException.class, scene.builder()::start).mistakes();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nameThatNothingUses_stopsStart(Case one) throws IOException {
    try (ProcessFixture scene = scene(one.kind)) {
      one.from.set(scene, one.name, VALUES.getOrDefault(one.name, RandomSecrets.good()));
      List<String> mistakes = mistakes(scene);
      assertEquals(1, mistakes.size(), mistakes::toString);
      assertTrue(mistakes.get(0).startsWith(one.name + " ("), mistakes::toString);
      String missing = "is of no use: " + USELESS.get(one.name);
      assertTrue(mistakes.get(0).contains(missing), mistakes::toString);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ruleThatIsListed_starts(Kind kind) throws IOException {
    try (ProcessFixture scene = scene(kind)) {
      scene
          .variable("WATCHWORD_RULES", "admin")
          .variable("WATCHWORD_RULE_ADMIN", "/admin/* role admin limit slow")
          .variable("WATCHWORD_LIMIT_SLOW", "1/1m")
          .variable("WATCHWORD_LIMIT_SLOW_PER", "issuer")
          .systemProperty("watchword.previous.secret", RandomSecrets.text(44))
          .inFile("watchword.previous.until", "2027-01-31");
      scene.builder().start().close();
      assertEquals(List.of(), scene.log().at(Level.WARNING));
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesOfAnotherProfile_doNotCount(Kind kind) throws IOException {
    try (ProcessFixture scene = scene(kind)) {
      scene
          .variable("_DEV_WATCHWORD_RULE_ADMIN", "/admin/* role admin")
          .systemProperty("%dev.watchword.rule.admin", "/admin/* role admin")
          .inFile("%dev.watchword.rule.admin", "/admin/* role admin")
          .inFile("%dev.watchword.leewai", "1s");
      scene.builder().start().close();
    }
  }

  @ParameterizedTest // what Kubernetes injects for a service, and what no rule of ours could read
  @CsvSource({
    "WATCHWORD_SERVICE_HOST",
    "WATCHWORD_PORT_80_TCP_ADDR",
    "WATCHWORD_RULE_SERVICE_HOST",
    "WATCHWORD_ISSUER_PORT",
    "WATCHWORD_LEEWAI"
  })
  void nameThatIsNoneOfOurs_onlyWarns(String variable) throws IOException {
    for (Kind kind : Kind.values()) {
      try (ProcessFixture scene = scene(kind).variable(variable, "10.96.0.17")) {
        scene.builder().start().close();
        assertEquals(
            List.of(
                "Watchword: environment variable "
                    + variable
                    + " looks like a setting and is none"),
            scene.log().at(Level.WARNING));
      }
    }
  }

  private ProcessFixture oneOfEurope(Kind kind) throws IOException {
    return new ProcessFixture(kind, directory).variable("WATCHWORD_ISSUERS", "acme-eu");
  }

  @ParameterizedTest
  @EnumSource
  void variableOfIssuerWithHyphen_isOfUse(Kind kind) throws IOException {
    try (ProcessFixture scene =
        oneOfEurope(kind).variable("WATCHWORD_ISSUER_ACME_EU_SECRET", RandomSecrets.good())) {
      scene.builder().start().close();
      assertEquals(List.of(), scene.log().at(Level.WARNING));
    }
    Path file = Files.writeString(directory.resolve("secret"), RandomSecrets.good());
    try (ProcessFixture scene =
        oneOfEurope(kind).variable("WATCHWORD_ISSUER_ACME_EU_SECRET_FILE", file.toString())) {
      scene.builder().start().close();
      assertEquals(List.of(), scene.log().at(Level.WARNING));
    }
  }

  @ParameterizedTest
  @EnumSource
  void variableOfIssuerWithHyphenThatIsNotListed_isMistake(Kind kind) throws IOException {
    try (ProcessFixture scene =
        oneOfEurope(kind)
            .variable("WATCHWORD_ISSUER_ACME_EU_SECRET", RandomSecrets.good())
            .variable("WATCHWORD_ISSUER_ACME_UK_SECRET", RandomSecrets.good())) {
      assertEquals(
          List.of(
              "environment variable WATCHWORD_ISSUER_ACME_UK_SECRET is of no use: nothing that is"
                  + " set needs it"),
          mistakes(scene));
    }
  }

  @Test // which SmallRye reads, and the specification does not
  void variableOfMixedCase_onlyWarnsWhereItSetsNothing() throws IOException {
    try (ProcessFixture scene = scene(Kind.DIRECT).variable("Watchword_Rule_Admin", "/admin/*")) {
      scene.builder().start().close();
      assertEquals(1, scene.log().at(Level.WARNING).size());
    }
    try (ProcessFixture scene = scene(Kind.SMALLRYE).variable("Watchword_Rule_Admin", "/admin/*")) {
      assertTrue(mistakes(scene).get(0).contains("watchword.rules does not list 'admin'"));
    }
  }

  @Test
  void keyOfLoneIssuer_isOfNoUseAmongSeveral() {
    String mistake =
        SettingsFixture.nothing()
            .and("watchword.issuers", "acme")
            .and("watchword.issuer.acme.secret", RandomSecrets.good())
            .and("watchword.key.a.secret", RandomSecrets.text(44))
            .mistake();
    assertEquals(
        "watchword.key.a.secret (test) is of no use: nothing that is set needs it", mistake);
  }

  @Test
  void datesOfKeyThatIsNotThere_areOfNoUse() {
    String mistake =
        SettingsFixture.nothing()
            .and("watchword.keys=a; watchword.until=2027-01-31")
            .and("watchword.key.a.secret", RandomSecrets.good())
            .mistake();
    assertEquals("watchword.until (test) is of no use: nothing that is set needs it", mistake);
  }

  @Test
  void fileOfIssuer_isReadAsStrictly() throws IOException {
    String file = "secret=" + RandomSecrets.good() + "\nprevious.until=2027-01-31\n";
    Files.writeString(directory.resolve("acme.properties"), file);
    assertEquals(
        "watchword.issuer.acme.previous.until (file of issuer acme) is of no use: nothing that is"
            + " set needs it",
        SettingsFixture.nothing().and("watchword.issuers.location", "" + directory).mistake());
  }
}
