package dev.watchword.issue;

import static dev.watchword.issue.EndpointFixture.assertIssued;
import static dev.watchword.issue.EndpointFixture.payload;
import static dev.watchword.issue.EndpointFixture.request;
import static dev.watchword.issue.EndpointFixture.shown;
import static dev.watchword.issue.EndpointFixture.text;
import static dev.watchword.testing.Tokens.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.guard.TokenMemory;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.Store;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import dev.watchword.token.TokenType;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

/** Clients that sign who they are: {@code client_secret_jwt} (RFC 7523 sections 2.2 and 3). */
class ClientAssertionsTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String HERE = "https://api.example/token";
  private static final String TYPE =
      "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";

  private final TestClock clock = new TestClock();
  private final Map<String, Client> clients = new HashMap<>();
  private ClientCredentialsEndpoint endpoint = over(new MemoryStore());

  ClientAssertionsTest() {
    add("app", HERE, "https://api.example");
    add("other", HERE);
    add("plain");
  }

  private void add(String id, String... audiences) {
    Set<String> all = Set.of(audiences);
    clients.put(id, new Client(id, shown(id), "acme", Set.of("read"), TokenType.JWT, all));
  }

  private ClientCredentialsEndpoint over(Store store) {
    IssuingAccount account = EndpointFixture.account(TestIssuer.withDefaults(), "acme");
    return new ClientCredentialsEndpoint(
        () -> Map.copyOf(clients),
        name -> account,
        new TokenMemory(store).forOneUse(),
        "api",
        clock);
  }

  /** A good assertion of the client. */
  private static Tokens assertion(String id) {
    return Tokens.good()
        .claim("iss", id)
        .claim("sub", id)
        .claim("aud", HERE)
        .claim("jti", "j1")
        .secret(text(id).getBytes(UTF_8));
  }

  private IssueReply post(String assertion, String more) {
    String form = "grant_type=client_credentials&client_assertion=";
    String body = form + URLEncoder.encode(assertion, UTF_8) + more;
    return endpoint.answer(request(List.of(), FORM, "", body));
  }

  private IssueReply post(Tokens assertion) {
    return post(assertion.text(), TYPE);
  }

  private static String error(IssueReply reply) {
    assertInstanceOf(IssueReply.Refused.class, reply);
    String body = reply.answer().body();
    return reply.answer().status() + " " + body.replaceFirst(".*\"error\":\"([^\"]*)\".*", "$1");
  }

  private static void assertInvalidClient(IssueReply reply) {
    assertEquals("401 invalid_client", error(reply));
    assertTrue(reply.answer().body().contains("The client assertion is not valid."));
    assertEquals(Reason.SECRET, EndpointFixture.reason(reply));
    assertFalse(reply.toString().contains("eyJ"), "no token in what is logged");
  }

  @ParameterizedTest
  @ValueSource(strings = {HERE, "https://api.example"})
  void goodAssertion_getsTokenOfItsClient(String audience) {
    String answer =
        assertIssued(200, post(assertion("app").claim("aud", audience)))
            .get("access_token")
            .textValue();
    assertEquals("app", payload(answer).get("client_id").textValue());
  }

  @Test
  void audienceInListOfOne_isGood() {
    assertIssued(200, post(assertion("app").claim("aud", List.of(HERE))));
  }

  @Test
  void clientId_isTheSignerOrMissing() {
    assertIssued(200, post(assertion("app").text(), TYPE + "&client_id=app"));
    String second = assertion("app").claim("jti", "j2").text();
    assertInvalidClient(post(second, TYPE + "&client_id=other"));
    assertIssued(200, post(second, TYPE + "&client_id=")); // RFC 6749: empty is missing
  }

  @Test
  void assertion_isGoodOnceForEachClient() {
    Tokens first = assertion("app");
    assertIssued(200, post(first));
    assertInvalidClient(post(first));
    assertInvalidClient(post(assertion("app").claim("more", "x")));
    assertIssued(200, post(assertion("app").claim("jti", "j2")));
    assertIssued(200, post(assertion("other")));
  }

  @Test
  void badAssertion_isRefused() {
    Map<String, UnaryOperator<Tokens>> bad = new HashMap<>();
    bad.put("aud of another", it -> it.claim("aud", "https://evil.example/token"));
    bad.put("aud longer", it -> it.claim("aud", HERE + "/"));
    bad.put("aud of two", it -> it.claim("aud", List.of(HERE, "https://evil.example/token")));
    bad.put("aud of none", it -> it.claim("aud", List.of()));
    bad.put("no aud", it -> it.without("aud"));
    bad.put("no iss", it -> it.without("iss"));
    bad.put("no sub", it -> it.without("sub"));
    bad.put("no exp", it -> it.without("exp"));
    bad.put("no jti", it -> it.without("jti"));
    bad.put("jti a number", it -> it.claim("jti", 1));
    bad.put("empty jti", it -> it.claim("jti", ""));
    bad.put("sub of another", it -> it.claim("sub", "other"));
    bad.put("iss of another", it -> it.claim("iss", "other"));
    bad.put("both of another", it -> it.claim("iss", "other").claim("sub", "other"));
    bad.put("unknown client", it -> it.claim("iss", "nobody").claim("sub", "nobody"));
    bad.put("one that may not", it -> assertion("plain"));
    bad.put("secret of another", it -> it.secret(text("other").getBytes(UTF_8)));
    bad.put("HS384", it -> it.algorithm("HS384"));
    bad.put("RS256", it -> it.header("alg", "RS256"));
    bad.put("none", it -> it.header("alg", "none"));
    bad.put("at+jwt", it -> it.header("typ", "at+jwt"));
    bad.put("widget+jwt", it -> it.header("typ", "widget+jwt"));
    bad.put("crit", it -> it.header("crit", List.of("x")));
    bad.forEach(
        (what, change) -> {
          assertInvalidClient(post(change.apply(assertion("app"))));
          endpoint = over(new MemoryStore());
        });
    assertInvalidClient(post(assertion("app").unsigned(), TYPE));
    assertInvalidClient(post(assertion("app").tampered(), TYPE));
    assertInvalidClient(post("e30.e30.", TYPE));
    assertEquals("400 invalid_request", error(post("", TYPE)));
  }

  @ParameterizedTest
  @CsvSource({"-30, false", "-29, true", "3630, true", "3631, false"})
  void exp_isAheadAndWithinTheHour(long seconds, boolean isGood) {
    Instant exp = NOW.plus(Duration.ofSeconds(seconds));
    IssueReply reply = post(assertion("app").expiringAt(exp));
    if (isGood) {
      assertIssued(200, reply);
    } else {
      assertInvalidClient(reply);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&client_assertion_type=",
        "&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:saml2-bearer",
        "&client_assertion_type=URN:ietf:params:oauth:client-assertion-type:jwt-bearer",
      })
  void otherType_isInvalidRequest(String type) {
    assertEquals("400 invalid_request", error(post(assertion("app").text(), type)));
  }

  @Test
  void typeAlone_isInvalidRequest() {
    String body = "grant_type=client_credentials" + TYPE;
    assertEquals("400 invalid_request", error(endpoint.answer(request(List.of(), FORM, "", body))));
  }

  @Test
  void twoWaysAtOnce_areInvalidRequestAndUseNothingUp() {
    String good = assertion("app").text();
    String secret = "&client_id=app&client_secret=" + text("app");
    assertEquals("400 invalid_request", error(post(good, TYPE + secret)));
    String pair = Base64.getEncoder().encodeToString(("app:" + text("app")).getBytes(UTF_8));
    String body = "grant_type=client_credentials" + TYPE + "&client_assertion=" + good;
    assertEquals(
        "400 invalid_request",
        error(endpoint.answer(request(List.of("Basic " + pair), FORM, "", body))));
    assertEquals(
        "400 invalid_request", error(post(good, TYPE + "&client_assertion=" + good)), "twice");
    assertIssued(200, post(good, TYPE));
  }

  @Test
  void secret_isGoodAsBefore() {
    String form = "grant_type=client_credentials&client_id=app&client_secret=" + text("app");
    assertIssued(200, endpoint.answer(request(List.of(), FORM, "", form)));
  }

  @Test
  void changeOfClients_countsAtOnce() {
    assertIssued(200, post(assertion("app")));
    clients.remove("app");
    assertInvalidClient(post(assertion("app").claim("jti", "j2")));
    clients.clear();
    assertInvalidClient(post(assertion("app").claim("jti", "j3")));
  }

  @Test
  void storeThatCannotAnswer_isUnavailable() {
    Store broken = Mockito.mock(Store.class); // keeps no used tokens
    endpoint = over(broken);
    IssueReply reply = post(assertion("app"));
    assertEquals("503 temporarily_unavailable", error(reply));
    assertEquals(Reason.UNAVAILABLE, EndpointFixture.reason(reply));
  }
}
