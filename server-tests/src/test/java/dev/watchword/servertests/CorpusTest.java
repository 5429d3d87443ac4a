package dev.watchword.servertests;

import java.nio.file.Path;
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

  private static HostileCorpus corpus;

  @TempDir private Path directory;

  @BeforeAll
  static void read() throws Exception {
    corpus = HostileCorpus.in(shared);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void everyRequest_isRefusedForExpectedReason(ServerKind kind) throws Exception {
    Map<String, WarFixture> apps = Map.of("/app", corpus.application(directory.resolve("app")));
    try (ServerProcess server = new ServerProcess(kind, directory, apps, Map.of())) {
      corpus.check(kind.titleAndVersion(), server.client().port());
      corpus.checkHttp2(kind.titleAndVersion(), server.client().port(), all -> true);
    }
  }
}
