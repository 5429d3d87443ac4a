package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The JAX-RS filter alone, in a servlet container: it knows who calls. */
final class ServletClientTest extends OnEachRuntime {
  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(CallerResource.class, JwtRequestFilter.class);
    }
  }

  @Override
  JaxrsApp site() {
    return JaxrsApp.of(App.class)
        .set("limit.failures", "3/1h")
        .set("proxies", "127.0.0.1")
        .set("public", "/rest/who/open")
        .set("limit.public", "2/1h");
  }

  private Reply fail(String address) throws IOException {
    String bad = JaxrsServer.bearer(JaxrsApp.token().tampered());
    return server.get("/who", bad, "X-Forwarded-For: " + address);
  }

  @Test
  void badTokens_areCountedPerAddress() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertEquals(401, fail("192.0.2.1").status());
    }
    Reply reply = fail("192.0.2.1");

    assertEquals(429, reply.status());
    assertNotNull(reply.header("Retry-After"));
    assertEquals(401, fail("192.0.2.2").status());
    Reply good = server.get("/who", JaxrsServer.alice(), "X-Forwarded-For: 192.0.2.1");
    assertEquals(200, good.status(), "a good token is never refused for others at its address");
  }

  @Test
  void publicPaths_areCountedPerAddress() throws IOException {
    assertEquals(200, server.get("/who/open", "X-Forwarded-For: 192.0.2.3").status());
    assertEquals(200, server.get("/who/open", "X-Forwarded-For: 192.0.2.3").status());
    assertEquals(429, server.get("/who/open", "X-Forwarded-For: 192.0.2.3").status());
    assertEquals(200, server.get("/who/open", "X-Forwarded-For: 192.0.2.4").status());
    assertEquals(200, server.get("/who/open").status());
  }
}
