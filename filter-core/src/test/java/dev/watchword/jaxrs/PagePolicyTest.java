package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Who may frame a page holds beside whatever policy the page has itself. */
final class PagePolicyTest extends OnEachRuntime {
  private static final String TOKEN = "wpk_0123456789abcdef0123";
  private static final String OURS = "frame-ancestors https://app.example";

  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(Page.class, JwtRequestFilter.class);
    }
  }

  @Override
  JaxrsApp site() {
    return JaxrsApp.of(App.class)
        .set("publishable", TOKEN)
        .set("publishable.origins", "https://app.example")
        .rule("pages", "/rest/page/* publishable");
  }

  /** With a policy of its own, and without. */
  @Path("page")
  public static final class Page {
    @GET
    @Path("own")
    public Response own() {
      return Response.ok("x").header("Content-Security-Policy", "default-src 'self'").build();
    }

    @GET
    @Path("plain")
    public String plain() {
      return "x";
    }
  }

  private String policy(String path) throws IOException {
    Reply reply = server.get(path + "?user_id=u1", JaxrsServer.bearer(TOKEN));
    assertEquals(200, reply.status(), reply::body);
    return reply.header("Content-Security-Policy");
  }

  @Test
  void policyOfPage_isAddedTo() throws IOException {
    assertEquals("default-src 'self', " + OURS, policy("/page/own"));
  }

  @Test
  void pageWithoutPolicy_getsOurs() throws IOException {
    assertEquals(OURS, policy("/page/plain"));
  }
}
