package dev.watchword.servertests;

import static dev.watchword.servertests.GuardedWar.assertAnswer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The WAR in which the server judges roles, and what every server must make of it. */
final class SecuredWar {
  private SecuredWar() {}

  static WarFixture in(Path directory, String secret) throws IOException {
    WarFixture app = WarFixture.in(directory, WarFixture.Config.NONE).addRest().addSecured();
    Map<String, String> settings =
        Map.of(
            "watchword.secret",
            secret,
            "watchword.rules",
            "free",
            "watchword.rule.free",
            "/free/* optional");
    Guarding.LISTENER.set(app, settings);
    return app;
  }

  static void check(WebClient client, String app, String secret) throws Exception {
    String alice = TestSecrets.token(secret);
    String admin = TestSecrets.tokenOfAlice(secret).claim("roles", List.of("admin")).text();
    assertAnswer(client.get(app + "/who", null), 401, "token_missing");
    assertAnswer(client.get(app + "/who", alice), 200, "alice false denied");
    assertAnswer(client.get(app + "/who", admin), 200, "alice true alice");
    assertAnswer(client.get(app + "/free/who", null), 200, " false denied"); // WildFly: anonymous
    GuardedWar.checkRest(client, app, secret, true); // which some servers judge themselves
    for (String path : List.of("/roles/who", "/annotated/who", "/free/roles")) {
      String protectedPath = app + path;
      assertAnswer(client.get(protectedPath, null), 401, "token_missing");
      assertAnswer(
          client.get(protectedPath, TestSecrets.token(secret + "x")), 401, "token_invalid");
      HttpResponse<String> passed = client.get(protectedPath, admin);
      assertAnswer(passed, 200, "alice true alice");
      assertEquals(Optional.empty(), passed.headers().firstValue("Set-Cookie"), "no session");
      assertEquals(403, client.get(protectedPath, alice).statusCode(), protectedPath);
    }
  }
}
