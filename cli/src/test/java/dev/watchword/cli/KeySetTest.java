package dev.watchword.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands say of a JWK Set and of a folder of keys. */
class KeySetTest {
  private final String first = CommandResult.of("secret").only();
  private final String second = CommandResult.of("secret").only();
  @TempDir private Path directory;

  private static String jwk(String secret, String more) {
    String k = TestJwt.base64(secret.getBytes(StandardCharsets.US_ASCII));
    return "{\"kty\":\"oct\",\"k\":\"" + k + "\"" + more + "}";
  }

  private String set() throws IOException {
    String keys =
        jwk(first, ",\"kid\":\"a\",\"key_ops\":[\"verify\"]")
            + ","
            + jwk(second, ",\"kid\":\"b\",\"use\":\"sig\"");
    return file("keys.json", "{\"keys\":[" + keys + "]}");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private CommandResult with(String location, String... args) {
    return CommandResult.with(Map.of("WATCHWORD_SECRET_LOCATION", location), "", args);
  }

  @Test
  void doctor_tellsEachKeyAndWhatItIsFor() throws IOException {
    CommandResult ran = with(set(), "doctor");
    assertEquals(Exit.GOOD, ran.exit(), ran.err());
    String origin = "from file named by environment variable WATCHWORD_SECRET_LOCATION";
    assertTrue(ran.out().contains(origin + ", kid a, verifies only"), ran.out());
    assertTrue(ran.out().contains("key usual.b: ***"), ran.out());
    assertFalse(ran.out().contains(TestJwt.base64(first.getBytes(StandardCharsets.US_ASCII))));
  }

  @Test
  void mint_signsWithKeyThatMaySign() throws IOException {
    String location = set();
    String token = CommandResult.of("mint", "--secret-file", location).only();
    assertTrue(TestJwt.isSignedBy(token, second));
    assertTrue(TestJwt.header(token).contains("\"kid\":\"b\""));
    CommandResult other = with(location, "mint", "--kid", "a");
    assertEquals(Exit.USAGE, other.exit());
    assertTrue(other.err().contains("that may sign with the kid 'a'"), other.err());
  }

  @Test
  void explain_namesKeyOfSet() throws IOException {
    String location = set();
    String token = with(location, "mint", "--sub", "alice").only();
    CommandResult good = with(location, "explain", token);
    assertEquals(Exit.GOOD, good.exit(), good.out());
    assertTrue(good.out().contains("got kid \"b\", so usual.b kid \"b\" ***"), good.out());
    String unknown =
        TestJwt.sign("{\"alg\":\"HS256\",\"kid\":\"c\"}", "{\"exp\":4102444800}", second);
    CommandResult bad = with(location, "explain", unknown);
    assertTrue(bad.out().contains("The MAC is right under key 'usual.b'"), bad.out());
  }

  @Test
  void doctor_tellsEachKeyOfFolder() throws IOException {
    Path keys = Files.createDirectory(directory.resolve("keys"));
    Files.writeString(keys.resolve("2026-11"), first);
    Files.writeString(keys.resolve("2026-12"), second);
    CommandResult ran = with(keys.toString(), "doctor");
    assertEquals(Exit.GOOD, ran.exit(), ran.err());
    assertTrue(ran.out().contains("kid 2026-12, signs"), ran.out());
    Files.createSymbolicLink(keys.resolve("2026-13"), Path.of(set()));
    CommandResult bad = with(keys.toString(), "doctor");
    assertEquals(Exit.REFUSED, bad.exit());
    assertTrue(bad.out().contains("'2026-13' in the folder is a link that leads out"), bad.out());
  }

  @ParameterizedTest // the sentences themselves are in the tests of the library
  @CsvSource({
    "'{\"keys\":[]}', its keys are no list of at least one key",
    "'{\"kty\":\"RSA\",\"n\":\"AQAB\"}', 'it has the kty RSA, which is a key of a pair'",
    "'{\"kty\":\"oct\",\"k\":\"AAAA=\"}', it has no k that is base64url without padding",
    "'{\"kty\":\"oct\",\"kty\":\"oct\"}', it is not one JSON object"
  })
  void doctor_saysWhatIsWrong(String text, String mistake) throws IOException {
    CommandResult ran = with(file("bad.json", text), "doctor");
    assertEquals(Exit.REFUSED, ran.exit());
    assertTrue(ran.out().contains(mistake), ran.out());
  }
}
