package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    return JaxrsApp.of(App.class).rule("all", "/* hide source bearer,cookie:t");
  }

  /** Every way in which a resource can ask. */
  @Path("told")
  public static final class Told {
    @GET
    public String get(
        @HeaderParam("Authorization") String header,
        @CookieParam("t") String cookie,
        @CookieParam("a") String other,
        @Context HttpHeaders headers,
        @Context SecurityContext security) {
      return security.getUserPrincipal().getName()
          + header
          + cookie
          + other
          + headers.getHeaderString("Authorization")
          + headers.getCookies().containsKey("t")
          + headers.getHeaderString("x");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization: Bearer , x: 1, alicenullnullnullnullfalse1",
    "Cookie: a=5; t=, x: 1, alicenullnull5nullfalse1",
  })
  void resource_seesNoToken(String place, String other, String told) throws IOException {
    String space = place.startsWith("Authorization") ? " " : "";
    String header = place + space + JaxrsApp.token().text();
    assertEquals(told, server.get("/told", header, other).body());
  }
}
