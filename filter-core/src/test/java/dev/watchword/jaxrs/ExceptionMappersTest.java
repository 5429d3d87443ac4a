package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application that makes 200 of every exception still answers 401 by us, in our words. */
final class ExceptionMappersTest extends OnEachRuntime {
  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(
          Admins.class,
          Swallow.class,
          SwallowNotAuthorized.class,
          Stamp.class,
          JwtRequestFilter.class);
    }
  }

  @Override
  JaxrsApp site() {
    return JaxrsApp.of(App.class);
  }

  /** For admins; throws. */
  @Path("admins")
  public static final class Admins {
    @GET
    @RolesAllowed("admin")
    public String get() {
      throw new IllegalStateException("a fault of the application's own");
    }
  }

  /** Swallows all. */
  public static final class Swallow implements ExceptionMapper<Throwable> {
    @Override
    public Response toResponse(Throwable fault) {
      return Response.ok("swallowed").build();
    }
  }

  /** Swallows what would be thrown for want of a token. */
  public static final class SwallowNotAuthorized
      implements ExceptionMapper<NotAuthorizedException> {
    @Override
    public Response toResponse(NotAuthorizedException fault) {
      return Response.ok("swallowed").build();
    }
  }

  /** Shows that the application's response filters still run. */
  public static final class Stamp implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
      response.getHeaders().putSingle("X-Stamp", "seen");
    }
  }

  @ParameterizedTest // requirement 56
  @CsvSource({
    "/admins, -,     401, token_missing",
    "/none,   -,     401, token_missing",
    "/admins, guest, 403, scope_insufficient",
  })
  void refusalAnswer_isNotReplacedByMapper(String path, String role, int status, String code)
      throws IOException {
    String[] headers = role.equals("-") ? new String[0] : new String[] {JaxrsServer.withRole(role)};
    Reply reply = server.get(path, headers);

    assertEquals(status, reply.status(), reply::body);
    assertEquals(code, reply.code());
    assertEquals("application/problem+json", reply.header("Content-Type"));
    assertEquals("seen", reply.header("X-Stamp"));
    assertNull(reply.header("Set-Cookie"));
  }

  @ParameterizedTest
  @CsvSource({"/admins, admin", "/none, guest"})
  void faultOfApplication_isMappedByItsMapper(String path, String role) throws IOException {
    assertEquals("swallowed", server.get(path, JaxrsServer.withRole(role)).body());
  }
}
