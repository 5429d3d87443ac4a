package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The WAR as it is deployed, with the secret in {@code WATCHWORD_SECRET}. */
class ProtectedAppIT {
  private static final Server SERVER = new Server();
  private static final ServerConnector CONNECTOR = new ServerConnector(SERVER);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void deploy() throws Exception {
    CONNECTOR.setHost("127.0.0.1");
    SERVER.addConnector(CONNECTOR);
    WebAppContext app = new WebAppContext("target/app.war", "/");
    app.setThrowUnavailableOnStartupException(true);
    SERVER.setHandler(app);
    SERVER.start();
  }

  @AfterAll
  static void stop() throws Exception {
    SERVER.stop();
  }

  private static HttpResponse<String> hello(String... headers) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + CONNECTOR.getLocalPort() + "/hello");
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static String token(String secret) {
    return JWT.create()
        .withSubject("my-app")
        .withExpiresAt(Instant.now().plus(Duration.ofMinutes(15)))
        .sign(Algorithm.HMAC256(secret));
  }

  @Test
  void requestWithoutToken_isRefused() throws Exception {
    assertEquals(401, hello().statusCode());
  }

  @Test
  void tokenOfSecret_passes() throws Exception {
    HttpResponse<String> answer =
        hello("Authorization", "Bearer " + token(System.getenv("WATCHWORD_SECRET")));
    assertEquals(200, answer.statusCode());
    assertEquals("Hello, my-app.", answer.body());
  }

  @Test
  void tokenOfAnotherSecret_isRefused() throws Exception {
    String other = token(System.getenv("WATCHWORD_SECRET") + "x");
    assertEquals(401, hello("Authorization", "Bearer " + other).statusCode());
  }
}
