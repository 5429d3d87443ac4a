package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands on the web is refused, in every form in which it can be pasted. */
class PublishedSecretsTest {
  private static final String LIST =
      "/published-secrets/published-jwt-secrets-32-bytes-and-more.txt";

  private static List<String> published;

  @BeforeAll
  static void readTheList() throws IOException {
    try (InputStream in = PublishedSecretsTest.class.getResourceAsStream(LIST)) {
      published = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    assertTrue(published.size() > 1_800, "the list is cut short");
  }

  private static void assertPublished(String secret) {
    assertEquals(
        "watchword.secret (test) is a secret that has been published on the web."
            + " Make one with: openssl rand -base64 32",
        SettingsFixture.nothing().and("watchword.secret", secret).mistake());
  }

  @Test // requirement 20
  void everyLineOfList_isRefused() {
    published.forEach(PublishedSecretsTest::assertPublished);
  }

  @Test // requirement 77
  void encodedLine_isRefused() {
    for (String line : published) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      assertPublished("base64:" + Base64.getEncoder().encodeToString(bytes));
      assertPublished("hex:" + HexFormat.of().formatHex(bytes));
    }
  }

  @Test
  void decodedLine_isRefused() {
    List<String> hexadecimal =
        published.stream().filter(line -> line.matches("([0-9a-fA-F]{2}){32,}")).toList();
    assertFalse(hexadecimal.isEmpty());
    hexadecimal.forEach(line -> assertPublished("hex:" + line));
    List<String> base64 =
        published.stream().filter(line -> line.matches("([A-Za-z0-9+/]{4}){11,}")).toList();
    assertFalse(base64.isEmpty());
    base64.forEach(line -> assertPublished("base64:" + line));
  }

  @ParameterizedTest // of RFC 7515 A.1 (and 7517, 7797), and of RFC 7520 section 3.5
  @ValueSource(
      strings = {
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
        "hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg"
      })
  void keyOfRfc_isRefusedInEveryForm(String k) {
    assertPublished(k);
    assertPublished("base64url:" + k);
    assertPublished("hex:" + HexFormat.of().formatHex(Base64.getUrlDecoder().decode(k)));
    assertEquals(
        "watchword.secret (test) is wrong: it has a k that is a secret that has been published on"
            + " the web",
        SettingsFixture.nothing()
            .and("watchword.secret", "{\"kty\":\"oct\",\"k\":\"%s\"}".formatted(k))
            .mistake());
  }

  @Test
  void lineWithWhiteSpaceAround_isRefused() {
    assertPublished(published.get(100) + "\n");
    assertPublished("  " + published.get(200) + "\t");
  }

  @Test
  void randomSecret_isNotOnList() {
    assertFalse(PublishedSecrets.contains(RandomSecrets.good()));
  }
}
