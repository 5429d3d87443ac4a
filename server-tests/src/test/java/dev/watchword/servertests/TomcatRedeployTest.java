package dev.watchword.servertests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * On Tomcat, a WAR that is deployed ten times in one Tomcat leaves nothing of it behind: no thread,
 * timer or class loader, and nothing of which Tomcat's own look for leaks tells.
 */
class TomcatRedeployTest {
  private static final int TIMES = 10;

  @TempDir private Path directory;

  private Process start(ServerKind kind, Path app, Path log) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xmx256m", "-XX:TieredStopAtLevel=1"));
    for (String opened : List.of("java.base/java.lang", "java.base/java.io")) {
      command.add("--add-opens=" + opened + "=ALL-UNNAMED"); // so that Tomcat looks there, too
    }
    command.addAll(kind.command());
    command.set(command.size() - 1, TomcatRedeployer.class.getName());
    command.addAll(List.of(directory.resolve("tomcat").toString(), "/app", app.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("WATCHWORD"));
    return builder.start();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"TOMCAT10", "TOMCAT11"})
  void tenDeployments_leaveNothingBehind(ServerKind kind) throws Exception {
    Path log = directory.resolve("server.log");
    BusyWar app = BusyWar.in(directory.resolve("app"));
    Process server = start(kind, app.directory(), log);
    try (BufferedReader out = server.inputReader()) {
      for (int i = 1; i <= TIMES; i++) {
        String line = out.readLine();
        assertTrue(line != null && line.startsWith("ready "), () -> line + log(log));
        WebClient client = new WebClient(Integer.parseInt(line.substring(6)));
        app.use(client, () -> log(log));
        app.openWebSocket(client);
        if (i < TIMES) {
          server.getOutputStream().write('\n');
          server.getOutputStream().flush();
        }
      }
      server.getOutputStream().close();
      assertEquals("of 10 class loaders 0 are left, threads []", out.readLine(), () -> log(log));
      assertTrue(server.waitFor(20, TimeUnit.SECONDS));
      for (String leak : List.of("a thread named [watchword", "created a ThreadLocal")) {
        assertFalse(log(log).contains(leak), () -> log(log));
      }
    } finally {
      server.destroyForcibly();
    }
  }

  private static String log(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }
}
