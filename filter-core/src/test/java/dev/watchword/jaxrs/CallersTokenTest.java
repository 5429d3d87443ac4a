package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.outgoing.EchoServer;
import dev.watchword.outgoing.ForwardedTokens;
import dev.watchword.servlet.ServletContextWatchword;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A resource and a filter call another server for the caller, with the caller's own token. */
final class CallersTokenTest extends OnEachRuntime {
  private static final String PUBLISHABLE = "wpk_0123456789abcdef";

  private EchoServer listed;
  private EchoServer other;

  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(Calls.class, Behind.class, CallingFilter.class, JwtRequestFilter.class);
    }
  }

  @Override
  JaxrsApp site() {
    return JaxrsApp.of(App.class)
        .set("publishable", PUBLISHABLE)
        .set("publishable.origins", "https://app.example")
        .rule("open", "/rest/open/* optional")
        .rule("feed", "/rest/feed/* publishable")
        .rule("all", "/* hide");
  }

  @BeforeEach
  void startOthers() throws Exception {
    other = new EchoServer();
    listed = new EchoServer().redirectingTo(other.at("/"));
  }

  @AfterEach
  void stopOthers() {
    listed.close();
    other.close();
  }

  /** Status and text of what comes back from a place. */
  static String called(String origin, String place, Object decision) {
    ForwardedTokens tokens = ForwardedTokens.to(origin).of(decision);
    try (Client client = ClientBuilder.newClient()) {
      Response answer =
          client.target(place).register(new SigningClientFilter(tokens)).request().get();
      return answer.getStatus() + " " + answer.readEntity(String.class);
    }
  }

  static String decisionName(ServletContext context) {
    return ServletContextWatchword.of(context).guard().decisionAttribute();
  }

  /** Finds the decision as an attribute of the servlet request. */
  @Path("{which}/resource")
  public static final class Calls {
    @GET
    public String call(@Context HttpServletRequest request) {
      String name = decisionName(request.getServletContext());
      return called(
          request.getHeader("X-List"), request.getHeader("X-To"), request.getAttribute(name));
    }
  }

  /** Finds the decision as a property. */
  public static final class CallingFilter implements ContainerRequestFilter {
    @Context ServletContext context;

    @Override
    public void filter(ContainerRequestContext request) {
      String target = request.getUriInfo().getPath();
      if (target.endsWith("/filter")) {
        String told =
            called(
                request.getHeaderString("X-List"),
                request.getHeaderString("X-To"),
                request.getProperty(decisionName(context)));
        request.abortWith(Response.ok(told).build());
      }
    }
  }

  /** Found, so that the filter runs. */
  @Path("{which}/filter")
  public static final class Behind {
    @GET
    public String get() {
      return "behind";
    }
  }

  private String told(String path, String place, String... headers) throws IOException {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "X-To: " + place;
    all[1] = "X-List: " + listed.origin();
    return server.get(path, all).body().replace(JaxrsApp.token().text(), "ALICE").strip();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/resource", "/filter"})
  void callersToken_goesToListedServerAlone(String at) throws IOException {
    String alice = JaxrsServer.alice();
    assertEquals("200 [Bearer ALICE]", told("/a" + at, listed.at("/a").toString(), alice));
    assertEquals("200 [Bearer ALICE]", told("/open" + at, listed.at("/a").toString(), alice));
    assertEquals("200 null", told("/a" + at, other.at("/a").toString(), alice));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/resource", "/filter"})
  void redirect_isNotFollowed(String at) throws IOException {
    assertEquals("302", told("/a" + at, listed.at("/go").toString(), JaxrsServer.alice()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/resource", "/filter"})
  void requestWithoutCaller_sendsNothing(String at) throws IOException {
    String place = listed.at("/a").toString();
    String publishable = JaxrsServer.bearer(PUBLISHABLE);
    assertEquals("200 null", told("/open" + at, place));
    assertEquals(
        "200 null",
        told("/feed" + at + "?user_id=bob", place, "Origin: https://app.example", publishable));
  }
}
