package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@code jaxrs.unannotated=deny} a method that nobody thought of is closed. */
final class UnannotatedTest extends OnEachRuntime {
  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(Mixed.class, Permitted.class, JwtRequestFilter.class);
    }
  }

  @Override
  JaxrsApp site() {
    return JaxrsApp.of(App.class)
        .set("public", "/rest/mixed/open,/rest/mixed/openpermitted")
        .set("jaxrs.unannotated", "deny");
  }

  /** Some methods say who may call them. */
  @Path("mixed")
  public static final class Mixed {
    @GET
    public String silent() {
      return "ok";
    }

    @GET
    @Path("role")
    @RolesAllowed("admin")
    public String role() {
      return "ok";
    }

    @GET
    @Path("scope")
    @ScopesAllowed("read")
    public String scope() {
      return "ok";
    }

    @GET
    @Path("open")
    public String open() {
      return "ok";
    }

    @GET
    @Path("openpermitted")
    @PermitAll
    public String openPermitted() {
      return "ok";
    }

    @Path("locator")
    public Permitted locator() {
      return new Permitted();
    }

    @Path("silent")
    public Silent silentLocator() {
      return new Silent();
    }
  }

  /** The class speaks for its methods. */
  @Path("permitted")
  @PermitAll
  public static final class Permitted {
    @GET
    public String get() {
      return "ok";
    }
  }

  /** Says nothing. */
  public static final class Silent {
    @GET
    public String get() {
      return "ok";
    }
  }

  @ParameterizedTest // an open path opens no method: that is what is forgotten
  @CsvSource({
    "/mixed, 403, forbidden",
    "/mixed/role, 200, ok",
    "/mixed/scope, 403, scope_insufficient",
    "/mixed/open, 403, forbidden",
    "/mixed/openpermitted, 200, ok",
    "/mixed/locator, 200, ok",
    "/mixed/silent, 403, forbidden",
    "/permitted, 200, ok",
  })
  void methodThatNoAnnotationSpeaksOf_isClosed(String path, int status, String said)
      throws IOException {
    Reply reply = server.get(path, JaxrsServer.withRole("admin"));
    assertEquals(status, reply.status(), reply::body);
    assertEquals(said, status == 200 ? reply.body() : reply.code());
  }
}
