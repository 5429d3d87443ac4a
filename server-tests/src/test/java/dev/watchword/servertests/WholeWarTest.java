package dev.watchword.servertests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Open paths, roles and every kind of dispatch, whichever way the WAR is guarded. */
class WholeWarTest {
  private final String secret = TestSecrets.forWebXml();

  @TempDir private Path directory;

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void war_isGuardedWhole(ServerKind kind) throws Exception {
    Map<String, WarFixture> apps = new LinkedHashMap<>();
    for (Guarding guarding : Guarding.values()) {
      Path app = directory.resolve(guarding.name());
      apps.put("/" + guarding, GuardedWar.in(app, guarding, secret));
    }
    try (ServerProcess server = new ServerProcess(kind, directory, apps, Map.of())) {
      assertEquals(List.of(), server.failed(), server.log());
      List<Executable> checks = new ArrayList<>();
      for (String path : apps.keySet()) {
        checks.add(() -> GuardedWar.check(server.client(), path, secret));
        checks.add(() -> GuardedWar.checkSocket(server.client(), path, secret));
      }
      assertAll(checks);
    }
  }
}
