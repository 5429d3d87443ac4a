package dev.watchword.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code watchword secret} and {@code watchword mint}. */
class MintTest {
  private final String secret = Ran.of("secret").only();
  private final Map<String, String> env = Map.of("WATCHWORD_SECRET", secret);
  @TempDir private Path directory;

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 384, 512, 4096})
  void secretHasThatManyBits(int bits) {
    String made = Ran.of("secret", "--bits", Integer.toString(bits)).only();
    assertEquals(bits, Base64.getDecoder().decode(made).length * 8);
    assertFalse(made.equals(Ran.of("secret", "--bits", Integer.toString(bits)).only()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"128", "257", "4104", "-1", "many"})
  void secretThatIsTooShort_isNotMade(String bits) {
    Ran ran = Ran.of("secret", "--bits", bits);
    assertEquals(Exit.USAGE, ran.exit());
    assertEquals("", ran.out());
  }

  @Test
  void secretAsJson() {
    String json = Ran.of("secret", "--json").only();
    assertTrue(json.matches("\\{\"secret\":\"[A-Za-z0-9+/]{43}=\",\"bits\":256}"), json);
  }

  @Test
  void tokenIsSignedWithTheSecretOfTheEnvironment() {
    String token = Ran.with(env, "", "mint", "--sub", "alice").only();
    assertEquals("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", Jwt.header(token));
    assertTrue(Jwt.isSignedBy(token, secret));
    String payload = Jwt.payload(token);
    assertTrue(payload.matches("\\{\"sub\":\"alice\",\"iat\":\\d{10},\"exp\":\\d{10}}"), payload);
    long exp = Long.parseLong(payload.replaceAll(".*\"exp\":(\\d+).*", "$1"));
    long iat = Long.parseLong(payload.replaceAll(".*\"iat\":(\\d+).*", "$1"));
    assertEquals(900, exp - iat);
  }

  @Test
  void claimsAreJsonWhereTheyAreJson() {
    String[] claims = {
      "a=true",
      "b=7",
      "c=1.5",
      "d=[1,\"x\"]",
      "e={\"f\":[false]}",
      "g=\"7\"",
      "h=text",
      "i=007",
      "j=a=b",
      "k=",
      "l=[1",
      "m=1 2",
      "n={\"a\":1,\"a\":2}",
      "\u0131=\u0130"
    };
    String[] args = new String[2 + 2 * claims.length];
    args[0] = "mint";
    args[1] = "--ttl=off";
    for (int i = 0; i < claims.length; i++) {
      args[2 + 2 * i] = "--claim";
      args[3 + 2 * i] = claims[i];
    }
    Ran ran = Ran.with(env, "", args);
    assertEquals(
        "{\"a\":true,\"b\":7,\"c\":1.5,\"d\":[1,\"x\"],\"e\":{\"f\":[false]},\"g\":\"7\","
            + "\"h\":\"text\",\"i\":\"007\",\"j\":\"a=b\",\"k\":\"\",\"l\":\"[1\",\"m\":\"1 2\","
            + "\"n\":\"{\\\"a\\\":1,\\\"a\\\":2}\",\"\u0131\":\"\u0130\"}",
        Jwt.payload(ran.out().strip()).replaceFirst("\"iat\":\\d+,", ""));
    assertEquals("note: these settings refuse the token: claim, exp is missing", ran.err().strip());
    assertEquals(Exit.GOOD, ran.exit());
  }

  @Test
  void claimWinsOverOption() {
    Ran ran = Ran.with(env, "", "mint", "--sub", "a", "--claim", "sub=b", "--claim", "exp=5000");
    assertTrue(Jwt.payload(ran.out().strip()).contains("\"sub\":\"b\""));
    assertTrue(Jwt.payload(ran.out().strip()).contains("\"exp\":5000"));
    assertTrue(ran.err().contains("expired"), ran.err());
  }

  @Test
  void secretFromFileOrInput_withoutItsLineEnd() throws IOException {
    String path = file("secret", secret + "\n");
    Map<String, String> other = Map.of("WATCHWORD_SECRET", Ran.of("secret").only());
    String fromFile = Ran.with(other, "", "mint", "--secret-file", path, "--kid", "k1").only();
    String fromInput = Ran.with(other, secret + "\r\n", "mint", "--secret-stdin").only();
    assertTrue(Jwt.isSignedBy(fromFile, secret));
    assertTrue(Jwt.isSignedBy(fromInput, secret));
    assertTrue(Jwt.header(fromFile).contains("\"kid\":\"k1\""));
  }

  @Test
  void configurationGivesKeyIssAndAud() throws IOException {
    String long_ = Ran.of("secret", "--bits", "512").only();
    String config =
        file(
            "app.properties",
            "watchword.issuers=acme,globex\n"
                + "watchword.issuer.acme.secret="
                + secret
                + "\nwatchword.issuer.acme.iss=https://acme.example\n"
                + "watchword.issuer.acme.audiences=web,api\n"
                + "watchword.issuer.globex.secret="
                + long_
                + "\nwatchword.issuer.globex.kid=k7\n"
                + "watchword.issuer.globex.algorithms=HS256,HS512\n");
    String acme = Ran.of("mint", "--config", config, "--issuer", "acme").only();
    assertTrue(Jwt.isSignedBy(acme, secret));
    String claims = Jwt.payload(acme);
    assertTrue(claims.startsWith("{\"iss\":\"https://acme.example\",\"aud\":\"api\","), claims);
    String[] globex = {"mint", "--config", config, "--issuer=globex", "--alg=HS512", "--kid=k7"};
    assertTrue(Jwt.header(Ran.of(globex).only()).contains("\"alg\":\"HS512\""));
    globex[5] = "--kid=k8";
    Ran unknown = Ran.of(globex);
    assertEquals(Exit.USAGE, unknown.exit());
    assertTrue(unknown.err().contains("no live key of issuer 'globex' with the kid 'k8'"));
    Ran nobody = Ran.of("mint", "--config", config);
    assertEquals("watchword mint: --issuer must name one of acme, globex", nobody.err().strip());
  }

  @Test
  void widgetTokenHasItsOwnTyp() {
    String token = Ran.with(env, "", "mint", "--typ", "widget").only();
    assertTrue(Jwt.header(token).contains("\"typ\":\"widget+jwt\""));
  }

  @Test
  void tokenAsJson() {
    String json = Ran.with(env, "", "mint", "--json", "--claim", "n=\u0130").only();
    assertTrue(json.startsWith("{\"token\":\"ey"), json);
    assertTrue(json.contains("\"n\":\"\\u0130\""), json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mint --ttl 15",
        "mint --ttl 1w",
        "mint --ttl -5m",
        "mint --alg none",
        "mint --alg RS256",
        "mint --typ id",
        "mint --claim x",
        "mint --claim =x",
        "mint --issuer nobody",
        "mint --secret-stdin --secret-file x",
        "mint --secret-stdin --config x",
        "mint --config /no/such/file",
        "mint alice",
        "mint --secret SECRET",
        "mint --secret=SECRET",
        "mint SECRET",
        "secret SECRET",
        "doctor SECRET",
        "SECRET",
        ""
      })
  void wrongUsage_isSaidWithoutRepeatingASecret(String words) {
    Ran ran = Ran.with(env, secret, words.replace("SECRET", secret).split(" "));
    assertEquals(Exit.USAGE, ran.exit(), ran.err());
    assertEquals("", ran.out());
    assertFalse(ran.err().isBlank());
    assertFalse(ran.err().contains(secret), ran.err());
  }

  @Test
  void secretAsArgument_isToldWhereItBelongs() {
    String err = Ran.of("mint", "--secret", secret).err();
    assertTrue(err.contains("a secret is never an argument"), err);
    assertTrue(err.contains("--secret-stdin"), err);
  }

  @Test
  void badSecret_isNotPrinted() throws IOException {
    for (String bad : new String[] {secret.substring(0, 31), "base64:" + secret + "*", " "}) {
      for (Ran ran :
          new Ran[] {
            Ran.with(Map.of(), bad, "mint", "--secret-stdin"),
            Ran.of("mint", "--secret-file", file("bad", bad)),
            Ran.of("mint", "--config", file("bad.properties", "watchword.secret=" + bad)),
            Ran.with(Map.of("WATCHWORD_SECRET", bad), "", "mint"),
            Ran.with(Map.of("WATCHWORD_SECRET", bad), "a.b.c", "explain")
          }) {
        assertEquals(Exit.SETTINGS, ran.exit(), ran.err());
        assertEquals("", ran.out());
        assertFalse(bad.length() > 1 && ran.err().contains(bad), ran.err());
      }
    }
    Ran none = Ran.of("mint");
    assertEquals(Exit.SETTINGS, none.exit());
    assertTrue(none.err().contains("watchword.secret is not set. Make one with"), none.err());
  }

  @Test
  void claimThatNoTokenCanHold_isRefused() {
    for (String claim : new String[] {"n=1e999", "n=99999999999999999999", "n=[1e999]"}) {
      Ran ran = Ran.with(env, "", "mint", "--claim", claim);
      assertEquals(Exit.USAGE, ran.exit(), ran.out());
    }
  }

  @Test
  void helpIsWorthReading() {
    for (String command : new String[] {"secret", "mint", "explain", "doctor"}) {
      String help = Ran.of(command, "--help").only();
      assertTrue(help.contains("Examples:"), help);
      assertTrue(help.contains("Exit codes: 0 "), help);
      assertTrue(help.lines().allMatch(line -> line.length() <= 100), help);
    }
    assertTrue(Ran.of("--help").only().contains("Exit codes:"));
    assertTrue(Ran.of("--version").only().startsWith("watchword "));
  }
}
