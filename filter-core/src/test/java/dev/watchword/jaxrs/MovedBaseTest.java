package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A servlet filter of the application that says the application is elsewhere, as Spring's {@code
 * ForwardedHeaderFilter} does: what is matched is judged from where the container has the servlet.
 */
final class MovedBaseTest extends OnEachRuntime {
  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(Thing.class, Secret.class, JwtRequestFilter.class);
    }
  }

  @Override
  JaxrsApp site() {
    return JaxrsApp.of(App.class)
        .first(MovedBaseTest::move)
        .rule("look", "/rest/thing public")
        .rule("closed", "/rest/secret/closed deny")
        .rule("admins", "/rest/secret/admin role admin")
        .rule("shown", "/public/* public");
  }

  /** Open. */
  @Path("thing")
  public static final class Thing {
    @GET
    public String get() {
      return "looked";
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
    @Path("{what}")
    public String more() {
      return "reached";
    }
  }

  /** Moved as its headers say: one path in place of another, or nothing. */
  private static final class Moved extends HttpServletRequestWrapper {
    Moved(HttpServletRequest request) {
      super(request);
    }

    private String or(String header, String otherwise) {
      String value = getHeader(header);
      return value == null ? otherwise : value;
    }

    @Override
    public String getContextPath() {
      return or("Context", super.getContextPath()).replace("/none", "");
    }

    @Override
    public String getServletPath() {
      return or("Servlet", super.getServletPath());
    }

    @Override
    public String getPathInfo() {
      return or("Info", super.getPathInfo());
    }

    @Override
    public String getRequestURI() {
      String below = getPathInfo();
      return getContextPath() + getServletPath() + (below == null ? "" : below);
    }

    @Override
    public StringBuffer getRequestURL() {
      return new StringBuffer("http://127.0.0.1" + getRequestURI());
    }
  }

  private static void move(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(new Moved((HttpServletRequest) request), response);
  }

  private static Reply get(JaxrsServer server, String target, String change, String role)
      throws IOException {
    String[] headers = change.split("\\|");
    if (!role.equals("-")) {
      headers = (change + "|" + JaxrsServer.withRole(role)).split("\\|");
    }
    return server.raw("GET", target, headers);
  }

  @ParameterizedTest // requirement 56
  @CsvSource({
    "secret,        X: y,                                             -,     401",
    "secret,        Context: /app/public,                             -,     401",
    "secret,        Context: /app/public,                             guest, 200",
    "secret,        Context: /none,                                   -,     401",
    "secret,        Context: /none,                                   guest, 200",
    "secret,        Context: /public,                                 -,     400",
    "secret/admin,  Context: /app/public,                             guest, 403",
    "secret/admin,  Context: /app/public,                             admin, 200",
    "secret/admin,  Context: /elsewhere,                              guest, 403",
    "secret/closed, Context: /app/public,                             admin, 403",
    "secret/closed, Context: /elsewhere,                              admin, 403",
    "thing,         Context: /app/public|Info: /secret,             -,     401",
    "thing,         Info: /secret,                                    -,     401",
    "thing,         X: y,                                             -,     200",
    "thing,         Context: /app/public,                             -,     200",
    "thing,         Context: /elsewhere,                              -,     401",
  })
  void matchedResource_isCheckedByContainersMapping(
      String path, String change, String role, int status) throws IOException {
    Reply reply = get(server, "/app/rest/" + path, change, role);

    assertEquals(status, reply.status(), reply::body);
  }

  /** Jersey believes it; for RESTEasy it is outside of what it serves. */
  @Test // requirement 56
  void otherServletPath_opensNothing() throws IOException {
    assertEquals(401, get(server, "/app/rest/secret", "Servlet: /public/rest", "-").status());
  }

  @ParameterizedTest // requirement 56
  @EnumSource(RuntimeUnderTest.class)
  void runtimeForAllPaths_isCheckedByContainersMapping(RuntimeUnderTest other) throws Exception {
    JaxrsApp all =
        JaxrsApp.of(App.class)
            .mountedAt("")
            .first(MovedBaseTest::move)
            .rule("look", "/thing public")
            .rule("shown", "/public/* public");
    try (JaxrsServer everywhere = all.on(other)) {
      assertEquals(200, get(everywhere, "/app/thing", "X: y", "-").status());
      assertEquals(401, get(everywhere, "/app/secret", "X: y", "-").status());
      assertEquals(401, get(everywhere, "/app/secret", "Context: /app/public", "-").status());
      int elsewhere = other.isJersey() ? 401 : 404; // RESTEasy looks for public/secret
      assertEquals(elsewhere, get(everywhere, "/app/secret", "Servlet: /public", "-").status());
      assertEquals(200, get(everywhere, "/app/secret", "Context: /app/public", "guest").status());
    }
  }

  /** No mapping tells where such a one is; its own base counts while it is where the request is. */
  @Test // requirement 56
  void runtimeAsFilter_isCheckedByItsOwnBase() throws Exception {
    try (JaxrsServer filter = site().runtimeAsFilter().on(RuntimeUnderTest.JERSEY_ON_JETTY)) {
      assertEquals(200, get(filter, "/app/rest/thing", "X: y", "-").status());
      assertEquals(401, get(filter, "/app/rest/secret", "X: y", "-").status());
      assertEquals(200, get(filter, "/app/rest/secret", "X: y", "guest").status());
      assertEquals(403, get(filter, "/app/rest/secret/closed", "X: y", "admin").status());
      assertEquals(401, get(filter, "/app/rest/secret", "Context: /app/public", "-").status());
    }
  }
}
