package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import jakarta.annotation.security.DenyAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import org.glassfish.jersey.server.model.Resource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Methods of a resource beside locators whose answer cannot be followed. */
final class MethodBesideLocatorTest {
  /** What a locator finds. */
  public static final class Shelf {
    @GET
    @Path("admin")
    public String admin() {
      return "ok";
    }

    @GET
    public String get() {
      return "ok";
    }
  }

  /** With methods beside locators that match the same paths. */
  public static final class BesideApp extends ListedApplication {
    public BesideApp() {
      super(Beside.class, JwtRequestFilter.class);
    }
  }

  /** What is not a method of its own is closed. */
  @Path("over")
  public static final class Beside {
    @GET
    @Path("open")
    public String open() {
      return "ok";
    }

    @GET
    @Path("open/wide")
    public String wide() {
      return "ok";
    }

    @GET
    @Path("by/{id}")
    public String byId() {
      return "ok";
    }

    @DenyAll
    @Path("{any}")
    public Object locator() {
      return new Shelf();
    }
  }

  /** With a locator that leads back to its own class. */
  public static final class BackApp extends ListedApplication {
    public BackApp() {
      super(Back.class, JwtRequestFilter.class);
    }
  }

  /** Its method is a resource of its own, too. */
  @Path("over")
  public static final class Back {
    @GET
    @Path("open")
    public String open() {
      return "ok";
    }

    @POST
    @Path("at")
    public String at() {
      return "ok";
    }

    /** As literal as the method is, and with more groups, so it is tried first. */
    @DenyAll
    @Path("at{any:.*}")
    public Resource nearer() throws NoSuchMethodException {
      Resource.Builder model = Resource.builder();
      model.addMethod("GET").handledBy(Back.class, Back.class.getMethod("at"));
      return model.build();
    }

    @DenyAll
    @Path("{any}")
    public Resource locator() throws NoSuchMethodException {
      Resource.Builder model = Resource.builder();
      model.addMethod("GET").handledBy(Back.class, Back.class.getMethod("open"));
      model.addChildResource("open").addMethod("GET").handledBy(request -> "ok");
      return model.build();
    }
  }

  private static void check(JaxrsServer server, String path, String role, int status)
      throws IOException {
    String[] headers = role.equals("-") ? new String[0] : new String[] {JaxrsServer.withRole(role)};
    Reply reply = server.get(path, headers);

    assertEquals(status, reply.status(), () -> path + " as " + role + ": " + reply.body());
  }

  /** A method whose own path is the whole one is preferred to a locator, which never ran. */
  @ParameterizedTest // requirement 56
  @EnumSource(RuntimeUnderTest.class)
  void methodBesideLocator_isNotCheckedByItsRequirements(RuntimeUnderTest stage) throws Exception {
    try (JaxrsServer server = JaxrsApp.of(BesideApp.class).on(stage)) {
      check(server, "/over/open", "-", 401);
      check(server, "/over/open", "guest", 200);
      check(server, "/over/open;v=1", "guest", 200);
      check(server, "/over/open/wide", "guest", 200);
      check(server, "/over/other", "guest", 403);
      check(server, "/over/other/admin", "admin", 403);
      check(server, "/over/by/7", "guest", 403); // in doubt
    }
  }

  /** A model can lead back to a method whose path it does not use. */
  @ParameterizedTest // requirement 56
  @EnumSource(names = {"JERSEY_ON_JETTY", "JERSEY_ON_TOMCAT"})
  void modelBesideMethod_isCheckedByItsRequirements(RuntimeUnderTest stage) throws Exception {
    try (JaxrsServer server = JaxrsApp.of(BackApp.class).on(stage)) {
      check(server, "/over/open", "guest", 200);
      check(server, "/over/at", "admin", 403);
      check(server, "/over/closed", "admin", 403);
      check(server, "/over/closed/open", "admin", 403);
      check(server, "/over/op%65n", "admin", 403);
    }
  }
}
