package dev.watchword.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code watchword doctor}. */
class DoctorTest {
  private final String secret = Ran.of("secret").only();
  @TempDir private Path directory;

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("app.properties"), text).toString();
  }

  @Test
  void goodConfiguration_isSummedUpAsAtStart() {
    Map<String, String> env = Map.of("WATCHWORD_SECRET", secret, "WATCHWORD_PUBLIC", "/health");
    try (Watchword server = Watchword.builder().surroundings(env, new Properties()).start()) {
      Ran ran = Ran.with(env, "", "doctor");
      assertEquals(Exit.GOOD, ran.exit());
      assertEquals(server.summary(), ran.lines());
      assertFalse(ran.out().contains(secret), ran.out());
    }
  }

  @Test
  void fileStandsAboveTheEnvironment() throws IOException {
    Map<String, String> env = Map.of("WATCHWORD_SECRET", secret, "WATCHWORD_LEEWAY", "5s");
    String out =
        Ran.with(env, "", "doctor", "--config", file("watchword.leeway=7s\nother=x\n")).only();
    assertTrue(out.contains("leeway 7s"), out);
    assertTrue(out.contains("environment variable WATCHWORD_SECRET"), out);
  }

  @Test
  void everyMistakeIsListed_withoutASecret() throws IOException {
    String shortSecret = secret.substring(0, 20);
    String config =
        file("watchword.secret=" + shortSecret + "\nwatchword.leewai=1s\nwatchword.leeway=1x\n");
    Ran ran = Ran.of("doctor", "--config", config);
    assertEquals(Exit.REFUSED, ran.exit());
    assertEquals("", ran.err());
    assertTrue(ran.out().startsWith("Watchword does not start: 3 mistakes"), ran.out());
    assertTrue(ran.out().contains("watchword.leewai (file " + config + ")"), ran.out());
    assertFalse(ran.out().contains(shortSecret), ran.out());
  }

  @Test
  void unknownNamesOfTheEnvironment_onlyWarn() {
    Map<String, String> env = Map.of("WATCHWORD_SECRET", secret, "WATCHWORD_PORT", "tcp://x");
    String out = Ran.with(env, "", "doctor").only();
    assertTrue(
        out.contains(
            "WARNING: environment variable WATCHWORD_PORT looks like a setting and is none"),
        out);
  }

  @Test
  void asJson() {
    String good = Ran.with(Map.of("WATCHWORD_SECRET", secret), "", "doctor", "--json").only();
    assertTrue(good.startsWith("{\"starts\":true,\"summary\":[\"issuer default: HS256"), good);
    Ran bad = Ran.of("doctor", "--json");
    assertEquals(Exit.REFUSED, bad.exit());
    assertTrue(
        bad.out().startsWith("{\"starts\":false,\"mistakes\":[\"watchword.secret is not set."),
        bad.out());
  }
}
