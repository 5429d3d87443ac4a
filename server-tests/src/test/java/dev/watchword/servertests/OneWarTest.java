package dev.watchword.servertests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.servertests.WarFixture.Config;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same WAR with the same one line of web.xml behaves the same on every server. */
class OneWarTest {
  /** Kubernetes sets such a variable where a service is called watchword. It stops nothing. */
  private static final Map<String, String> KUBERNETES =
      Map.of("WATCHWORD_SERVICE_HOST", "10.0.0.1");

  private static final String SHORT = "tooshort";

  @TempDir private Path directory;

  private final Map<String, WarFixture> apps = new LinkedHashMap<>();

  private static String path(String what, Config config) {
    return "/" + what + "-" + config.name().toLowerCase(Locale.ROOT);
  }

  private WarFixture deploy(String path, Config config) throws IOException {
    WarFixture app = WarFixture.in(directory.resolve(path.substring(1)), config);
    apps.put(path, app);
    return app;
  }

  private static void assertGuarded(ServerProcess server, String path, String secret)
      throws Exception {
    String good = TestSecrets.token(secret);
    HttpResponse<String> none = server.client().echo(path, null);
    assertEquals(401, none.statusCode(), path);
    assertTrue(none.body().contains("\"token_missing\""), path + ": " + none.body());
    HttpResponse<String> bad = server.client().echo(path, TestSecrets.token(TestSecrets.awkward()));
    assertEquals(401, bad.statusCode(), path);
    assertTrue(bad.body().contains("\"token_invalid\""), path + ": " + bad.body());
    HttpResponse<String> yes = server.client().echo(path, good);
    assertEquals(200, yes.statusCode(), path);
    assertEquals("alice gold", yes.body(), path);
    assertEquals(401, server.client().handshake(path, null), path + " as a WebSocket");
    assertEquals(101, server.client().handshake(path, good), path + " as a WebSocket");
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void secretInEnvironment_isEnough(ServerKind kind) throws Exception {
    String secret = TestSecrets.awkward();
    Map<String, String> environment = new LinkedHashMap<>(KUBERNETES);
    environment.put("WATCHWORD_SECRET", secret);
    for (Config config : Config.values()) {
      deploy(path("environment", config), config);
    }
    try (ServerProcess server = new ServerProcess(kind, directory, apps, environment)) {
      assertEquals(List.of(), server.failed(), server.log());
      List<Executable> checks = new ArrayList<>();
      apps.keySet().forEach(path -> checks.add(() -> assertGuarded(server, path, secret)));
      assertAll(checks);
      assertTrue(
          server.log().contains("WATCHWORD_SERVICE_HOST looks like a setting"), server.log());
      assertFalse(server.log().contains(secret));
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void webSocket_livesAsLongAsToken(ServerKind kind) throws Exception {
    String secret = TestSecrets.awkward();
    deploy("/streams", Config.NONE).param("watchword.leeway", "0s");
    Map<String, String> environment = Map.of("WATCHWORD_SECRET", secret);
    try (ServerProcess server = new ServerProcess(kind, directory, apps, environment)) {
      String heard = server.client().conversation("/streams", TestSecrets.token(secret, 5));
      assertTrue(
          heard.matches(
              "hello\n\\{\"type\":\"token_expiring\",\"expires_at\":\\d+}\n4401 token_expired"),
          heard);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void secret_survivesEveryPlaceOfSettings(ServerKind kind) throws Exception {
    Map<String, String> secrets = new LinkedHashMap<>();
    for (Config config : List.of(Config.NONE, Config.SMALLRYE)) {
      String path = path("param", config);
      secrets.put(path, TestSecrets.forWebXml());
      deploy(path, config).param("watchword.secret", secrets.get(path));

      path = path("file", config);
      secrets.put(path, TestSecrets.awkward());
      Path file = Files.writeString(directory.resolve("secret" + config), secrets.get(path) + "\n");
      deploy(path, config).param("watchword.secret.location", file.toString());

      path = path("properties", config);
      secrets.put(path, TestSecrets.awkward());
      deploy(path, config).property("watchword.secret", secrets.get(path));

      deploy(path("short", config), config).param("watchword.secret", SHORT);
      deploy(path("unset", config), config);
    }
    try (ServerProcess server = new ServerProcess(kind, directory, apps, KUBERNETES)) {
      List<Executable> checks = new ArrayList<>();
      secrets.forEach((path, secret) -> checks.add(() -> assertGuarded(server, path, secret)));
      List<String> bad = new ArrayList<>(apps.keySet());
      bad.removeAll(secrets.keySet());
      bad.forEach(path -> checks.add(() -> assertNotDeployed(server, path)));
      checks.add(() -> assertTheMistakesAreTold(server.log()));
      assertAll(checks);
    }
  }

  private static void assertNotDeployed(ServerProcess server, String path) throws Exception {
    assertTrue(server.failed().contains(path), path);
    assertNotEquals(200, server.client().echo(path, TestSecrets.token(SHORT)).statusCode(), path);
    assertNotEquals(200, server.client().echo(path, null).statusCode(), path);
  }

  private static void assertTheMistakesAreTold(String log) {
    assertTrue(log.contains("has 8 bytes, but HS256 needs at least 32"), log);
    assertTrue(log.contains("watchword.secret is not set"), log);
    assertFalse(log.contains(SHORT), log);
  }
}
