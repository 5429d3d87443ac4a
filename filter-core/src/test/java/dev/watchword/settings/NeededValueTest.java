package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.SettingsFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that nothing reads without another stops the start. */
class NeededValueTest {
  @ParameterizedTest
  @CsvSource({
    "cors.headers, X-Api, cors.origins, https://app.example",
    "proxies.header, X-Real-IP, proxies, 10.0.0.0/8",
    "sso.origins, https://app.example, identity.session, 15m",
    "sso.cookie, __Host-app, identity.session, 15m"
  })
  void valueThatNothingReads_isMistake(
      String property, String value, String needed, String neededValue) {
    String name = "watchword." + property;
    assertEquals(
        name + " (test) is of no use without watchword." + needed,
        SettingsFixture.aSecret().and(name, value).mistake());
    SettingsFixture.aSecret().and(name, value).and("watchword." + needed, neededValue).read();
  }

  @Test
  void valuesThatNothingReads_areAllTold() {
    SettingsFixture given =
        SettingsFixture.aSecret()
            .and("watchword.cors.headers=X-Api; watchword.proxies.header=X-Real-IP")
            .and("watchword.sso.origins=https://app.example");
    assertEquals(3, given.mistakes().size());
  }
}
