package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The demo as a process: it starts, says what is wrong, and stops when told to. */
class MainTest {
  private static final Pattern PASTED =
      Pattern.compile("curl -i (\\S+) -H \"Authorization: (Bearer \\S+)\"");
  private static final int TERMINATED = 128 + 15;

  private static void assertIsRefused(String expected, Map<String, String> environment)
      throws Exception {
    ProgramRunner.Result result = ProgramRunner.run(ProgramRunner.demo(environment));
    assertEquals(1, result.exit(), result.err());
    assertTrue(result.err().contains(expected), result.err());
    assertFalse(result.err().contains("Exception"), result.err());
    assertFalse(result.err().contains("\tat "), result.err());
    assertEquals("", result.out());
  }

  @Test
  void demo_startsAndStopsOnSignal() throws Exception {
    ProcessBuilder builder = ProgramRunner.demo(Map.of("DEMO_PORT", "0")).redirectErrorStream(true);
    Process process = builder.start();
    try (BufferedReader out = process.inputReader()) {
      StringBuilder said = new StringBuilder();
      Matcher pasted = PASTED.matcher(said);
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.append(line).append('\n');
        if (pasted.reset().find()) {
          break;
        }
      }
      assertTrue(said.toString().contains("Watchword demo: http://127.0.0.1:"), said.toString());
      assertEquals(200, status(pasted.group(1), pasted.group(2)));

      String port = Integer.toString(URI.create(pasted.group(1)).getPort());
      assertIsRefused(port + " is in use: DEMO_PORT=", Map.of("DEMO_PORT", port));

      process.toHandle().destroy(); // Process.destroy would close its output
      assertTrue(process.waitFor(5, TimeUnit.SECONDS), "it did not stop within 5 s");
      String last = String.join("\n", out.lines().toList());
      assertFalse(last.contains("Exception"), last);
      assertEquals(TERMINATED, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  private static int status(String url, String authorization) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", authorization).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
  }

  @Test
  void severalMistakes_areListedAtOnce() throws Exception {
    Map<String, String> environment =
        Map.of("DEMO_PORT", "0", "WATCHWORD_SECRET", "short", "WATCHWORD_LEEWAY", "soon");
    assertIsRefused("Watchword does not start: 2 mistakes in its settings.", environment);
  }

  @Test
  void badPort_isRefused() throws Exception {
    assertIsRefused("DEMO_PORT (demo.port) is 'http'", Map.of("DEMO_PORT", "http"));
  }
}
