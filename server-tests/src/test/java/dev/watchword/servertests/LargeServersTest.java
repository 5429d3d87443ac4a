package dev.watchword.servertests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The corpus and the whole WAR on the servers of the profile {@code servers}, as {@link CorpusTest}
 * and {@link WholeWarTest} on others.
 */
@EnabledIfSystemProperty(named = "servers.large", matches = ".*")
class LargeServersTest {
  @TempDir private static Path shared;

  private static HostileCorpus corpus;

  private final String secret = TestSecrets.forWebXml();

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

  /**
   * Those of {@link GuardedWar}, named as they are guarded, and the WARs of applications that need
   * more.
   */
  private List<Path> guarded(LargeServer kind) throws IOException {
    List<Path> apps = new ArrayList<>();
    for (Guarding guarding : Guarding.values()) {
      Path app = directory.resolve(guarding.name());
      apps.add(GuardedWar.in(app, guarding, secret).directory());
    }
    for (String jackson : List.of("jackson-old", "jackson-new")) {
      Path app = directory.resolve(jackson);
      GuardedWar.in(app, Guarding.LISTENER, secret).replaceJackson(jackson);
      apps.add(app);
    }
    Path behind = directory.resolve("behind");
    apps.add(GuardedWar.in(behind, Guarding.LISTENER, secret).addRest().directory());
    Path alone = directory.resolve("alone");
    apps.add(
        GuardedWar.in(alone, Guarding.LISTENER, secret).addRest().withoutListener().directory());
    if (kind.hasContainerSecurity()) {
      apps.add(SecuredWar.in(directory.resolve("secured"), secret).directory());
    }
    Path claims = directory.resolve("claims");
    apps.add(GuardedWar.in(claims, Guarding.LISTENER, secret).addClaims().directory());
    return apps;
  }

  private void check(LargeServer kind, WebClient client, Path app) throws Exception {
    String path = "/" + app.getFileName();
    if (path.equals("/alone")) {
      GuardedWar.checkRest(client, path, secret, kind.knowsRolesInRest(false));
      return;
    }
    if (path.equals("/secured")) {
      SecuredWar.check(client, path, secret);
      return;
    }
    GuardedWar.check(client, path, secret);
    GuardedWar.checkSocket(client, path, secret);
    if (path.equals("/behind")) {
      GuardedWar.checkRest(client, path, secret, kind.knowsRolesInRest(true));
    } else if (path.equals("/claims")) {
      String known = kind.givesJsonWebToken() ? "null none" : "alice gold";
      String body = client.get(path + path, TestSecrets.token(secret)).body();
      assertEquals("default/alice " + known, body);
    } else if (path.startsWith("/jackson-")) {
      String version = client.get(path + "/open/jackson", null).body();
      String brought = path.endsWith("old") ? "2.13." : "2.23.";
      assertEquals(!kind.givesJackson(), version.startsWith(brought), path + " " + version);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chosen")
  void server_behavesAsOthers(LargeServer kind) throws Exception {
    List<Path> guarded = guarded(kind);
    List<Path> all = new ArrayList<>(guarded);
    all.add(corpus.application(directory.resolve("app")).directory());
    LargeServerHome home = LargeServerHome.in(directory, all);
    try (LargeServerProcess server = new LargeServerProcess(kind, home)) {
      WebClient client = new WebClient(server.port());
      List<Executable> checks = new ArrayList<>();
      guarded.forEach(app -> checks.add(() -> check(kind, client, app)));
      checks.add(() -> corpus.check(kind.titleAndVersion(), server.port()));
      checks.add(
          () -> corpus.checkHttp2(kind.titleAndVersion(), server.port(), kind::takesOverHttp2));
      assertAll(kind.name(), checks);
    }
  }
}
