package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.Watchword;
import dev.watchword.event.GuardEvent;
import dev.watchword.jaxrs.JaxrsServer.Reply;
import dev.watchword.testing.Tokens;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.glassfish.jersey.server.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Locators whose answer is no resource: their requirements are checked all the same. */
final class LocatorAnswersTest {
  private final List<GuardEvent> events = new CopyOnWriteArrayList<>();

  /** Found by every locator here. */
  public static class Shelf {
    @GET
    public String get() {
      return "ok";
    }

    @GET
    @Path("admin")
    @RolesAllowed("admin")
    public String admin() {
      return "ok";
    }
  }

  /** With locators that promise a resource; only RESTEasy waits for it. */
  public static final class StagedApp extends ListedApplication {
    public StagedApp() {
      super(Staged.class, StagedVault.class, JwtRequestFilter.class);
    }
  }

  /** Silent as a class. */
  @Path("shop")
  public static final class Staged {
    @Path("free")
    public CompletionStage<Shelf> free() {
      return CompletableFuture.completedFuture(new Shelf());
    }

    @Path("closed")
    @DenyAll
    public CompletionStage<Shelf> closed() {
      return free();
    }

    @Path("admins")
    @RolesAllowed("admin")
    public CompletableFuture<Object> admins() {
      return CompletableFuture.completedFuture(new Shelf());
    }

    @Path("{any}/writers")
    @ScopesAllowed("write")
    public Object writers() {
      return free();
    }

    @Path("plain")
    public Shelf plain() {
      return new Shelf();
    }
  }

  /** For admins as a class. */
  @Path("vault")
  @RolesAllowed("admin")
  public static final class StagedVault {
    @Path("box")
    public CompletionStage<Shelf> box() {
      return CompletableFuture.completedFuture(new Shelf());
    }
  }

  /** With locators that answer by a model of a resource, which Jersey alone knows. */
  public static final class ModelApp extends ListedApplication {
    public ModelApp() {
      super(Model.class, ModelVault.class, JwtRequestFilter.class);
    }
  }

  /** Silent as a class. */
  @Path("shop")
  public static final class Model {
    @GET
    public String get() {
      return "ok";
    }

    @GET
    @Path("admin")
    public String admin() {
      return "ok";
    }

    @Path("free")
    public Resource free() {
      return Resource.from(Shelf.class);
    }

    @Path("closed")
    @DenyAll
    public Resource closed() {
      return free();
    }

    @Path("admins")
    @RolesAllowed("admin")
    public Object admins() {
      return free();
    }

    @Path("{any}/writers")
    @ScopesAllowed("write")
    public Resource writers() {
      return free();
    }

    @Path("inflected")
    @DenyAll
    public Resource inflected() {
      Resource.Builder model = Resource.builder();
      model.addMethod("GET").handledBy(request -> "ok");
      return model.build();
    }

    @Path("again")
    @RolesAllowed("admin")
    public Resource again() {
      return Resource.from(Model.class);
    }

    @Path("plain")
    public Shelf plain() {
      return new Shelf();
    }
  }

  /** For admins as a class. */
  @Path("vault")
  @RolesAllowed("admin")
  public static final class ModelVault {
    @Path("box")
    public Resource box() {
      return Resource.from(Shelf.class);
    }
  }

  private static void check(JaxrsServer server, String path, String role, int status)
      throws IOException {
    String[] headers = role.equals("-") ? new String[0] : new String[] {JaxrsServer.withRole(role)};
    Reply reply = server.get(path, headers);

    assertEquals(status, reply.status(), () -> path + " as " + role + ": " + reply.body());
  }

  /** What holds for both shapes. */
  private static void checkShop(JaxrsServer server) throws IOException {
    check(server, "/shop/free", "-", 401);
    check(server, "/shop/free", "guest", 200);
    check(server, "/shop/free/admin", "guest", 403);
    check(server, "/shop/free/admin", "admin", 200);
    check(server, "/shop/closed", "admin", 403);
    check(server, "/shop/closed/admin", "admin", 403);
    check(server, "/shop/closed;v=1", "admin", 403);
    check(server, "/shop/clos%65d", "admin", 404); // templates are matched with encoded paths
    check(server, "/shop/admins", "guest", 403);
    check(server, "/shop/admins", "admin", 200);
    check(server, "/shop/all/writers", "admin", 403);
    check(server, "/shop/plain", "guest", 200);
    check(server, "/vault/box", "guest", 403);
    check(server, "/vault/box", "admin", 200);
  }

  @Test // requirement 56
  void promise_isCheckedByRequirementsOfItsLocator() throws Exception {
    try (JaxrsServer server = JaxrsApp.of(StagedApp.class).on(RuntimeUnderTest.RESTEASY_ON_JETTY)) {
      checkShop(server);
    }
  }

  @ParameterizedTest // requirement 56
  @EnumSource(names = {"JERSEY_ON_JETTY", "JERSEY_ON_TOMCAT"})
  void model_isCheckedByRequirementsOfItsLocator(RuntimeUnderTest stage) throws Exception {
    try (JaxrsServer server = JaxrsApp.of(ModelApp.class).on(stage)) {
      checkShop(server);
      check(server, "/shop", "guest", 200);
      check(server, "/shop/admin", "guest", 200);
      check(server, "/shop/inflected", "admin", 403);
      check(server, "/shop/again", "guest", 403);
      check(server, "/shop/again", "admin", 200);
      check(server, "/shop/again/admin", "guest", 403);
      check(server, "/shop/again/free", "guest", 403);
      check(server, "/shop/again/free", "admin", 200);
    }
  }

  /** Closed is closed, on a developer's machine and everywhere; roles are given away there. */
  @ParameterizedTest // requirement 75
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JERSEY_ON_TOMCAT")
  void closedLocator_staysClosedOnOpenPath(RuntimeUnderTest stage) throws Exception {
    try (Watchword watchword = lenient("watchword.insecure", "true");
        JaxrsServer server = site(stage).guardedBy(watchword).on(stage)) {
      check(server, "/shop/closed", "-", 403);
      check(server, "/shop/closed", "admin", 403);
      check(server, "/shop/admins", "-", 200);
      check(server, "/shop/plain/admin", "-", 200);
    }
  }

  /** Before that date nothing is refused; that this would have been is told. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JERSEY_ON_TOMCAT")
  void closedLocator_isReportedInDryRun(RuntimeUnderTest stage) throws Exception {
    try (Watchword watchword = lenient("watchword.enforce.from", "2100-01-01");
        JaxrsServer server = site(stage).guardedBy(watchword).on(stage)) {
      check(server, "/shop/closed", "-", 200);
      assertEquals(
          List.of("MISSING false", "CLOSED false"),
          events.stream().map(event -> event.reason() + " " + event.enforced()).toList());
    }
  }

  private static JaxrsApp site(RuntimeUnderTest stage) {
    return JaxrsApp.of(stage.isJersey() ? ModelApp.class : StagedApp.class);
  }

  private Watchword lenient(String name, String value) {
    return Watchword.builder()
        .set("watchword.secret", JaxrsApp.SECRET)
        .set("mp.config.profile", "dev")
        .set(name, value)
        .clock(() -> Tokens.NOW)
        .listener(events::add)
        .start();
  }
}
