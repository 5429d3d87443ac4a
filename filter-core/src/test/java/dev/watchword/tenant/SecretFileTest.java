package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 22: a secret in a file is the same as the text inline, less one line ending. */
class SecretFileTest {
  private static final String LOCATION = "watchword.secret.location";

  @TempDir Path directory;

  private SettingsFixture file(byte[] content) throws IOException {
    Path file = directory.resolve("secret");
    Files.write(file, content);
    return SettingsFixture.nothing().and(LOCATION, file.toString());
  }

  private SettingsFixture file(String content) throws IOException {
    return file(content.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'\\n', ''",
    "'\\r\\n', ''",
    "'\\n\\n', '\\n'",
    "'\\r\\n\\r\\n', '\\r\\n'",
    "'\\n\\r\\n', '\\n'",
    "'\\r', '\\r'",
    "' \\n', ' '"
  })
  void exactlyOneLineEnding_isDropped(String ending, String kept) throws IOException {
    String secret = RandomSecrets.good();
    assertEquals(
        RandomSecrets.fingerprint(secret + kept.translateEscapes()),
        file(secret + ending.translateEscapes()).fingerprint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "base64:", "base64url:", "hex:", "${HOME}", "  "})
  void file_meansSameAsInlineText(String before) throws IOException {
    String digits = "1123456789abcdef"; // no 00, which would be a NUL byte
    String secret = before + RandomSecrets.text(64).replaceAll("[^1-9a-f]", "7") + digits;
    assertEquals(
        SettingsFixture.nothing().and("watchword.secret", secret).fingerprint(),
        file(secret + "\n").fingerprint());
  }

  @Test
  void fileWithByteOrderMark_isReadWithoutIt() throws IOException {
    String secret = RandomSecrets.good();
    assertEquals(RandomSecrets.fingerprint(secret), file("\uFEFF" + secret + "\r\n").fingerprint());
    String two = "\uFEFF" + secret; // of which one is the secret's
    assertEquals(RandomSecrets.fingerprint(two), file("\uFEFF" + two).fingerprint());
  }

  @Test
  void referenceInFile_isSecretItselfWhereFileSaysSo() throws IOException {
    String reference = "${" + RandomSecrets.text(61).replaceAll("[^A-Za-z0-9]", "x") + "}";
    assertEquals(RandomSecrets.fingerprint(reference), file("text:" + reference).fingerprint());
  }

  @Test
  void location_mayBeFileUrl() throws IOException {
    String secret = RandomSecrets.good();
    Path file = Files.writeString(directory.resolve("secret"), secret);
    for (String url : new String[] {"file:" + file, "file://" + file, " " + file + "\n"}) {
      assertEquals(
          RandomSecrets.fingerprint(secret),
          SettingsFixture.nothing().and(LOCATION, url).fingerprint(),
          url);
    }
  }

  @Test
  void unreadableFile_isMistakeThatNamesIt() {
    Path missing = directory.resolve("missing");
    assertEquals(
        "watchword.secret.location (test) is wrong: the file '"
            + missing
            + "' is not there; check the path",
        SettingsFixture.nothing().and(LOCATION, missing.toString()).mistake());
    assertEquals(
        "watchword.secret.location (test) is wrong: the folder holds no key; put a file there, named as its"
            + " kid",
        SettingsFixture.nothing().and(LOCATION, directory.toString()).mistake());
  }

  @Test
  void secretInPlaceOfLocation_isNotQuoted() {
    String secret = RandomSecrets.good();
    String mistake = SettingsFixture.nothing().and(LOCATION, secret).mistake();
    assertFalse(mistake.contains(secret), mistake);
    assertEquals(
        "watchword.secret.location (test) is wrong: no such file can be read; write an absolute"
            + " path, and the secret itself under watchword.secret",
        mistake);
  }

  @Test
  void fileThatIsNoText_isMistake() throws IOException {
    String expected =
        "watchword.secret.location (test) is wrong: the file is not UTF-8 text;"
            + " write its bytes as base64: or hex:";
    byte[] latin = (RandomSecrets.good() + "é").getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(expected, file(latin).mistake());
    assertEquals(
        expected, file((RandomSecrets.good()).getBytes(StandardCharsets.UTF_16)).mistake());
  }

  @Test
  void fileOver64Kib_isMistake() throws IOException {
    String largest = RandomSecrets.text(65_536);
    assertEquals(RandomSecrets.fingerprint(largest), file(largest).fingerprint());
    assertEquals(
        "watchword.secret.location (test) is wrong: the file is larger than 64 KiB",
        file(largest + "x").mistake());
  }

  @Test
  void content_isValidatedLikeInlineText() throws IOException {
    assertEquals(
        "watchword.secret.location (test) is blank: anyone could sign."
            + " Make one with: openssl rand -base64 32",
        file("\n").mistake());
    assertEquals(
        "watchword.secret.location (test) has 31 bytes, but HS256 needs at least 32"
            + " (RFC 7518 section 3.2). Make one with: openssl rand -base64 32",
        file(RandomSecrets.text(31) + "\n").mistake());
  }

  @Test
  void secretAndLocationTogether_areMistake() throws IOException {
    assertEquals(
        "watchword.secret (test) and watchword.secret.location are both set; keep one of them",
        file(RandomSecrets.good()).and("watchword.secret", RandomSecrets.good()).mistake());
  }
}
