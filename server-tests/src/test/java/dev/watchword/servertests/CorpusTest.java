package dev.watchword.servertests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The corpus of hostile requests on every server: each is refused for the reason it must be, unless
 * the server itself refuses it before any filter is asked.
 */
class CorpusTest {
  @TempDir private static Path shared;

  private static List<HostileRow> rows;
  private static Path secret;

  @TempDir private Path directory;

  @BeforeAll
  static void read() throws Exception {
    secret = shared.resolve("corpus-secret");
    rows = HostileRow.all(secret);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void everyRequest_isRefusedForExpectedReason(ServerKind kind) throws Exception {
    Map<String, WarFixture> apps =
        Map.of("/app", WarFixture.corpus(directory.resolve("app"), secret));
    try (ServerProcess server = new ServerProcess(kind, directory, apps, Map.of())) {
      CorpusRun run = new CorpusRun(server.client().port(), "/app");
      for (HostileRow row : rows) {
        run.send(row);
      }
      assertEquals("", String.join("\n", run.wrong()));
      compareWithPage(kind.titleAndVersion(), run);
    }
  }

  private static void compareWithPage(String server, CorpusRun run) throws IOException {
    List<String> lines = ServersPage.expected(server, run);
    if (Boolean.getBoolean("servers.anew")) {
      ServersPage.write(server, lines);
    }
    assertEquals(lines, ServersPage.actual(server), "docs/servers.md");
  }
}
