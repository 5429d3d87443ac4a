package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.Watchword;
import dev.watchword.outgoing.EchoServer;
import dev.watchword.outgoing.OutgoingTokens;
import dev.watchword.outgoing.SignedTokens;
import dev.watchword.testing.Tokens;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Outgoing calls, signed. */
final class SigningClientFilterTest {
  private EchoServer listed;
  private EchoServer other;

  /** A client that calls a URL with these tokens; status and text of what comes back. */
  public static final class Till implements Function<Object[], String> {
    @Override
    public String apply(Object[] arguments) {
      try (Client client = ClientBuilder.newClient()) {
        client.register(new SigningClientFilter((OutgoingTokens) arguments[0]));
        Response answer =
            client.target((URI) arguments[1]).request().header("Authorization", arguments[2]).get();
        return answer.getStatus() + " " + answer.readEntity(String.class);
      }
    }
  }

  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(CallerResource.class, JwtRequestFilter.class);
    }
  }

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

  private static String answer(OutgoingTokens tokens, URI place, String authorization)
      throws Exception {
    return answer(RuntimeUnderTest.JERSEY_ON_JETTY, tokens, place, authorization);
  }

  private static String answer(
      RuntimeUnderTest stage, OutgoingTokens tokens, URI place, String authorization)
      throws Exception {
    Object[] arguments = {tokens, place, authorization};
    return stage.runtime().inside(Till.class).apply(arguments);
  }

  private OutgoingTokens toListed() {
    String origin = listed.origin();
    return target -> target.toString().startsWith(origin) ? Optional.of("t.o.k") : Optional.empty();
  }

  @ParameterizedTest
  @EnumSource(RuntimeUnderTest.class)
  void serverWithSameSecret_knowsCaller(RuntimeUnderTest stage) throws Exception {
    try (Watchword watchword = JaxrsApp.bare().watchword();
        JaxrsServer server = JaxrsApp.of(App.class).on(stage)) {
      String origin = "http://127.0.0.1:" + server.port();
      Map<String, ?> claims = Map.of("sub", "till-7", "roles", List.of("clerk"));
      OutgoingTokens tokens =
          SignedTokens.by(watchword.issuer().signer(), claims, Duration.ofMinutes(1))
              .clock(() -> Tokens.NOW)
              .to(origin);

      assertEquals(
          "200 principal=Caller name=till-7 admin=false clerk=true scheme=Bearer"
              + " bean=Caller[default/till-7]",
          answer(tokens, URI.create(origin + JaxrsApp.BASE + "/who"), null));
    }
  }

  @Test
  void authorizationSetByApplication_isReplacedForListedOriginsAlone() throws Exception {
    assertEquals("200 [Bearer t.o.k]", answer(toListed(), listed.at("/a"), "Basic YTpi"));
    assertEquals("200 [Basic YTpi]", answer(toListed(), other.at("/a"), "Basic YTpi"));
    assertEquals("200 null", answer(toListed(), other.at("/a"), null));
  }

  @Test
  void redirect_isFollowedByJerseyWithoutTokenAlone() throws Exception {
    assertEquals("302 ", answer(toListed(), listed.at("/go"), null));
    assertEquals("200 null", answer(target -> Optional.empty(), listed.at("/go"), null));
  }

  @Test
  void redirect_isFollowedByResteasyNever() throws Exception {
    RuntimeUnderTest resteasy = RuntimeUnderTest.RESTEASY_ON_JETTY;
    assertEquals("302 ", answer(resteasy, toListed(), listed.at("/go"), null));
    assertEquals("200 [Bearer t.o.k]", answer(resteasy, toListed(), listed.at("/a"), "Basic eA"));
    assertEquals("200 null", answer(resteasy, toListed(), other.at("/a"), null));
  }
}
