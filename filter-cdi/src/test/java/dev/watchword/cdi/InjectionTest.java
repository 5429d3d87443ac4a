package dev.watchword.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import dev.watchword.servlet.WatchwordListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jboss.weld.environment.servlet.Listener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The beans, in a web application on Jetty with Weld. */
class InjectionTest {
  private static final String SECRET = UUID.randomUUID().toString() + UUID.randomUUID();

  @TempDir static Path folder;
  private static Server server;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    Path beans = folder.resolve("WEB-INF/beans.xml");
    Files.createDirectories(beans.getParent());
    Files.writeString(beans, "<beans bean-discovery-mode=\"annotated\"/>");
    copyBeans(folder.resolve("WEB-INF/classes/dev/watchword/cdi"));
    WebAppContext application = new WebAppContext(folder.toString(), "/");
    application.setParentLoaderPriority(true);
    application.setThrowUnavailableOnStartupException(true);
    application.setInitParameter("watchword.secret", SECRET);
    application.setInitParameter("watchword.rules", "open");
    application.setInitParameter("watchword.rule.open", "/open optional");
    application.addEventListener(new Listener());
    application.addEventListener(new WatchwordListener());
    application.addServlet(new ServletHolder(new ClaimsServlet()), "/*");
    server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(application);
    server.start();
    port = connector.getLocalPort();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  /** Weld looks for the beans of an application among its own classes. */
  private static void copyBeans(Path target) throws Exception {
    Files.createDirectories(target);
    Path classes =
        Path.of(ClaimsServlet.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.list(classes.resolve("dev/watchword/cdi"))) {
      for (Path file :
          files.filter(each -> each.toString().matches(".*/(Claims|Order).*")).toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  private static String get(String path, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body();
  }

  private static String token() {
    Map<String, Object> claims =
        Map.of("plan", "gold", "seats", 12, "staff", true, "org", Map.of("id", "o1"));
    return JWT.create()
        .withSubject("alice")
        .withAudience("a", "b")
        .withExpiresAt(Instant.now().plusSeconds(60))
        .withPayload(claims)
        .sign(Algorithm.HMAC256(SECRET));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "caller  | alice",
        "token   | alice",
        "guard   | UP",
        "order   | default/alice, gold",
        "plan    | gold",
        "seats   | 12",
        "staff   | true",
        "org     | {\"id\":\"o1\"}",
        "aud     | [a, b]",
        "missing | Optional.empty",
        "wrong   | null",
      })
  void bean_isOfRequest(String bean, String value) throws Exception {
    assertEquals(value, get("/" + bean, token()));
  }

  @Test
  void rawToken_isAsItCame() throws Exception {
    String token = token();
    assertEquals(token, get("/raw", token));
  }

  @ParameterizedTest
  @CsvSource({"caller,''", "token,null", "plan,null", "aud,null", "raw,null"})
  void openPathWithoutToken_hasNothing(String bean, String value) throws Exception {
    assertEquals(value, get("/open?bean=" + bean, null));
  }

  @Test
  void applicationScopedBean_seesEachRequest() throws Exception {
    assertEquals("alice", get("/token", token()));
    assertEquals("null", get("/open?bean=token", null));
    assertEquals("alice", get("/token", token()));
  }

  @Test
  void observer_hearsOfRefusalsToo() throws Exception {
    get("/secret-of-mine", "no.to.ken");
    String decisions = get("/decisions", token());
    assertTrue(decisions.contains("/secret-of-mine 401"), decisions);
    assertTrue(decisions.endsWith("/decisions 0]"), decisions);
  }

  @Test
  void exampleOfPage_isTestedHere() throws Exception {
    String page = Files.readString(Path.of("../docs/cdi.md"));
    String code = Files.readString(Path.of("src/test/java/dev/watchword/cdi/Order.java"));
    String example = code.substring(code.indexOf("@RequestScoped"));
    assertTrue(page.contains("```java\n" + example + "```"), page);
  }
}
