package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.watchword.settings.Section;
import dev.watchword.settings.SettingSource;
import dev.watchword.settings.Settings;
import dev.watchword.testing.RandomSecrets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a secret is between the settings and its key. */
class SecretReaderTest {
  private static Secret read() {
    Map<String, String> values = Map.of("watchword.secret", RandomSecrets.good());
    Settings settings = new Settings(List.of(SettingSource.of("here", false, values)));
    Secret secret = SecretReader.read(Section.of(settings), SecretReader.HS256);
    assertNotNull(secret);
    return secret;
  }

  @Test // requirement 25
  void secret_isNotShown() {
    assertEquals("Secret[*** from here]", read().toString());
  }

  @Test
  void credential_leavesNothingOfSecret() {
    Secret secret = read();
    secret.credential("client", null);
    assertArrayEquals(new byte[secret.bytes().length], secret.bytes());
  }
}
