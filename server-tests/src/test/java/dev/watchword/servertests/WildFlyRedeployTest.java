package dev.watchword.servertests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * On WildFly too, a WAR that is deployed ten times leaves none of its classes behind, nor a thread,
 * which would keep them.
 */
@EnabledIfSystemProperty(named = "servers.large", matches = "all|(.*,)?WILDFLY(,.*)?")
class WildFlyRedeployTest {
  private static final int TIMES = 10;
  private static final int MOST_LOOKS = 40;
  private static final int AT_ONCE = 20;
  private static final Pattern CLASS = Pattern.compile("dev\\.watchword\\.servlet\\.JwtFilter\\s");

  @TempDir private Path directory;

  /** Its marker files say what is to be done, and what was. */
  private record Deployment(LargeServerProcess server, Path war) {
    private Path marker(String what) {
      return war.resolveSibling(war.getFileName() + "." + what);
    }

    void remove() throws Exception {
      Files.delete(marker("deployed"));
      server.await(() -> Files.exists(marker("undeployed")));
    }

    void deploy() throws Exception {
      Files.createFile(marker("dodeploy"));
      server.await(() -> Files.exists(marker("deployed")));
    }
  }

  /** Whether such classes are loaded, apart from those of the other application. */
  private static boolean isLoaded(LargeServerProcess server) throws IOException {
    server.ask("GC.run");
    Matcher loaded = CLASS.matcher(server.ask("VM.classloaders", "show-classes"));
    return loaded.results().count() > 1;
  }

  @Test
  void tenDeployments_leaveNothingBehind() throws Exception {
    BusyWar app = BusyWar.in(directory.resolve("app"));
    Path other = directory.resolve("other");
    GuardedWar.in(other, Guarding.LISTENER, TestSecrets.forWebXml());
    // The one worker keeps what it did first, and what it did last.
    LargeServerHome home = LargeServerHome.in(directory, List.of(other, app.directory()));
    try (LargeServerProcess server = new LargeServerProcess(LargeServer.WILDFLY, home)) {
      Deployment deployment = new Deployment(server, home.wildflyDeployment(app.directory()));
      for (int i = 1; i <= TIMES; i++) {
        app.use(new WebClient(server.port()), server::log);
        assertTrue(isLoaded(server));
        deployment.remove();
        if (i < TIMES) {
          deployment.deploy();
        }
      }
      WebClient client = new WebClient(server.port());
      assertEquals(404, client.echo("/app", null).statusCode());
      for (int i = 0; i < MOST_LOOKS && isLoaded(server); i++) {
        client.getOften("/other/open/place", AT_ONCE);
      }
      assertFalse(isLoaded(server));
    }
  }
}
