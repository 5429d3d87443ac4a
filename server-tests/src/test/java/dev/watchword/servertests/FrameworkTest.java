package dev.watchword.servertests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frameworks that host the filter: the same corpus, and the same application. */
class FrameworkTest {
  @TempDir private Path directory;

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void everyRequest_isRefusedForExpectedReason(FrameworkKind kind) throws Exception {
    HostileCorpus corpus = HostileCorpus.in(directory);
    Map<String, WarFixture> apps = Map.of("/app", corpus.application(directory.resolve("app")));
    try (ServerProcess server = new ServerProcess(kind, directory, apps, corpus.environment())) {
      corpus.check(kind.titleAndVersion(), server.client().port());
      corpus.checkHttp2(kind.titleAndVersion(), server.client().port(), all -> true);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void application_isGuardedWhole(FrameworkKind kind) throws Exception {
    String secret = TestSecrets.awkward();
    WarFixture app = WarFixture.in(directory.resolve("app"), WarFixture.Config.NONE);
    Map<String, String> environment = Map.of("WATCHWORD_SECRET", secret); // the rest is its own
    try (ServerProcess server =
        new ServerProcess(kind, directory, Map.of("/app", app), environment)) {
      GuardedWar.check(server.client(), "/app", secret);
      kind.checkOwn(server.client(), secret);
    }
  }

  @Test
  void examplesOfDocs_areWhatRuns() throws Exception {
    assertExample("servers.md", "spring/src/main/java/dev/watchword/spring/SpringSite.java");
    assertExample("cdi.md", "src/main/java/dev/watchword/servertests/secured/Tokens.java");
  }

  /** All but what the test's application decides besides. */
  private static void assertExample(String page, String file) throws Exception {
    String[] parts =
        Files.readString(Path.of("../docs", page)).split("<!-- run by server-tests -->");
    String code = Files.readString(Path.of(file)).replaceAll("hasCorpus\\(\\) \\? \\S+ : ", "");
    String example = parts[1].split("```(java\n)?")[1];
    assertTrue(
        code.replaceAll("\\s+", " ").contains(example.replaceAll("\\s+", " ").strip()), code);
  }
}
