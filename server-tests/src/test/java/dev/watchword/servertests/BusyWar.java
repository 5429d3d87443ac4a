package dev.watchword.servertests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The WAR with what runs by itself: files that are read again, limits, revocations, streams.
 *
 * @param directory of the application, whose name is its context path
 * @param secret of its tokens
 */
record BusyWar(Path directory, String secret) {
  static BusyWar in(Path directory) throws Exception {
    String secret = TestSecrets.awkward();
    WarFixture app = WarFixture.in(directory, WarFixture.Config.SMALLRYE);
    Path file = Files.writeString(directory.resolveSibling("secret"), secret);
    app.param("watchword.secret.location", file.toString())
        .param("watchword.refresh", "1s")
        .param("watchword.revocation", "on")
        .param("watchword.limit.public", "100/1s")
        .param("watchword.public", "/open/*");
    return new BusyWar(directory, secret);
  }

  /**
   * Sends a token, and none.
   *
   * @param log of the server, for the message where it does otherwise than it must
   */
  void use(WebClient client, Supplier<String> log) throws Exception {
    assertEquals(200, client.echo(path(), token()).statusCode(), log);
    assertEquals(401, client.echo(path(), null).statusCode());
    assertEquals(200, client.get(path() + "/open/place", null).statusCode());
  }

  void openWebSocket(WebClient client) {
    assertEquals(101, client.handshake(path(), token()));
  }

  private String path() {
    return "/" + directory.getFileName();
  }

  private String token() {
    return TestSecrets.tokenOfAlice(secret).claim("jti", UUID.randomUUID().toString()).text();
  }
}
