package dev.watchword.config;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Whatever the settings say, they are read, or refused with every mistake; nothing else happens.
 */
class SettingsFuzzTest {
  private static final String[] NAMES = {
    "watchword.secret",
    "watchword.public",
    "watchword.rules",
    "watchword.rule.a",
    "watchword.rule.b",
    "watchword.issuers",
    "watchword.issuer.a.secret",
    "watchword.choose",
    "watchword.algorithms",
    "watchword.leeway",
    "watchword.maxage",
    "watchword.previous.secret",
    "watchword.previous.until",
    "watchword.limit.public",
    "watchword.limit.x",
    "watchword.limit.failures",
    "watchword.proxies",
    "watchword.enforce.from",
    "watchword.realm",
    "watchword.cors.origins",
    "watchword.tokensize",
    "watchword.profile",
    "watchword.relax"
  };

  @FuzzTest(maxDuration = "60s")
  void settings(FuzzedDataProvider data) {
    Given given = data.consumeBoolean() ? Given.aSecret() : Given.nothing();
    for (int left = data.consumeInt(1, 5); left > 0; left--) {
      given.and(data.pickValue(NAMES), data.consumeString(60));
    }
    try {
      given.read();
    } catch (SettingsException mistakes) {
      mistakes.mistakes().forEach(mistake -> assertFalse(mistake.isBlank()));
    }
  }
}
