package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Jwks;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import dev.watchword.token.SharedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder with a file for each key of an issuer, whose name is the kid. */
class KeyFolderTest {
  private static final String START = "watchword.secret.location (test) ";
  private static final String IN_FOLDER = START + "is wrong: the file 'b' in the folder ";

  private final String first = RandomSecrets.good();
  private final String second = RandomSecrets.good();
  @TempDir Path around;
  private Path folder;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(around.resolve("keys"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private SettingsFixture settings() {
    return SettingsFixture.nothing().and("watchword.secret.location", folder.toString());
  }

  private List<String> kids(SettingsFixture settings) {
    return settings.keys().stream().map(SharedKey::kid).toList();
  }

  @Test
  void eachFile_isKeyNamedByItsKidAndLastNameSigns() throws IOException {
    write("2026-11", first + "\n");
    write("2026-12.A_b", "\uFEFF" + second + "\r\n");
    List<SharedKey> keys = settings().keys();
    assertEquals(List.of("2026-12.A_b", "2026-11"), kids(settings()));
    assertEquals("usual.2026-12.A_b", keys.get(0).name());
    assertEquals(RandomSecrets.fingerprint(second), keys.get(0).fingerprint());
    assertEquals(RandomSecrets.fingerprint(first), keys.get(1).fingerprint());
    List<String> summary = settings().read().summary();
    String line = summary.get(1);
    assertTrue(line.contains("from file 2026-12.A_b of the folder named by test"), line);
    assertTrue(line.endsWith(", kid 2026-12.A_b, signs"), line);
  }

  @Test
  void kidSetting_saysWhichOneSigns() throws IOException {
    write("a", first);
    write("b", second);
    assertEquals(List.of("a", "b"), kids(settings().and("watchword.kid=a")));
    assertTrue(settings().and("watchword.kid=c").mistake().contains("names no key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:%s", "%s/", " %s\n"})
  void location_isReadAsOfFile(String form) throws IOException {
    write("a", first);
    String location = form.formatted(folder);
    assertEquals(
        List.of("a"), kids(SettingsFixture.nothing().and("watchword.secret.location", location)));
  }

  @Test // as Kubernetes mounts a secret
  void linksWithinFolder_areFollowed() throws IOException {
    Path data = Files.createDirectory(folder.resolve("..2026_11_26"));
    Files.writeString(data.resolve("a"), first);
    Files.createSymbolicLink(folder.resolve("..data"), data.getFileName());
    Files.createSymbolicLink(folder.resolve("a"), Path.of("..data", "a"));
    assertEquals(List.of("a"), kids(settings()));
    Path link = Files.createSymbolicLink(around.resolve("link"), folder);
    assertEquals(
        List.of("a"),
        kids(SettingsFixture.nothing().and("watchword.secret.location", link.toString())));
  }

  @Test
  void dotFilesAndFolders_areNoKeys() throws IOException {
    write("a", first);
    write(".b.swp", "short");
    Files.createDirectory(folder.resolve("lost+found"));
    Files.createSymbolicLink(folder.resolve("up"), around);
    assertEquals(List.of("a"), kids(settings()));
  }

  @Test
  void jwkInFile_isReadWhereItsKidIsTheName() throws IOException {
    String k = Jwks.k();
    write("a", Jwks.key(k, Jwks.kid("a") + ",\"key_ops\":[\"verify\"]"));
    write("b", Jwks.set(Jwks.key(Jwks.k())));
    write("c", first);
    assertEquals(List.of("c", "b", "a"), kids(settings()));
    assertFalse(settings().keys().get(2).maySign());
    String wrong = "the file 'd' is wrong: it must hold one key, whose kid is the name of the file";
    for (String text : List.of(Jwks.key(k, Jwks.kid("D")), Jwks.set(Jwks.key(k), Jwks.key(k)))) {
      write("d", text);
      assertEquals(START + "with " + wrong + " or missing", settings().mistake());
    }
  }

  @Test // requirement 22: who writes into it may not have other files read
  void linkOutOfFolder_isRefused() throws IOException {
    write("a", first);
    Path outside = Files.writeString(around.resolve("outside"), second);
    for (Path target : List.of(outside, Path.of("..", "outside"))) {
      Path link = Files.createSymbolicLink(folder.resolve("b"), target);
      assertEquals(IN_FOLDER + "is a link that leads out of the folder", settings().mistake());
      Files.delete(link);
    }
    Path sibling = Files.createDirectory(around.resolve("keys2")); // has its name as a beginning
    Files.writeString(sibling.resolve("b"), second);
    Files.createSymbolicLink(folder.resolve("b"), sibling.resolve("b"));
    assertEquals(IN_FOLDER + "is a link that leads out of the folder", settings().mistake());
  }

  @ParameterizedTest
  @CsvSource({
    "PIPE, 'is a folder, a pipe or a device'",
    "DANGLING, cannot be read",
    "LOOP, cannot be read",
    "HUGE, is larger than 64 KiB",
    "BINARY, 'is not UTF-8 text; write its bytes as base64: or hex:'"
  })
  void fileThatIsNone_isMistake(String kind, String mistake) throws Exception {
    write("a", first);
    Path bad = folder.resolve("b");
    switch (kind) {
      case "PIPE" -> assertEquals(0, new ProcessBuilder("mkfifo", "" + bad).start().waitFor());
      case "DANGLING" -> Files.createSymbolicLink(bad, Path.of("gone"));
      case "LOOP" -> Files.createSymbolicLink(bad, Path.of("b"));
      case "HUGE" -> Files.writeString(bad, "x".repeat(65_537));
      default -> Files.write(bad, new byte[] {(byte) 0xC3, 0x28});
    }
    assertEquals(IN_FOLDER + mistake, settings().mistake());
  }

  @ParameterizedTest // an editor's copy of an old key would be good for ever
  @ValueSource(strings = {"key~", "#key#", "a b", "key\n"})
  void nameThatIsNoKid_isMistakeAndNotQuoted(String name) throws IOException {
    write("a", first);
    write(name, second);
    assertEquals(
        START
            + "is wrong: the folder holds a file whose name is no kid of letters, digits, '.', '_'"
            + " and '-'",
        settings().mistake());
  }

  @Test
  void fourKeys_areReadAndFiveAreMistake() throws IOException {
    for (String name : List.of("a", "b", "c", "d")) {
      write(name, RandomSecrets.good());
    }
    assertEquals(4, settings().keys().size());
    write("e", "whatever it is");
    assertEquals(
        START + "is wrong: the folder holds more than 4 keys; take old ones away",
        settings().mistake());
  }

  @Test
  void everyBadFile_isListedWithoutItsText() throws IOException {
    write("a", first);
    write("b", "short-secret");
    write("c", "hex:xyzxyz");
    List<String> mistakes = settings().mistakes();
    assertEquals(2, mistakes.size(), mistakes::toString);
    assertTrue(mistakes.get(0).startsWith(START + "with the file 'c' is wrong: what follows"));
    assertTrue(mistakes.get(1).startsWith(START + "with the file 'b' has 12 bytes"));
    assertFalse(mistakes.toString().contains("short-secret"), mistakes::toString);
  }

  @Test
  void oneSecretInTwoFiles_isMistake() throws IOException {
    write("a", first);
    write("b", first);
    assertTrue(settings().mistake().contains("has the same secret for two keys"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"workspace", "apikey", "identity"})
  void credential_isInNoFolder(String name) throws IOException {
    write("a", first);
    String mistake =
        SettingsFixture.aSecret()
            .and("watchword.identity.legacy=accept")
            .and("watchword." + name + ".secret.location", folder.toString())
            .mistakes()
            .toString();
    assertTrue(mistake.contains("the file is a folder, a pipe or a device"), mistake);
  }
}
