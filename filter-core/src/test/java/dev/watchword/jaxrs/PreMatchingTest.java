package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import jakarta.annotation.Priority;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters of the application's own that change the method or the path, before us and after us. */
final class PreMatchingTest extends OnEachRuntime {
  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(
          Thing.class, Secret.class, Cellar.class, Early.class, Late.class, JwtRequestFilter.class);
    }
  }

  @Override
  JaxrsApp site() {
    return JaxrsApp.of(App.class)
        .rule("look", "GET /rest/thing public")
        .rule("drop", "DELETE /rest/thing role admin")
        .rule("closed", "/rest/secret/closed deny")
        .rule("admins", "/rest/secret/admin role admin")
        .rule("shown", "/public/* public")
        .rule("open", "/open/* public")
        .rule("shut", "/shut/* deny");
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

  /** Guarded. */
  @Path("secret")
  public static final class Secret {
    @GET
    public String get() {
      return "reached";
    }

    @GET
    @Path("admin")
    public String admin() {
      return "reached";
    }

    @GET
    @Path("closed")
    public String closed() {
      return "reached";
    }
  }

  /** Its locator tells by its answer that it ran. */
  @Path("cellar")
  public static final class Cellar {
    @Path("door")
    public Secret door() {
      throw new WebApplicationException(418);
    }
  }

  /** Does as it is told by headers. */
  abstract static class Changing implements ContainerRequestFilter {
    private final String prefix;

    Changing(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public void filter(ContainerRequestContext request) {
      String method = request.getHeaderString(prefix + "-Method");
      if (method != null) {
        request.setMethod(method);
      }
      String path = request.getHeaderString(prefix + "-Path");
      if (path != null) {
        URI base = request.getUriInfo().getBaseUri();
        request.setRequestUri(base, base.resolve(path));
      }
      String moved = request.getHeaderString(prefix + "-Base");
      if (moved != null) {
        URI base = request.getUriInfo().getBaseUri();
        URI relative = base.relativize(request.getUriInfo().getRequestUri());
        request.setRequestUri(base.resolve(moved), base.resolve(moved).resolve(relative));
      }
    }
  }

  /** Before ours. */
  @PreMatching
  @Priority(Priorities.AUTHENTICATION - 1)
  public static final class Early extends Changing {
    public Early() {
      super("Early");
    }
  }

  /** After ours. */
  @PreMatching
  @Priority(Priorities.AUTHENTICATION + 1)
  public static final class Late extends Changing {
    public Late() {
      super("Late");
    }
  }

  @ParameterizedTest // requirement 56
  @CsvSource({
    "thing, Early-Method: DELETE",
    "thing, Late-Method: DELETE",
    "thing, Early-Path: secret",
    "thing, Late-Path: secret",
    "thing, Early-Path: secret/closed",
    "thing, Late-Path: secret/closed",
    "thing, Late-Path: secret/admin?x=1",
    "thing, Late-Path: ./thing/../secret/admin",
    "secret, Early-Path: /app/open/secret",
    "secret, Late-Path: /app/open/secret",
  })
  void changedRequest_isCheckedAsItNowIs(String path, String change) throws IOException {
    Reply reply = server.get("/" + path, change);

    assertNotEquals(200, reply.status(), reply::body);
    assertEquals(reply.status() == 403 ? "forbidden" : "token_missing", reply.code());
  }

  @ParameterizedTest
  @CsvSource({
    "thing,  Early-Method: DELETE,     guest, 403",
    "thing,  Late-Method: DELETE,      guest, 403",
    "thing,  Early-Method: DELETE,     admin, 200",
    "thing,  Late-Method: DELETE,      admin, 200",
    "thing,  Late-Path: secret,        guest, 200",
    "thing,  Late-Path: secret/admin,  guest, 403",
    "secret, Late-Path: secret/admin,  guest, 403",
    "secret, Late-Path: secret/closed, admin, 403",
    "secret, Early-Path: thing,        guest, 200",
    "secret, Late-Path: thing,         guest, 200",
  })
  void changedRequestWithToken_opensWhatThatTokenMay(
      String path, String change, String role, int status) throws IOException {
    Reply reply = server.get("/" + path, change, JaxrsServer.withRole(role));

    assertEquals(status, reply.status(), reply::body);
  }

  /** An open path in place of a guarded one: open only to what comes before us. */
  @ParameterizedTest
  @CsvSource({"Early-Path: thing, 200", "Late-Path: thing, 401"})
  void changeToOpenPath_countsOnlyBeforeGuard(String change, int status) throws IOException {
    assertEquals(status, server.get("/secret", change).status());
  }

  /** Where links are to point elsewhere, the base URI is moved; what is matched stays the same. */
  @ParameterizedTest // requirement 56
  @CsvSource({
    "secret,        Early-Base: /app/public/rest/,  -,     401",
    "secret,        Late-Base: /app/public/rest/,   -,     401",
    "secret,        Early-Base: /app/public/rest/,  guest, 200",
    "secret,        Late-Base: /app/public/rest/,   guest, 200",
    "secret/admin,  Early-Base: /app/public/rest/,  guest, 403",
    "secret/admin,  Late-Base: /app/public/rest/,   admin, 200",
    "secret/closed, Early-Base: /app/public/rest/,  admin, 403",
    "thing,         Early-Base: /app/public/rest/,  -,     200",
    "thing,         Early-Base: /app/elsewhere/,    -,     401",
    "thing,         Early-Base: /apparel/rest/,     -,     401",
    "thing,         Early-Base: /apparel/rest/,     guest, 200",
    "thing,         Early-Base: /,                  -,     401",
    "thing,         Early-Base: /,                  guest, 200",
    "thing,         Early-Base: /app/shut/,         admin, 403",
    "thing,         Late-Base: /app/shut/,          admin, 403",
  })
  void movedBase_isCheckedAsMatchedResourceToo(String path, String change, String role, int status)
      throws IOException {
    String[] headers =
        role.equals("-")
            ? new String[] {change}
            : new String[] {change, JaxrsServer.withRole(role)};

    Reply reply = server.get("/" + path, headers);

    assertEquals(status, reply.status(), reply::body);
  }

  /** A locator is the application's code, and runs before the matched method is judged. */
  @ParameterizedTest // requirement 56
  @CsvSource({
    "thing, Late-Path: cellar/door, -,     401",
    "thing, Late-Path: cellar/door, guest, 418",
    "cellar/door, Late-Method: POST, -,    401",
  })
  void locatorReachedByRewrite_doesNotRunUnchecked(
      String path, String change, String role, int status) throws IOException {
    Reply reply =
        role.equals("-")
            ? server.get("/" + path, change)
            : server.get("/" + path, change, JaxrsServer.withRole(role));

    assertEquals(status, reply.status(), reply::body);
  }

  /** No header of a client's own does anything here (requirement 43). */
  @ParameterizedTest
  @CsvSource({
    "X-HTTP-Method-Override: DELETE",
    "X-HTTP-Method: DELETE",
    "X-Original-URL: /rest/secret",
    "X-Rewrite-URL: /rest/secret",
    "X-Method-Override: DELETE"
  })
  void overrideHeadersOfClient_areIgnored(String header) throws IOException {
    assertEquals("looked", server.get("/thing", header).body());
    assertEquals(401, server.get("/secret", header.replace("secret", "thing")).status());
  }
}
