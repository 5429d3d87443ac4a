package dev.watchword.servertests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  /** Those asked for, but for what a newer JDK alone can run. */
  static List<LargeServer> chosen() {
    List<LargeServer> chosen = new ArrayList<>();
    for (LargeServer kind : LargeServer.values()) {
      if (!System.getProperty("servers.large").matches("all|(.*,)?" + kind + "(,.*)?")) {
        continue;
      }
      if (kind.isRunnable()) {
        chosen.add(kind);
      } else {
        System.out.println(kind + " is left out: it needs a newer JDK");
      }
    }
    return chosen;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chosen")
  void everyRequest_isRefusedForExpectedReason(LargeServer kind) throws Exception {
    Path app = corpus.application(directory.resolve("app")).directory();
    LargeServerHome home = LargeServerHome.in(directory, app);
    try (LargeServerProcess server = new LargeServerProcess(kind, home)) {
      corpus.check(kind.titleAndVersion(), server.port());
    }
  }
}
