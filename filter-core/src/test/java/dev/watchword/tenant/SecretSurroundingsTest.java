package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around a secret is a part of it, and named at start. */
class SecretSurroundingsTest {
  private static final String SECRET = RandomSecrets.text(40);

  private static List<String> warnings(SettingsFixture given) {
    return given.read().summary().stream().filter(line -> line.startsWith("WARNING: ")).toList();
  }

  private static List<String> warnings(String text) {
    return warnings(SettingsFixture.nothing().and("watchword.secret", text));
  }

  @ParameterizedTest
  @CsvSource({
    "\"S\", quotes stand around",
    "'''S''', quotes stand around",
    "' S', white space stands around",
    "'S ', white space stands around",
    "'\\tS', white space stands around",
    "MARKS, white space stands around",
    "'S\\n', a newline stands at the end of",
    "'S\\r\\n', a newline stands at the end of",
    "'\"S\"\\n', a newline stands at the end of"
  })
  void whatStandsAroundSecret_isNamed(String form, String named) {
    String text = form.replace("MARK", "\uFEFF").translateEscapes().replace("S", SECRET);
    String rest = " the secret of key usual, from test; take it away, or both sides need it";
    assertEquals(List.of("WARNING: " + named + rest), warnings(text));
    assertEquals(
        RandomSecrets.fingerprint(text),
        SettingsFixture.nothing().and("watchword.secret", text).fingerprint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"S", "\"S", "S'", "\"S'", "S S", "a\nS", "S\"S"})
  void otherSurroundings_areNotNamed(String form) {
    assertEquals(List.of(), warnings(form.replace("S", SECRET)));
  }

  @Test
  void bytesThatAreDecoded_mayBeAnything() {
    assertEquals(List.of(), warnings("hex:22" + "1123456789abcdef".repeat(4) + "220a"));
  }

  @Test
  void otherSecrets_areNamedToo() {
    String quoted = '"' + RandomSecrets.good() + '"';
    SettingsFixture given = SettingsFixture.aSecret().and("watchword.workspace.secret", quoted);
    assertEquals(
        List.of(
            "WARNING: quotes stand around the secret of workspace, from test; take it away, or both"
                + " sides need it"),
        warnings(given));
  }
}
