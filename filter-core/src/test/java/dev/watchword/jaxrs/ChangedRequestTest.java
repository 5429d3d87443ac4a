package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule that decides last charges its limit and tells of it, and no URI is a way out of it. */
final class ChangedRequestTest extends OnEachRuntime {
  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(Thing.class, MethodOverride.class, JwtRequestFilter.class);
    }
  }

  @Override
  JaxrsApp site() {
    return JaxrsApp.of(App.class)
        .rule("look", "GET,POST /rest/thing public")
        .rule("drop", "DELETE /rest/thing limit 1/1h")
        .rule("mail", "/rest/mail source query:token kind signed");
  }

  /** Open to look at. */
  @Path("thing")
  public static final class Thing {
    @GET
    public String get() {
      return "looked";
    }

    @DELETE
    public String delete() {
      return "deleted";
    }
  }

  /** What many applications have for clients that cannot send a DELETE. */
  @PreMatching
  public static final class MethodOverride implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      String method = request.getHeaderString("X-HTTP-Method-Override");
      if (method != null) {
        request.setMethod(method);
      }
    }
  }

  @Test // or the override would be a way around the limit
  void limitOfMethodThatRuns_isChargedAndToldInAnswer() throws IOException {
    String override = "X-HTTP-Method-Override: DELETE";
    Reply first = server.call("POST", "/thing", override, JaxrsServer.alice());
    assertEquals("deleted", first.body());
    assertEquals("\"drop\";q=1;w=3600", first.header("RateLimit-Policy"));
    Reply second = server.call("POST", "/thing", override, JaxrsServer.alice());
    assertEquals(429, second.status(), second::body);
    assertEquals(200, server.get("/thing").status());
  }

  @ParameterizedTest // requirements 46 and 50
  @ValueSource(strings = {"?a=%zz", "?token=%zz", "?%", "?a=%C3%28", "/%zz", "/%", ";a=%zz"})
  void unreadableUri_isRefusedInShapeOfGuard(String odd) throws IOException {
    for (String path : new String[] {"/other", "/mail"}) {
      Reply reply = server.get(path + odd);
      assertTrue(reply.status() == 400 || reply.status() == 401, path + odd + " " + reply);
      assertFalse(reply.body().contains("%zz"), reply.body());
    }
  }
}
