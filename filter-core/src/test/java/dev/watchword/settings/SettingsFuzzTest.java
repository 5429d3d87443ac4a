package dev.watchword.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;

/**
 * Requirement 80: whatever the settings say, they are read, or refused with every mistake; nothing
 * else happens.
 */
class SettingsFuzzTest {
  /** Each costs time, and more say no more. */
  private static final int MOST_LINES = 20;

  /** Lines as of a properties file; one that says {@code secret} stands for a good one. */
  @FuzzTest(maxDuration = "60s")
  void settings(byte[] data) {
    SettingsFixture given = SettingsFixture.nothing();
    for (String line : new String(data, UTF_8).lines().limit(MOST_LINES).toList()) {
      int equals = line.indexOf('=');
      if (line.equals("secret")) {
        given.and("watchword.secret", RandomSecrets.good());
      } else if (equals > 0) {
        given.and(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    try {
      given.read();
    } catch (SettingsException mistakes) {
      mistakes.mistakes().forEach(mistake -> assertFalse(mistake.isBlank()));
    }
  }
}
