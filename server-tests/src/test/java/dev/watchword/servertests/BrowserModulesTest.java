package dev.watchword.servertests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.servertests.WarFixture.Config;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The modules for browsers, which servers take from the jar in WEB-INF/lib. */
class BrowserModulesTest {
  private static final List<String> NAMES = List.of("watchword.js", "watchword-identify.js");

  @TempDir private Path directory;

  private WarFixture deploy(String name) throws Exception {
    return WarFixture.in(directory.resolve(name), Config.NONE)
        .param("watchword.public", "/watchword.js,/watchword-identify.js");
  }

  private static String type(HttpResponse<String> file) {
    return file.headers().firstValue("Content-Type").orElse("none").replaceFirst(";.*", "");
  }

  /** Browsers run a module of this type, and of no type they run none. */
  @ParameterizedTest(name = "{0}")
  @EnumSource
  void modules_haveTypeThatWarNames(ServerKind kind) throws Exception {
    Map<String, WarFixture> apps =
        Map.of("/typed", deploy("typed").type("js", "text/javascript"), "/bare", deploy("bare"));
    Map<String, String> environment = Map.of("WATCHWORD_SECRET", TestSecrets.awkward());
    try (ServerProcess server = new ServerProcess(kind, directory, apps, environment)) {
      for (String name : NAMES) {
        HttpResponse<String> typed = server.client().get("/typed/" + name, null);
        assertEquals(200, typed.statusCode(), name);
        assertEquals("text/javascript", type(typed), name);
        assertEquals(Files.readString(Path.of("../browser", name)), typed.body(), name);
        HttpResponse<String> bare = server.client().get("/bare/" + name, null);
        assertEquals(withoutMapping(kind), type(bare), name);
      }
    }
  }

  /** What a server makes of {@code .js} by itself; browsers run both types. */
  private static String withoutMapping(ServerKind kind) {
    return switch (kind) {
      case TOMCAT10, TOMCAT11 -> "none";
      case JETTY10, JETTY11 -> "text/javascript";
      case UNDERTOW -> "application/javascript";
    };
  }
}
