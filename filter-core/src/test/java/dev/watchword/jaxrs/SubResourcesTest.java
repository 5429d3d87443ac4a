package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resources that are found by way of others cannot be reached around the guard. */
final class SubResourcesTest extends OnEachRuntime {
  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(Shop.class, Vault.class, JwtRequestFilter.class);
    }
  }

  @Override
  JaxrsApp site() {
    return JaxrsApp.of(App.class)
        .rule("open", "/rest/shop/open/* optional")
        .rule("shown", "/rest/shop/shown/* public");
  }

  /** Locates by instance and by class. */
  @Path("shop")
  public static final class Shop {
    @Path("instance")
    public Shelf instance() {
      return new Shelf();
    }

    @Path("class")
    public Class<Shelf> type() {
      return Shelf.class;
    }

    @GET
    @Path("count")
    public String count() {
      return "ok";
    }

    @Path("list")
    public Items list() {
      return new Items();
    }

    @Path("any/{what}")
    public Object any(@PathParam("what") String what) {
      return what.equals("shelf") ? new Shelf() : new Deep();
    }

    @Path("open")
    public Shelf open() {
      return new Shelf();
    }

    @Path("shown")
    public Shelf shown() {
      return new Shelf();
    }
  }

  /** To be listed by anybody, and looked at by admins. */
  public static final class Items {
    @GET
    public String get() {
      return "ok";
    }

    @Path("{id}")
    @RolesAllowed("admin")
    public Object item() {
      return new Shelf();
    }
  }

  /** Found by a locator. */
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

    @GET
    @Path("denied")
    @DenyAll
    public String denied() {
      return "ok";
    }

    @Path("deep")
    public Deep deep() {
      return new Deep();
    }
  }

  /** Found by a locator of what a locator found. */
  @ScopesAllowed("read")
  public static final class Deep {
    @GET
    public String get() {
      return "ok";
    }
  }

  /** A class whose annotation is for what it leads to, too. */
  @Path("vault")
  @RolesAllowed("admin")
  public static final class Vault {
    @Path("box")
    public Box box() {
      return new Box();
    }

    @Path("clerk")
    @RolesAllowed("clerk")
    public ClerksBox clerk() {
      return new ClerksBox();
    }

    @Path("none")
    @DenyAll
    public Class<Closed> none() {
      return Closed.class;
    }
  }

  /** Silent, and for all of its own. */
  public static final class Box {
    @GET
    public String get() {
      return "ok";
    }

    @GET
    @Path("all")
    @PermitAll
    public String all() {
      return "ok";
    }
  }

  /** For clerks, by the way to it. */
  public static final class ClerksBox {
    @GET
    public String get() {
      return "ok";
    }
  }

  /** Closed to all by its locator. */
  public static final class Closed {
    @GET
    public String get() {
      return "ok";
    }
  }

  @ParameterizedTest // requirement 56
  @CsvSource({
    "GET,     /shop/instance,        -,     401",
    "GET,     /shop/instance,        guest, 200",
    "GET,     /shop/instance/admin,  guest, 403",
    "GET,     /shop/instance/admin,  admin, 200",
    "GET,     /shop/instance/denied, admin, 403",
    "GET,     /shop/class,           -,     401",
    "GET,     /shop/class,           guest, 200",
    "GET,     /shop/class/admin,     guest, 403",
    "GET,     /shop/class/admin,     admin, 200",
    "GET,     /shop/any/shelf/admin, guest, 403",
    "GET,     /shop/any/shelf/admin, admin, 200",
    "GET,     /shop/any/deep,        guest, 403",
    "GET,     /shop/class/deep,      guest, 403",
    "GET,     /shop/instance/deep,   guest, 403",
    "GET,     /shop/count,           guest, 200",
    "GET,     /shop/list/7,          guest, 403",
    "GET,     /shop/list/7,          admin, 200",
    "GET,     /shop/open,            -,     200",
    "GET,     /shop/open/admin,      -,     401",
    "GET,     /shop/open/admin,      admin, 200",
    "GET,     /shop/open/denied,     -,     403",
    "GET,     /shop/open/deep,       -,     401",
    "OPTIONS, /shop/instance,        -,     401",
    "OPTIONS, /shop/class/admin,     -,     401",
    "HEAD,    /shop/class/admin,     guest, 403",
    "GET,     /shop/none/none,       -,     401",
    "GET,     /shop/shown,           -,     200",
    "GET,     /shop/shown/admin,     admin, 401",
    "GET,     /vault/clerk,          guest, 403",
    "GET,     /vault/none,           admin, 403",
    "GET,     /vault/box,            -,     401",
    "GET,     /vault/box,            guest, 403",
    "GET,     /vault/box,            admin, 200",
    "GET,     /vault/box/all,        guest, 403",
    "GET,     /vault/box/all,        admin, 200",
  })
  void everySubResource_isGuarded(String method, String path, String role, int status)
      throws IOException {
    String[] headers = role.equals("-") ? new String[0] : new String[] {JaxrsServer.withRole(role)};
    Reply reply = server.call(method, path, headers);

    assertEquals(status, reply.status(), reply::body);
  }
}
