package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A resource may take its paths from a super class or an interface; what these say of roles then
 * holds as well, as long as nothing nearer speaks.
 */
final class InheritedAnnotationsTest extends OnEachRuntime {
  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(
          Heir.class,
          SilentHeir.class,
          Offered.class,
          Stricter.class,
          Things.class,
          Overloaded.class,
          JwtRequestFilter.class);
    }
  }

  @Override
  JaxrsApp site() {
    return JaxrsApp.of(App.class);
  }

  /** Methods declared here belong to a class for admins, in every class that inherits them. */
  @RolesAllowed("admin")
  public abstract static class Base {
    @GET
    public String inherited() {
      return "ok";
    }

    @GET
    @Path("overridden")
    @RolesAllowed("clerk")
    public String overridden() {
      return "no";
    }
  }

  /** Inherits. */
  @Path("heir")
  public static final class Heir extends Base {
    @Override
    public String overridden() {
      return "ok";
    }
  }

  /** Says nothing itself. */
  @Path("silent")
  public static class SilentHeir extends ForAdmins {}

  /** A class whose annotation its heirs keep. */
  @RolesAllowed("admin")
  public static class ForAdmins {
    @GET
    public String get() {
      return "ok";
    }
  }

  /** An interface with the annotations of JAX-RS and of security. */
  public interface Offer {
    @GET
    @RolesAllowed("clerk")
    String get();
  }

  /** An implementation without any. */
  @Path("offer")
  public static final class Offered implements Offer {
    @Override
    public String get() {
      return "ok";
    }
  }

  /** An implementation with a word of its own. */
  @Path("stricter")
  public static final class Stricter implements Offer {
    @Override
    @DenyAll
    public String get() {
      return "no";
    }
  }

  /**
   * An interface with a type variable.
   *
   * @param <T> what is stored
   */
  public interface Store<T> {
    @POST
    @RolesAllowed("clerk")
    @ScopesAllowed("write")
    String put(T thing);
  }

  /** Has a method whose parameter is narrower. */
  @Path("things")
  public static final class Things implements Store<String> {
    @Override
    public String put(String thing) {
      return "ok";
    }
  }

  /** Two methods of one name have nothing to do with each other. */
  @Path("overloaded")
  public static final class Overloaded {
    @GET
    @RolesAllowed("clerk")
    public String same() {
      return "ok";
    }

    @POST
    @RolesAllowed("admin")
    public String same(@QueryParam("x") SortedSet<String> x) {
      return "ok";
    }

    @POST
    @Path("set")
    public String same(@QueryParam("x") Set<String> x) {
      return "ok";
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /heir,             guest, 403",
    "GET,  /heir,             admin, 200",
    "GET,  /heir/overridden,  guest, 403",
    "GET,  /heir/overridden,  clerk, 200",
    "GET,  /silent,           guest, 403",
    "GET,  /silent,           admin, 200",
    "GET,  /offer,            guest, 403",
    "GET,  /offer,            clerk, 200",
    "GET,  /stricter,         clerk, 403",
    "POST, /things,           guest, 403",
    "GET,  /overloaded,       admin, 403",
    "GET,  /overloaded,       clerk, 200",
    "POST, /overloaded,       clerk, 403",
    "POST, /overloaded,       admin, 200",
    "POST, /overloaded/set,   guest, 200",
  })
  void nearestAnnotation_applies(String method, String path, String role, int status)
      throws IOException {
    assertEquals(status, server.call(method, path, JaxrsServer.withRole(role)).status());
  }
}
