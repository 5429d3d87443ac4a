package dev.watchword.servertests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The WAR with an open path and one for admins, and what every server must make of it. */
final class GuardedWar {
  private GuardedWar() {}

  /** The settings of such a WAR. */
  static Map<String, String> settings(String secret) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("watchword.secret", secret);
    settings.put("watchword.public", "/open/*");
    settings.put("watchword.rules", "admin");
    settings.put("watchword.rule.admin", "/admin/* role admin");
    return settings;
  }

  /** Such a WAR. */
  static WarFixture in(Path directory, Guarding guarding, String secret) throws IOException {
    WarFixture app = WarFixture.in(directory, WarFixture.Config.NONE);
    guarding.set(app, settings(secret));
    return app;
  }

  static void check(WebClient client, String app, String secret) throws Exception {
    String alice = TestSecrets.token(secret);
    String admin = TestSecrets.tokenOfAlice(secret).claim("roles", List.of("admin")).text();
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
  }

  static void checkSocket(WebClient client, String app, String secret) {
    String alice = TestSecrets.token(secret);
    assertEquals(401, client.handshake(app, null), app + " as a WebSocket");
    assertEquals(101, client.handshake(app, alice), app + " as a WebSocket");
  }

  static void assertAnswer(HttpResponse<String> answer, int status, String text) {
    String what = answer.uri() + " " + answer.body();
    assertEquals(status, answer.statusCode(), what);
    assertTrue(answer.body().contains(text), what);
  }

  /**
   * What JAX-RS alone must make of it, or behind the listener.
   *
   * @param knowsRoles whether {@code @RolesAllowed} there knows the roles of a token
   */
  static void checkRest(WebClient client, String app, String secret, boolean knowsRoles)
      throws Exception {
    for (String orders : List.of(app + "/listed/orders", app + "/scanned/orders")) {
      checkOrders(client, orders, secret, knowsRoles);
    }
  }

  /** The same for the application whose resources have that path. */
  static void checkOrders(WebClient client, String orders, String secret, boolean knowsRoles)
      throws Exception {
    String alice = TestSecrets.token(secret);
    String admin = TestSecrets.tokenOfAlice(secret).claim("roles", List.of("admin")).text();
    assertAnswer(client.get(orders, null), 401, "token_missing");
    assertAnswer(client.get(orders, TestSecrets.token(secret + "x")), 401, "token_invalid");
    assertAnswer(client.get(orders + "/none", null), 401, "token_missing");
    assertAnswer(client.get(orders, alice), 200, "alice false");
    assertAnswer(client.get(orders, admin), 200, "alice true");
    assertAnswer(client.get(orders + "/admin", null), 401, "token_missing");
    if (knowsRoles) {
      assertAnswer(client.get(orders + "/admin", admin), 200, "admins");
      assertAnswer(client.get(orders + "/admin", alice), 403, "scope_insufficient");
      assertAnswer(client.get(orders + "/nobody", admin), 403, "forbidden");
    } else {
      assertEquals(401, client.get(orders + "/admin", admin).statusCode(), orders);
    }
  }
}
