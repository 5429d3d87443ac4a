package dev.watchword.servertests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The corpus on the servers of the profile {@code servers}, as {@link CorpusTest} on others. */
@EnabledIfSystemProperty(named = "servers.large", matches = ".*")
class LargeServersTest {
  @TempDir private static Path shared;

  private static HostileCorpus corpus;

  @TempDir private Path directory;

  @BeforeAll
  static void read() throws Exception {
    corpus = HostileCorpus.in(shared);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void everyRequest_isRefusedForExpectedReason(LargeServer kind) throws Exception {
    assumeTrue(kind.isRunnable(), "needs a newer JDK");
    assumeTrue(System.getProperty("servers.large").matches("all|(.*,)?" + kind + "(,.*)?"));
    Path app = corpus.application(directory.resolve("app")).directory();
    LargeServerHome home = LargeServerHome.in(directory, app);
    try (LargeServerProcess server = new LargeServerProcess(kind, home)) {
      corpus.check(kind.titleAndVersion(), server.port());
    }
  }
}
