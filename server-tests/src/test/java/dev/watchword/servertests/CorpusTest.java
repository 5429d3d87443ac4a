package dev.watchword.servertests;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
  private static List<HostileRow> rows;

  @TempDir private Path directory;

  @BeforeAll
  static void read(@TempDir Path directory) throws Exception {
    rows = HostileRow.all(directory);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void everyRequest_isRefusedForExpectedReason(ServerKind kind) throws Exception {
    Map<String, WarFixture> apps = Map.of("/app", WarFixture.corpus(directory.resolve("app")));
    try (ServerProcess server = new ServerProcess(kind, directory, apps, Map.of())) {
      CorpusRun run = new CorpusRun(server.client().port(), "/app");
      for (HostileRow row : rows) {
        run.send(row);
      }
      java.nio.file.Files.write(Path.of("target", "by-" + kind), run.byServer());
      assertEquals("", String.join("\n", run.wrong()), server.log());
    }
  }
}
