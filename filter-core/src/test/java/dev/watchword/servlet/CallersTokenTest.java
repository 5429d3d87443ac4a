package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.outgoing.BearerHttpClient;
import dev.watchword.outgoing.EchoServer;
import dev.watchword.outgoing.ForwardedTokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A servlet calls another server for its caller, with the caller's own token. */
@EachServer
class CallersTokenTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");
  private static final String PUBLISHABLE = "wpk_0123456789abcdef";

  private final HttpClient client = HttpClient.newHttpClient();
  private EchoServer listed;
  private EchoServer other;

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

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("publishable", PUBLISHABLE)
        .set("publishable.origins", "https://app.example")
        .set("rules", "hide,open,feed")
        .set("rule.hide", "/hide hide source cookie:t,bearer")
        .set("rule.open", "/open optional")
        .set("rule.feed", "/feed publishable")
        .page("/hide", this::call)
        .page("/open", this::call)
        .page("/feed", this::call)
        .page("/call", this::call);
  }

  /** Calls the place in a header; status and text of what comes back. */
  private void call(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String decision =
        ServletContextWatchword.of(request.getServletContext()).guard().decisionAttribute();
    ForwardedTokens tokens = ForwardedTokens.to(listed.origin()).of(request.getAttribute(decision));
    HttpRequest call = HttpRequest.newBuilder(URI.create(request.getHeader("X-To"))).build();
    try {
      HttpResponse<String> answer =
          new BearerHttpClient(client, tokens).send(call, BodyHandlers.ofString());
      response.getWriter().print(answer.statusCode() + " " + answer.body().replace(ALICE, "ALICE"));
    } catch (InterruptedException ended) {
      throw new IOException(ended);
    }
  }

  private String told(String path, URI place, String... headers) throws IOException {
    String[] all = new String[headers.length + 1];
    System.arraycopy(headers, 0, all, 1, headers.length);
    all[0] = "X-To: " + place;
    return site.get(path, all).body().strip();
  }

  @ParameterizedTest
  @CsvSource({
    "/call, Authorization: Bearer ",
    "/open, Authorization: Bearer ",
    "/hide, Authorization: Bearer ",
    "/hide, 'Cookie: t='"
  })
  void listedServer_getsTokenOfCaller(String path, String place) throws IOException {
    String header = place.endsWith("=") ? place + ALICE : "Authorization: Bearer " + ALICE;
    assertEquals("200 [Bearer ALICE]", told(path, listed.at("/a"), header));
  }

  @Test
  void otherServer_getsNone() throws IOException {
    assertEquals("200 null", told("/call", other.at("/a"), "Authorization: Bearer " + ALICE));
    URI sameByName = URI.create(listed.origin().replace("127.0.0.1", "localhost") + "/a");
    assertEquals("200 null", told("/call", sameByName, "Authorization: Bearer " + ALICE));
  }

  @Test
  void redirect_isNotFollowed() throws IOException {
    assertEquals("302", told("/call", listed.at("/go"), "Authorization: Bearer " + ALICE));
  }

  @Test
  void requestWithoutCaller_sendsNothing() throws IOException {
    assertEquals("200 null", told("/open", listed.at("/a")));
    assertEquals(
        "200 null",
        told(
            "/feed?user_id=bob",
            listed.at("/a"),
            "Origin: https://app.example",
            "Authorization: Bearer " + PUBLISHABLE));
  }
}
