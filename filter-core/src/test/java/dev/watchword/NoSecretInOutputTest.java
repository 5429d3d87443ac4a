package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.ProcessFixture.Kind;
import dev.watchword.settings.MicroProfileSource;
import dev.watchword.settings.Section;
import dev.watchword.settings.SettingSource;
import dev.watchword.settings.SettingSource.Setting;
import dev.watchword.settings.Settings;
import dev.watchword.settings.SettingsException;
import dev.watchword.testing.RandomSecrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 25 and 76: the start says what holds, and no line, text or object says a secret. */
class NoSecretInOutputTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void startLog_showsSettingsWithFingerprintAndOrigin(Kind kind) throws IOException {
    String secret = RandomSecrets.good();
    String previous = RandomSecrets.text(40);
    try (ProcessFixture scene = new ProcessFixture(kind, directory)) {
      WatchwordBuilder builder =
          scene
              .variable("WATCHWORD_SECRET", secret)
              .builder()
              .set("watchword.kid", "2027")
              .set("watchword.from", "2026-12-01")
              .set("watchword.previous.secret", previous)
              .set("watchword.previous.until", "2027-01-01")
              .set("watchword.audiences", "b,a")
              .set("watchword.rules", "admin")
              .set("watchword.rule.admin", "POST /admin/* role admin source bearer,cookie:jwt")
              .set("watchword.public", "/health")
              .set("watchword.cors.origins", "https://app.example")
              .set("watchword.answers", "full");
      try (Watchword watchword = builder.start()) {
        assertEquals(
            List.of(
                "issuer default: HS256, leeway 30s, iss not looked at, aud a or b",
                "key usual: ***%s, 64 bytes, from environment variable WATCHWORD_SECRET, kid 2027, from 2026-12-01T00:00:00Z"
                    .formatted(RandomSecrets.fingerprint(secret)),
                "key previous: ***%s, 40 bytes, from builder, until 2027-01-01T00:00:00Z"
                    .formatted(RandomSecrets.fingerprint(previous)),
                "rule admin: POST /admin/* needs a token, role admin (bearer or cookie:jwt)",
                "rule public: /health open",
                "rule else: /* needs a token (bearer)",
                "browser pages of https://app.example may call",
                "WARNING: answers name the exact reason (watchword.answers=full); not for"
                    + " strangers"),
            watchword.summary());
        assertEquals(watchword.summary().size() - 1, scene.log().at(Level.INFO).size());
        assertEquals(1, scene.log().at(Level.WARNING).size());
      }
      assertFalse(scene.log().text().contains(secret));
      assertFalse(scene.log().text().contains(previous));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "watchword.secret",
        "watchword.secret.location",
        "watchword.previous.secret",
        "watchword.key.a.secret",
        "watchword.secrett"
      })
  void settingsMistake_holdsNoSecret(String property) throws IOException {
    List<String> bad =
        List.of(
            RandomSecrets.text(31),
            RandomSecrets.text(31) + "\0",
            "base64:" + RandomSecrets.text(40) + "*",
            "hex:" + RandomSecrets.text(64),
            "-----BEGIN PUBLIC KEY-----" + RandomSecrets.text(64),
            "${" + RandomSecrets.text(40) + "-}");
    for (String secret : bad) {
      try (ProcessFixture scene = new ProcessFixture(Kind.SMALLRYE, directory)) {
        WatchwordBuilder builder =
            scene.builder().set(property, secret).set("watchword.tokensize", "1");
        SettingsException exception = assertThrows(SettingsException.class, builder::start);
        StringWriter trace = new StringWriter();
        exception.printStackTrace(new PrintWriter(trace));
        String core = secret.substring(secret.indexOf(':') + 1).replaceAll("[^A-Za-z0-9_-]", "");
        assertFalse(trace.toString().contains(core.substring(0, 20)), trace::toString);
        assertFalse(scene.log().text().contains(core.substring(0, 20)));
      }
    }
  }

  @Test
  void keptObjects_printNoSecret() throws IOException {
    String secret = RandomSecrets.good();
    try (ProcessFixture scene = new ProcessFixture(Kind.DIRECT, directory)) {
      WatchwordBuilder builder = scene.variable("WATCHWORD_SECRET", secret).builder();
      builder.set("watchword.previous.secret", secret + "x").set("watchword.public", "/health");
      try (Watchword watchword = builder.start()) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        assertSilent(watchword, secret, seen);
        assertTrue(seen.size() > 50, "only " + seen.size() + " objects were seen");
        assertFalse(builder.toString().contains(secret));
      }
    }
  }

  /**
   * An object of ours and all that it holds. Secrets are kept as they were set, to be read again
   * when others change; what must not be is an object of ours that prints one.
   */
  private static void assertSilent(Object object, String secret, Set<Object> seen) {
    if (object == null || !seen.add(object)) {
      return;
    }
    boolean ours = object.getClass().getName().startsWith("dev.watchword.");
    if (ours) {
      assertFalse(object.toString().contains(secret), () -> object.getClass() + " prints it");
    }
    if (object instanceof Map<?, ?> map) {
      map.forEach((key, value) -> assertSilent(value, secret, seen));
    } else if (object instanceof Iterable<?> elements) {
      elements.forEach(element -> assertSilent(element, secret, seen));
    } else if (ours) {
      for (Field field : object.getClass().getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          assertSilent(valueOf(field, object), secret, seen);
        }
      }
    }
  }

  private static Object valueOf(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (ReflectiveOperationException unreadable) {
      throw new AssertionError(field.toString(), unreadable);
    }
  }

  @Test
  void shortLivedSecretHolders_printNoSecret() throws Exception {
    String secret = RandomSecrets.good();
    Settings settings =
        new Settings(List.of(SettingSource.of("here", false, Map.of("watchword.secret", secret))));
    assertEquals("Setting[*** from here]", new Setting(secret, "here", true).toString());
    assertFalse(settings.toString().contains(secret));
    assertEquals("Section[watchword.]", Section.of(settings).toString());
    Class<?> unexpanded = Class.forName(MicroProfileSource.class.getName() + "$Unexpanded");
    Constructor<?> constructor = unexpanded.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    assertEquals(
        "Unexpanded[watchword.secret]",
        constructor.newInstance("watchword.secret", secret, null).toString());
  }
}
