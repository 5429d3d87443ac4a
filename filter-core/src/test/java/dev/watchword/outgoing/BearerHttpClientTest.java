package dev.watchword.outgoing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls by the client of the JDK, over real sockets. */
class BearerHttpClientTest {
  private EchoServer listed;
  private EchoServer other;

  @BeforeEach
  void start() throws Exception {
    other = new EchoServer();
    listed = new EchoServer().redirectingTo(other.at("/"));
  }

  @AfterEach
  void stop() {
    listed.close();
    other.close();
  }

  private BearerHttpClient client() {
    OutgoingTokens tokens =
        target ->
            listed.origin().equals(Origins.of(target)) ? Optional.of("t.o.k") : Optional.empty();
    return new BearerHttpClient(HttpClient.newHttpClient(), tokens);
  }

  private static HttpRequest to(URI place) {
    return HttpRequest.newBuilder(place).header("X-Other", "kept").build();
  }

  @Test
  void listedOrigin_getsToken() throws Exception {
    HttpResponse<String> answer = client().send(to(listed.at("/a")), BodyHandlers.ofString());
    assertEquals("[Bearer t.o.k]", answer.body());
    assertEquals("kept", answer.request().headers().firstValue("X-Other").orElseThrow());
  }

  @Test
  void asynchronousCalls_getToken() throws Exception {
    HttpRequest call = to(listed.at("/a"));
    assertEquals("[Bearer t.o.k]", client().sendAsync(call, BodyHandlers.ofString()).get().body());
    assertEquals(
        "[Bearer t.o.k]", client().sendAsync(call, BodyHandlers.ofString(), null).get().body());
  }

  @Test
  void otherOrigin_getsNone() throws Exception {
    assertEquals("null", client().send(to(other.at("/a")), BodyHandlers.ofString()).body());
  }

  @Test
  void authorizationOfTheCall_isReplacedForListedOriginsAlone() throws Exception {
    for (EchoServer server : new EchoServer[] {listed, other}) {
      HttpRequest call =
          HttpRequest.newBuilder(server.at("/a")).header("authorization", "Basic YTpi").build();
      assertEquals(
          server == listed ? "[Bearer t.o.k]" : "[Basic YTpi]",
          client().send(call, BodyHandlers.ofString()).body());
    }
  }

  @Test
  void redirect_isNotFollowed() throws Exception {
    assertEquals(302, client().send(to(listed.at("/go")), BodyHandlers.discarding()).statusCode());
  }

  @ParameterizedTest
  @EnumSource(value = Redirect.class, names = "NEVER", mode = EnumSource.Mode.EXCLUDE)
  void clientThatFollowsRedirects_isError(Redirect redirect) {
    HttpClient follows = HttpClient.newBuilder().followRedirects(redirect).build();
    assertThrows(
        IllegalArgumentException.class,
        () -> new BearerHttpClient(follows, target -> Optional.empty()));
  }
}
