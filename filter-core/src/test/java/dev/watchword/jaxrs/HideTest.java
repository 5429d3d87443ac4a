package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** With {@code hide} a resource sees all of a request but the token. */
final class HideTest extends OnEachRuntime {
  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(Told.class, JwtRequestFilter.class);
    }
  }

  @Override
  JaxrsApp site() {
    return JaxrsApp.of(App.class).rule("all", "/* hide");
  }

  /** Every way in which a resource can ask. */
  @Path("told")
  public static final class Told {
    @GET
    public String get(
        @HeaderParam("Authorization") String header,
        @CookieParam("a") String other,
        @Context HttpHeaders headers,
        @Context SecurityContext security) {
      return security.getUserPrincipal().getName()
          + header
          + other
          + headers.getHeaderString("Authorization")
          + headers.getHeaderString("x");
    }
  }

  @Test
  void resource_seesNoToken() throws IOException {
    Reply reply = server.get("/told", JaxrsServer.alice(), "Cookie: a=5", "x: 1");
    assertEquals("alicenull5null1", reply.body());
  }
}
