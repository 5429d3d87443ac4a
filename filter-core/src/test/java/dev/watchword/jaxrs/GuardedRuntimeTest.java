package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application that registers {@code JwtRequestFilter.class}, and does nothing else for it. */
final class GuardedRuntimeTest extends OnEachRuntime {
  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(CallerResource.class, JwtRequestFilter.class);
    }
  }

  @Override
  JaxrsApp site() {
    return JaxrsApp.of(App.class)
        .set("public", "/rest/who/open")
        .set("cors.origins", "https://a.example");
  }

  /** Pre-matching: the answer does not tell which resources and methods exist. */
  @ParameterizedTest
  @CsvSource({
    "GET, /who", "GET, /none", "GET, /who/none", "DELETE, /who", "PUT, /none", "OPTIONS, /who",
    "OPTIONS, /none", "FANCY, /who", "POST, /who", "GET, ''", "GET, /", "POST, /who/none"
  })
  void everyPathWithoutToken_isAnsweredAlike(String method, String path) throws IOException {
    Reply reply = server.call(method, path);

    assertEquals(401, reply.status(), reply::body);
    assertEquals("token_missing", reply.code());
    assertEquals("Bearer realm=\"watchword\"", reply.header("WWW-Authenticate"));
  }

  @Test
  void headWithoutToken_hasHeadersAndNoBody() throws IOException {
    for (String path : List.of("/who", "/none")) {
      Reply reply = server.call("HEAD", path);

      assertEquals(401, reply.status());
      assertEquals("", reply.body());
      assertEquals("application/problem+json", reply.header("Content-Type"));
      assertEquals("no-store", reply.header("Cache-Control"));
      assertNotNull(reply.header("WWW-Authenticate"));
    }
  }

  @Test
  void goodToken_isCallerEverywhere() throws IOException {
    Reply reply = server.get("/who", JaxrsServer.withRole("admin"));

    assertEquals(
        "principal=Caller name=alice admin=true clerk=false scheme=Bearer bean=Caller[default/alice]",
        reply.body());
    assertEquals(200, reply.status());
  }

  @Test
  void openPathWithoutToken_hasNoCaller() throws IOException {
    Reply reply = server.get("/who/open");

    assertEquals(
        "principal=null name=null admin=false clerk=false scheme=null bean=nobody", reply.body());
    assertEquals(200, reply.status());
  }

  @Test
  void requestWithToken_isAnsweredByRuntimeAsUsual() throws IOException {
    Reply options = server.call("OPTIONS", "/who", JaxrsServer.alice());

    assertAll(
        () -> assertEquals(404, server.get("/none", JaxrsServer.alice()).status()),
        () -> assertEquals(405, server.call("DELETE", "/who", JaxrsServer.alice()).status()),
        () -> assertEquals(200, server.call("HEAD", "/who", JaxrsServer.alice()).status()),
        () -> assertEquals("", server.call("HEAD", "/who", JaxrsServer.alice()).body()),
        () -> assertEquals("posted", server.call("POST", "/who", JaxrsServer.alice()).body()),
        () -> assertEquals(200, options.status()),
        () -> assertTrue(options.header("Allow").contains("GET"), options::toString));
  }

  /** The caller of one request is not the caller of the next. */
  @Test // requirement 57
  void callerOfRequest_isGoneInNextRequest() throws IOException {
    for (int i = 0; i < 20; i++) {
      assertEquals(200, server.get("/who", JaxrsServer.alice()).status());
      assertEquals(401, server.get("/who").status());
      assertTrue(server.get("/who/open").body().contains("name=null"));
    }
  }

  @Test
  void badToken_isRefused() throws IOException {
    Reply reply = server.get("/who", JaxrsServer.bearer(JaxrsApp.token().tampered()));

    assertEquals(401, reply.status());
    assertEquals("token_invalid", reply.code());
  }

  /** A public path does not look at tokens, and has no caller. */
  @Test
  void openPath_ignoresToken() throws IOException {
    Reply reply = server.get("/who/open", JaxrsServer.bearer(JaxrsApp.token().tampered()));

    assertEquals(200, reply.status());
    assertTrue(reply.body().contains("bean=nobody"), reply::body);
  }

  /** Caches need both: what the application's answer depends on, and what ours adds. */
  @Test
  void vary_isAddedToThatOfApplication() throws IOException {
    Reply reply = server.get("/who/vary", JaxrsServer.alice(), "Origin: https://a.example");

    assertTrue(reply.header("Vary").contains("Origin"), reply::toString);
    assertTrue(reply.header("Vary").contains("Accept"), reply::toString);
    assertEquals("https://a.example", reply.header("Access-Control-Allow-Origin"));
  }
}
