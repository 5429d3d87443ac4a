package dev.watchword.servertests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Open paths, roles and every kind of dispatch, whichever way the WAR is guarded. */
class WholeWarTest {
  private final String secret = TestSecrets.forWebXml();

  @TempDir private Path directory;

  private WarFixture app(Guarding guarding) throws Exception {
    WarFixture app = WarFixture.in(directory.resolve(guarding.name()), WarFixture.Config.NONE);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("watchword.secret", secret);
    settings.put("watchword.public", "/open/*");
    settings.put("watchword.rules", "admin");
    settings.put("watchword.rule.admin", "/admin/* role admin");
    guarding.set(app, settings);
    return app;
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void war_isGuardedWhole(ServerKind kind) throws Exception {
    Map<String, WarFixture> apps = new LinkedHashMap<>();
    for (Guarding guarding : Guarding.values()) {
      apps.put("/" + guarding, app(guarding));
    }
    try (ServerProcess server = new ServerProcess(kind, directory, apps, Map.of())) {
      assertEquals(List.of(), server.failed(), server.log());
      assertAll(apps.keySet().stream().map(path -> () -> assertGuarded(server.client(), path)));
    }
  }

  private void assertGuarded(WebClient client, String app) throws Exception {
    String alice = TestSecrets.token(secret);
    String admin = TestSecrets.token(secret, "\"roles\":[\"admin\"]");
    assertAnswer(client.get(app + "/open/place", null), 200, "null false");
    assertAnswer(client.get(app + "/admin/place", null), 401, "token_missing");
    assertAnswer(client.get(app + "/admin/place", alice), 403, "scope_insufficient");
    assertAnswer(client.get(app + "/admin/place", admin), 200, "alice true");
    assertAnswer(client.get(app + "/async", null), 401, "token_missing");
    assertAnswer(client.get(app + "/async", alice), 200, "alice gold");
    assertAnswer(client.get(app + "/open/forward", null), 401, "token_missing");
    assertAnswer(client.get(app + "/open/forward", alice), 200, "alice gold");
    assertAnswer(client.get(app + "/open/include", null), 200, "[]");
    assertAnswer(client.get(app + "/open/include", alice), 200, "[alice gold]");
    assertEquals(401, client.handshake(app, null), app + " as a WebSocket");
    assertEquals(101, client.handshake(app, alice), app + " as a WebSocket");
  }

  private static void assertAnswer(HttpResponse<String> answer, int status, String text) {
    String what = answer.uri() + " " + answer.body();
    assertEquals(status, answer.statusCode(), what);
    assertTrue(answer.body().contains(text), what);
  }
}
