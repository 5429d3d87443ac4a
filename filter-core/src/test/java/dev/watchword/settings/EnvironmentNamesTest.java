package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** MicroProfile Config's rule: the name itself, then with underscores, then in upper case too. */
class EnvironmentNamesTest {
  private static ProcessSources with(Map<String, String> environment) {
    return new ProcessSources(environment, new Properties());
  }

  @ParameterizedTest
  @CsvSource({
    "watchword.secret, watchword.secret",
    "watchword.secret, watchword_secret",
    "watchword.secret, WATCHWORD_SECRET",
    "watchword.secret.location, WATCHWORD_SECRET_LOCATION",
    "watchword.key.a1.until, WATCHWORD_KEY_A1_UNTIL",
    "mp.jwt.verify.clock.skew, MP_JWT_VERIFY_CLOCK_SKEW",
    "my-own/secret, MY_OWN_SECRET"
  })
  void variable_setsPropertyByRuleOfMicroProfile(String property, String variable) {
    assertEquals(variable, with(Map.of(variable, "x")).variableOf(property));
  }

  @ParameterizedTest
  @CsvSource({
    "watchword.secret, Watchword_Secret",
    "watchword.secret, WATCHWORD.SECRET",
    "watchword.secret, WATCHWORD-SECRET",
    "watchword.secret, WATCHWORD__SECRET",
    "watchword.secret, WATCHWORD_SECRET_",
    "watchword.secret, WATCHWORDSECRET"
  })
  void otherSpelling_setsNothing(String property, String variable) {
    assertNull(with(Map.of(variable, "x")).variableOf(property));
  }

  @Test
  void moreExactName_comesFirst() {
    String exact = "watchword.realm";
    String lower = "watchword_realm";
    String upper = "WATCHWORD_REALM";
    assertEquals(exact, with(Map.of(exact, "1", lower, "2", upper, "3")).variableOf(exact));
    assertEquals(lower, with(Map.of(lower, "2", upper, "3")).variableOf(exact));
  }

  @ParameterizedTest
  @EnumSource(Property.class)
  void everyProperty_canBeSetByVariable(Property property) {
    String name = property.documentedName().replace("<name>", "a");
    String variable = name.toUpperCase(Locale.ROOT).replace('.', '_');
    ProcessSources surroundings = with(Map.of(variable, "x"));
    assertEquals(variable, surroundings.variableOf(name));
    assertEquals(0, surroundings.unknownNames().size(), surroundings.unknownNames()::toString);
  }

  @Test // requirement 79
  void turkishLocale_changesNothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      ProcessSources surroundings = with(Map.of("WATCHWORD_PUBLIC", "/", "WATCHWORD_KID", "k"));
      assertEquals("WATCHWORD_KID", surroundings.variableOf("watchword.kid"));
      assertEquals(0, surroundings.unknownNames().size(), surroundings.unknownNames()::toString);
    } finally {
      Locale.setDefault(before);
    }
  }
}
