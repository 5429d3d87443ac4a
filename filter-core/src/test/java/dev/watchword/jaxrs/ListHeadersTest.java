package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Behind the servlet filter a resource adds to the lists of the answer, and replaces none. */
final class ListHeadersTest extends OnEachRuntime {
  private static final String PUBLISHABLE = "wpk_0123456789abcdef0123";

  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(Cached.class, JwtRequestFilter.class);
    }
  }

  @Override
  JaxrsApp site() {
    return JaxrsApp.of(App.class)
        .behindServletFilter()
        .set("cors.origins", "https://app.example")
        .set("publishable", PUBLISHABLE)
        .set("publishable.origins", "https://app.example")
        .rule("pages", "/rest/page publishable")
        .rule("cookie", "/rest/* source cookie:jwt");
  }

  /** Says itself what its answer depends on, or nothing. */
  @Path("/")
  public static final class Cached {
    @GET
    @Path("own")
    public Response own() {
      return Response.ok("x")
          .header("Vary", "Accept")
          .header("Cache-Control", "max-age=60")
          .build();
    }

    @GET
    @Path("plain")
    public String plain() {
      return "x";
    }

    @GET
    @Path("page")
    public Response page() {
      return Response.ok("x").header("Content-Security-Policy", "default-src 'self'").build();
    }
  }

  private Reply get(String path, String header) throws IOException {
    Reply reply = server.get(path, header);
    assertEquals(200, reply.status(), reply::body);
    return reply;
  }

  private static List<String> sorted(String list) {
    return Arrays.stream(list.split(", ")).sorted().toList();
  }

  private static String cookie() {
    return "Cookie: jwt=" + JaxrsApp.token().text();
  }

  @Test
  void varyOfResource_isAddedTo() throws IOException {
    Reply reply = get("/own", cookie());

    assertEquals(List.of("Accept", "Cookie", "Origin"), sorted(reply.header("Vary")));
    assertEquals("max-age=60", reply.header("Cache-Control"));
  }

  @Test
  void resourceWithoutLists_getsNothingTwice() throws IOException {
    assertEquals(List.of("Cookie", "Origin"), sorted(get("/plain", cookie()).header("Vary")));
  }

  @Test
  void policyOfResource_isAddedTo() throws IOException {
    String policy =
        get("/page?user_id=u1", JaxrsServer.bearer(PUBLISHABLE)).header("Content-Security-Policy");

    assertEquals(
        List.of("default-src 'self'", "frame-ancestors https://app.example"), sorted(policy));
  }
}
