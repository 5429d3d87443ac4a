package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@code hide} a resource sees all of a request but the token. */
final class HideTest extends OnEachRuntime {
  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(Told.class, Places.class, JwtRequestFilter.class);
    }
  }

  @Override
  JaxrsApp site() {
    return JaxrsApp.of(App.class)
        .rule("query", "/rest/query hide source query:t kind signed")
        .rule("form", "/rest/form/* hide source form:t")
        .rule("all", "/* hide");
  }

  /** Every way in which a resource can ask. */
  @Path("told")
  public static final class Told {
    @GET
    public String get(
        @HeaderParam("Authorization") String header,
        @CookieParam("a") String other,
        @Context HttpHeaders headers,
        @Context SecurityContext security) {
      return security.getUserPrincipal().getName()
          + header
          + other
          + headers.getHeaderString("Authorization")
          + headers.getHeaderString("x");
    }
  }

  /** Where a token may stand besides headers. */
  @Path("")
  public static final class Places {
    @GET
    @Path("query")
    public String query(@Context UriInfo uri, @QueryParam("t") String t) {
      return t + uri.getRequestUri().getRawQuery() + uri.getQueryParameters().keySet();
    }

    @POST
    @Path("form/field")
    @Consumes("application/x-www-form-urlencoded")
    public String field(@FormParam("t") String t, @FormParam("a") String a) {
      return t + a;
    }

    @POST
    @Path("form/text")
    public String text(String body, @HeaderParam("Content-Length") String length) {
      return body + length;
    }
  }

  @ParameterizedTest
  @CsvSource({"a=1&t=T, nulla=1[a]", "t=T, nullnull[]"})
  void resource_seesNoTokenOfQuery(String query, String told) throws IOException {
    String target = "/query?" + query.replace("T", JaxrsApp.token().text());
    assertEquals(told, server.get(target).body());
  }

  @ParameterizedTest
  @CsvSource({"field, null1", "text, a=1&b=27"})
  void resource_seesNoTokenOfForm(String path, String told) throws IOException {
    String body = "a=1&t=" + JaxrsApp.token().text() + "&b=2";
    String framed = "Content-Length: " + body.length() + "\r\n\r\n" + body;
    String type = "Content-Type: application/x-www-form-urlencoded";
    assertEquals(told, server.call("POST", "/form/" + path, type, framed).body());
  }

  @Test
  void resource_seesNoToken() throws IOException {
    Reply reply = server.get("/told", JaxrsServer.alice(), "Cookie: a=5", "x: 1");
    assertEquals("alicenull5null1", reply.body());
  }
}
