package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What resources say by annotations is asked on top of the rules, and opens nothing. */
final class AnnotationsTest extends OnEachRuntime {
  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(
          Methods.class,
          Admins.class,
          Nobody.class,
          Scoped.class,
          Open.class,
          JwtRequestFilter.class);
    }
  }

  @Override
  JaxrsApp site() {
    return JaxrsApp.of(App.class).set("public", "/rest/open,/rest/open/*");
  }

  /** Annotated methods. */
  @Path("methods")
  public static final class Methods {
    @GET
    @RolesAllowed({"admin", "clerk"})
    public String get() {
      return "ok";
    }

    @GET
    @Path("denied")
    @DenyAll
    public String denied() {
      return "ok";
    }

    @GET
    @Path("permitted")
    @PermitAll
    public String permitted() {
      return "ok";
    }

    @GET
    @Path("norole")
    @RolesAllowed({})
    public String noRole() {
      return "ok";
    }

    @GET
    @Path("two")
    @RolesAllowed("admin")
    @ScopesAllowed("write")
    public String roleAndScope() {
      return "ok";
    }
  }

  /** An annotated class with methods that differ. */
  @Path("admins")
  @RolesAllowed("admin")
  public static final class Admins {
    @GET
    public String get() {
      return "ok";
    }

    @GET
    @Path("clerk")
    @RolesAllowed("clerk")
    public String clerk() {
      return "ok";
    }

    @GET
    @Path("all")
    @PermitAll
    public String all() {
      return "ok";
    }

    @POST
    @DenyAll
    public String post() {
      return "ok";
    }
  }

  /** A closed class. */
  @Path("nobody")
  @DenyAll
  public static final class Nobody {
    @GET
    public String get() {
      return "ok";
    }

    @GET
    @Path("some")
    @RolesAllowed("admin")
    public String some() {
      return "ok";
    }
  }

  /** Scopes. */
  @Path("scoped")
  @ScopesAllowed("read")
  public static final class Scoped {
    @GET
    public String get() {
      return "ok";
    }

    @POST
    @ScopesAllowed({"read", "write"})
    public String post() {
      return "ok";
    }
  }

  /** Where a rule has opened the path. */
  @Path("open")
  public static final class Open {
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
    @Path("scope")
    @ScopesAllowed("read")
    public String scope() {
      return "ok";
    }

    @GET
    @Path("denied")
    @DenyAll
    public String denied() {
      return "ok";
    }
  }

  /** Roles and scopes are given as words with {@code +} between them. */
  private Reply call(String method, String path, String roles, String scopes) throws IOException {
    List<String> headers = new ArrayList<>();
    if (roles != null) {
      headers.add(
          JaxrsServer.bearer(
              JaxrsApp.token()
                  .claim("roles", List.of(roles.split("\\+")))
                  .claim("scope", scopes.replace('+', ' '))));
    }
    return server.call(method, path, headers.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "GET,  /methods,           -,           -,          401",
        "GET,  /methods,           guest,       -,          403",
        "GET,  /methods,           admin,       -,          200",
        "GET,  /methods,           clerk+guest, -,          200",
        "HEAD, /methods,           guest,       -,          403",
        "HEAD, /methods,           clerk,       -,          200",
        "GET,  /methods/denied,    -,           -,          401",
        "GET,  /methods/denied,    admin,       -,          403",
        "GET,  /methods/permitted, -,           -,          401",
        "GET,  /methods/permitted, guest,       -,          200",
        "GET,  /methods/norole,    admin,       -,          403",
        "GET,  /methods/two,       admin,       read,       403",
        "GET,  /methods/two,       clerk,       write,      403",
        "GET,  /methods/two,       admin,       read+write, 200",
        "GET,  /admins,            admin,       -,          200",
        "GET,  /admins,            clerk,       -,          403",
        "GET,  /admins/clerk,      clerk,       -,          200",
        "GET,  /admins/clerk,      admin,       -,          403",
        "GET,  /admins/all,        guest,       -,          200",
        "GET,  /admins/all,        -,           -,          401",
        "POST, /admins,            admin,       -,          403",
        "GET,  /nobody,            admin,       -,          403",
        "GET,  /nobody/some,       admin,       -,          200",
        "GET,  /scoped,            guest,       -,          403",
        "GET,  /scoped,            guest,       read,       200",
        "GET,  /scoped,            guest,       reader,     403",
        "POST, /scoped,            guest,       read,       403",
        "POST, /scoped,            guest,       write,      403",
        "POST, /scoped,            guest,       write+read, 200",
        "GET,  /open,              -,           -,          200",
        "GET,  /open/admin,        -,           -,          401",
        "GET,  /open/scope,        -,           -,          401",
        "GET,  /open/denied,       -,           -,          403",
      })
  void annotations_areCheckedOnTopOfRules(
      String method, String path, String roles, String scopes, int status) throws IOException {
    Reply reply = call(method, path, roles, scopes == null ? "" : scopes);

    assertEquals(status, reply.status(), reply::body);
    if (!method.equals("HEAD")) {
      assertEquals(
          switch (status) {
            case 200 -> "ok";
            case 401 -> "token_missing";
            default -> isClosed(method, path) ? "forbidden" : "scope_insufficient";
          },
          status == 200 ? reply.body() : reply.code());
    }
  }

  private static boolean isClosed(String method, String path) {
    return path.endsWith("/denied")
        || path.endsWith("/norole")
        || path.equals("/nobody")
        || (method + path).equals("POST/admins");
  }
}
