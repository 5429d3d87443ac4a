package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.watchword.Watchword;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Caller;
import dev.watchword.token.Verdict;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outgoing calls, signed. */
final class SigningClientFilterTest {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private Watchword watchword;

  /** A Jersey client that calls a URL with what the owner of the secret signs. */
  public static final class Till implements Function<Object[], String> {
    @Override
    public String apply(Object[] arguments) {
      Watchword watchword = (Watchword) arguments[0];
      Map<String, ?> claims = Map.of("sub", "till-7", "roles", List.of("clerk"));
      try (Client client = ClientBuilder.newClient()) {
        client.register(
            new SigningClientFilter(
                watchword.issuer().signer(), claims, A_MINUTE, () -> Tokens.NOW));
        return client.target((String) arguments[1]).request().get(String.class);
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
  void start() {
    watchword = JaxrsApp.bare().watchword();
  }

  @AfterEach
  void stop() {
    watchword.close();
  }

  @ParameterizedTest
  @EnumSource(RuntimeUnderTest.class)
  void serverWithSameSecret_knowsCaller(RuntimeUnderTest stage) throws Exception {
    try (JaxrsServer server = JaxrsApp.of(App.class).on(stage)) {
      String url = "http://127.0.0.1:" + server.port() + JaxrsApp.BASE + "/who";
      Object[] arguments = {watchword, url};
      String seen = RuntimeUnderTest.JERSEY_ON_JETTY.runtime().inside(Till.class).apply(arguments);

      assertEquals(
          "principal=Caller name=till-7 admin=false clerk=true scheme=Bearer"
              + " bean=Caller[default/till-7]",
          seen);
    }
  }

  private static String sent(SigningClientFilter filter, MultivaluedMap<String, Object> headers) {
    ClientRequestContext request = mock(ClientRequestContext.class);
    when(request.getHeaders()).thenReturn(headers);
    filter.filter(request);
    assertEquals(1, headers.get("Authorization").size(), "one token and nothing beside it");
    return (String) headers.getFirst("Authorization");
  }

  private Caller callerOf(String header, Instant now) {
    Verdict verdict = watchword.verifier().verify(header.replaceFirst("^Bearer ", ""), now);
    return assertInstanceOf(Verdict.Admitted.class, verdict, verdict::toString).caller();
  }

  @Test
  void eachCall_getsTokenWithCurrentDates() {
    Instant[] now = {Tokens.NOW};
    SigningClientFilter filter =
        new SigningClientFilter(
            watchword.issuer().signer(), Map.of("sub", "bob"), A_MINUTE, () -> now[0]);
    String first = sent(filter, new MultivaluedHashMap<>());
    now[0] = Tokens.NOW.plusSeconds(90);
    String second = sent(filter, new MultivaluedHashMap<>());

    assertNotEquals(first, second);
    Caller caller = callerOf(second, now[0]);
    assertEquals(now[0], caller.issuedAt().orElseThrow());
    assertEquals(now[0].plus(A_MINUTE), caller.expiresAt().orElseThrow());
    assertEquals("bob", caller.getName());
  }

  @Test
  void authorizationSetByApplication_isReplaced() {
    MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
    headers.add("Authorization", "Basic YTpi");
    SigningClientFilter filter =
        new SigningClientFilter(watchword.issuer().signer(), Map.of(), A_MINUTE, () -> Tokens.NOW);
    String header = sent(filter, headers);

    assertEquals("default", callerOf(header, Tokens.NOW).getName());
    assertFalse(callerOf(header, Tokens.NOW).claims().containsKey("sub"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iat", "exp"})
  void dateClaimSetByApplication_isError(String claim) {
    Map<String, ?> claims = Map.of(claim, Tokens.SOON);
    assertThrows(
        IllegalArgumentException.class,
        () -> new SigningClientFilter(watchword.issuer().signer(), claims, A_MINUTE));
  }
}
