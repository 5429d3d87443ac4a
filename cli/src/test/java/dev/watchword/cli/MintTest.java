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
  private final String secret = CommandResult.of("secret").only();
  private final Map<String, String> env = Map.of("WATCHWORD_SECRET", secret);
  @TempDir private Path directory;

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 384, 512, 4096})
  void newSecret_hasThatManyBits(int bits) {
    String made = CommandResult.of("secret", "--bits", Integer.toString(bits)).only();
    assertEquals(bits, Base64.getDecoder().decode(made).length * 8);
    assertFalse(made.equals(CommandResult.of("secret", "--bits", Integer.toString(bits)).only()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"128", "257", "4104", "-1", "many"})
  void secretThatIsTooShort_isNotMade(String bits) {
    CommandResult ran = CommandResult.of("secret", "--bits", bits);
    assertEquals(Exit.USAGE, ran.exit());
    assertEquals("", ran.out());
  }

  @Test
  void newSecret_isPrintedAsJson() {
    String json = CommandResult.of("secret", "--json").only();
    assertTrue(json.matches("\\{\"secret\":\"[A-Za-z0-9+/]{43}=\",\"bits\":256}"), json);
  }

  @Test
  void secretInEnvironment_signsToken() {
    String token = CommandResult.with(env, "", "mint", "--sub", "alice").only();
    assertEquals("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", TestJwt.header(token));
    assertTrue(TestJwt.isSignedBy(token, secret));
    String payload = TestJwt.payload(token);
    assertTrue(payload.matches("\\{\"sub\":\"alice\",\"iat\":\\d{10},\"exp\":\\d{10}}"), payload);
    long exp = Long.parseLong(payload.replaceAll(".*\"exp\":(\\d+).*", "$1"));
    long iat = Long.parseLong(payload.replaceAll(".*\"iat\":(\\d+).*", "$1"));
    assertEquals(900, exp - iat);
  }

  @Test
  void claimThatIsJson_isSignedAsJson() {
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
    CommandResult ran = CommandResult.with(env, "", args);
    assertEquals(
        "{\"a\":true,\"b\":7,\"c\":1.5,\"d\":[1,\"x\"],\"e\":{\"f\":[false]},\"g\":\"7\","
            + "\"h\":\"text\",\"i\":\"007\",\"j\":\"a=b\",\"k\":\"\",\"l\":\"[1\",\"m\":\"1 2\","
            + "\"n\":\"{\\\"a\\\":1,\\\"a\\\":2}\",\"\u0131\":\"\u0130\"}",
        TestJwt.payload(ran.out().strip()).replaceFirst("\"iat\":\\d+,", ""));
    assertEquals("note: these settings refuse the token: claim, exp is missing", ran.err().strip());
    assertEquals(Exit.GOOD, ran.exit());
  }

  @Test
  void claim_winsOverOption() {
    CommandResult ran =
        CommandResult.with(
            env, "", "mint", "--sub", "a", "--claim", "sub=b", "--claim", "exp=5000");
    assertTrue(TestJwt.payload(ran.out().strip()).contains("\"sub\":\"b\""));
    assertTrue(TestJwt.payload(ran.out().strip()).contains("\"exp\":5000"));
    assertTrue(ran.err().contains("expired"), ran.err());
  }

  @Test
  void secretFromFileOrInput_losesItsLineEnding() throws IOException {
    String path = file("secret", secret + "\n");
    Map<String, String> other = Map.of("WATCHWORD_SECRET", CommandResult.of("secret").only());
    String fromFile =
        CommandResult.with(other, "", "mint", "--secret-file", path, "--kid", "k1").only();
    String fromInput = CommandResult.with(other, secret + "\r\n", "mint", "--secret-stdin").only();
    assertTrue(TestJwt.isSignedBy(fromFile, secret));
    assertTrue(TestJwt.isSignedBy(fromInput, secret));
    assertTrue(TestJwt.header(fromFile).contains("\"kid\":\"k1\""));
  }

  @Test
  void configuredIssuer_givesKeyIssAndAud() throws IOException {
    String long_ = CommandResult.of("secret", "--bits", "512").only();
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
    String acme = CommandResult.of("mint", "--config", config, "--issuer", "acme").only();
    assertTrue(TestJwt.isSignedBy(acme, secret));
    String claims = TestJwt.payload(acme);
    assertTrue(claims.startsWith("{\"iss\":\"https://acme.example\",\"aud\":\"api\","), claims);
    String[] globex = {"mint", "--config", config, "--issuer=globex", "--alg=HS512", "--kid=k7"};
    assertTrue(TestJwt.header(CommandResult.of(globex).only()).contains("\"alg\":\"HS512\""));
    globex[5] = "--kid=k8";
    CommandResult unknown = CommandResult.of(globex);
    assertEquals(Exit.USAGE, unknown.exit());
    assertTrue(unknown.err().contains("no live key of issuer 'globex' with the kid 'k8'"));
    CommandResult unnamed = CommandResult.of("mint", "--config", config);
    assertEquals("watchword mint: --issuer must name one of acme, globex", unnamed.err().strip());
  }

  @Test // of what the settings want, all that needs no word of the user's
  void tokenWithoutOptions_isAdmittedBySettings() throws IOException {
    Map<String, String> strict =
        Map.of(
            "WATCHWORD_SECRET", secret,
            "WATCHWORD_MAXLIFETIME", "5m",
            "WATCHWORD_REVOCATION", "on");
    CommandResult good = CommandResult.with(strict, "", "mint", "--sub=a");
    assertEquals("", good.err());
    String claims = TestJwt.payload(good.out().strip());
    assertTrue(claims.matches(".*\"jti\":\"[\\w-]{22}\".*"), claims);
    String other = CommandResult.with(strict, "", "mint", "--sub=a", "--claim=jti=7").only();
    assertTrue(TestJwt.payload(other).contains("\"jti\":7"), other);
    CommandResult long_ = CommandResult.with(strict, "", "mint", "--sub=a", "--ttl=6m");
    assertTrue(long_.err().startsWith("note: these settings refuse the token: lifetime, "));
  }

  @Test
  void widgetToken_hasItsOwnTyp() {
    String token = CommandResult.with(env, "", "mint", "--typ", "widget").only();
    assertTrue(TestJwt.header(token).contains("\"typ\":\"widget+jwt\""));
  }

  @Test
  void newToken_isPrintedAsJson() {
    String json = CommandResult.with(env, "", "mint", "--json", "--claim", "n=\u0130").only();
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
  void wrongUsage_isReportedWithoutSecret(String words) {
    CommandResult ran = CommandResult.with(env, secret, words.replace("SECRET", secret).split(" "));
    assertEquals(Exit.USAGE, ran.exit(), ran.err());
    assertEquals("", ran.out());
    assertFalse(ran.err().isBlank());
    assertFalse(ran.err().contains(secret), ran.err());
  }

  @Test
  void secretAsArgument_isRefusedWithAdvice() {
    String err = CommandResult.of("mint", "--secret", secret).err();
    assertTrue(err.contains("a secret is never an argument"), err);
    assertTrue(err.contains("--secret-stdin"), err);
  }

  @Test
  void badSecret_isNotPrinted() throws IOException {
    for (String bad : new String[] {secret.substring(0, 31), "base64:" + secret + "*", " "}) {
      for (CommandResult ran :
          new CommandResult[] {
            CommandResult.with(Map.of(), bad, "mint", "--secret-stdin"),
            CommandResult.of("mint", "--secret-file", file("bad", bad)),
            CommandResult.of("mint", "--config", file("bad.properties", "watchword.secret=" + bad)),
            CommandResult.with(Map.of("WATCHWORD_SECRET", bad), "", "mint"),
            CommandResult.with(Map.of("WATCHWORD_SECRET", bad), "a.b.c", "explain")
          }) {
        assertEquals(Exit.SETTINGS, ran.exit(), ran.err());
        assertEquals("", ran.out());
        assertFalse(bad.length() > 1 && ran.err().contains(bad), ran.err());
      }
    }
    CommandResult none = CommandResult.of("mint");
    assertEquals(Exit.SETTINGS, none.exit());
    assertTrue(none.err().contains("watchword.secret is not set. Make one with"), none.err());
  }

  @Test
  void claimThatTokenCannotHold_isRefused() {
    for (String claim : new String[] {"n=1e999", "n=99999999999999999999", "n=[1e999]"}) {
      CommandResult ran = CommandResult.with(env, "", "mint", "--claim", claim);
      assertEquals(Exit.USAGE, ran.exit(), ran.out());
    }
  }

  @Test
  void help_hasExamplesAndExitCodes() {
    for (String command : new String[] {"secret", "mint", "explain", "doctor"}) {
      String help = CommandResult.of(command, "--help").only();
      assertTrue(help.contains("Examples:"), help);
      assertTrue(help.contains("Exit codes: 0 "), help);
      assertTrue(help.lines().allMatch(line -> line.length() <= 100), help);
    }
    assertTrue(CommandResult.of("--help").only().contains("Exit codes:"));
    assertTrue(CommandResult.of("--version").only().startsWith("watchword "));
  }
}
