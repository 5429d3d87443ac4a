package dev.watchword.issue;

import static dev.watchword.issue.EndpointFixture.assertIssued;
import static dev.watchword.issue.EndpointFixture.assertReply;
import static dev.watchword.issue.EndpointFixture.header;
import static dev.watchword.issue.EndpointFixture.names;
import static dev.watchword.issue.EndpointFixture.payload;
import static dev.watchword.issue.EndpointFixture.request;
import static dev.watchword.issue.EndpointFixture.text;
import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.testing.Keys;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestIssuer;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenHistory;
import dev.watchword.token.TokenKind;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /token}: OAuth 2.0's client credentials grant (RFC 6749 sections 4.4 and 5). */
class ClientCredentialsEndpointTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String GRANT = "grant_type=client_credentials";
  private static final String SECRET = text("app");
  private static final String ODD_SECRET = "50% a+b/c==&d:e=\u00e9 " + text("odd");
  private static final String CHALLENGE = "WWW-Authenticate: Basic realm=\"api\"";
  private static final String NO_FORM =
      invalidRequest("The body is no form in which every parameter stands once.");
  private static final String UNKNOWN =
      error("invalid_client", "The client or its secret is not known.");
  private static final String NOT_SHOWN =
      error("invalid_client", "The client has not shown its id and secret.");
  private static final String NOT_ITS_SCOPE =
      error("invalid_scope", "The client may not have that scope.");

  private final TestClock clock = new TestClock();
  private final Map<String, Client> clients = new HashMap<>();

  ClientCredentialsEndpointTest() {
    add("app", SECRET, "acme", "orders:read", "orders:write");
    add("a:b c", ODD_SECRET, "acme", "x");
    add("bare", text("bare"), "globex");
  }

  private void add(String id, String secret, String issuer, String... scopes) {
    SharedKey key =
        new SharedKey(
            "client", null, secret.getBytes(UTF_8), Keys.key("main").algorithms(), null, null);
    clients.put(id, new Client(id, key, issuer, Set.of(scopes)));
  }

  private ClientCredentialsEndpoint endpoint() {
    Map<String, IssuingAccount> issuers =
        Map.of(
            "acme", EndpointFixture.account(TestIssuer.withDefaults(), "acme"),
            "globex", EndpointFixture.account(globex(), "globex"));
    return new ClientCredentialsEndpoint(
        () -> clients, issuers::get, TokenHistory.NONE, "api", clock);
  }

  private static TestIssuer globex() {
    return TestIssuer.withDefaults().name("globex").keys(Keys.named("other", "k7"));
  }

  private static String error(String code, String description) {
    return "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(code, description);
  }

  private static String invalidRequest(String description) {
    return error("invalid_request", description);
  }

  private IssueReply basic(String id, String secret, String form) {
    return answer("Basic " + base64(id + ":" + secret), form);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private IssueReply answer(String authorization, String form) {
    return endpoint().answer(request(List.of(authorization), FORM, "", form));
  }

  private IssueReply post(String form) {
    return endpoint().answer(request(List.of(), FORM, "", form));
  }

  private IssueReply app(String more) {
    return post("client_id=app&client_secret=" + SECRET + more);
  }

  private static void assertRefused(
      int status, Reason reason, String body, String headers, IssueReply reply) {
    assertReply(status, body, headers, reply);
    assertEquals(reason, EndpointFixture.reason(reply));
  }

  private static void assertUnknown(IssueReply reply) {
    assertRefused(401, Reason.SECRET, UNKNOWN, CHALLENGE, reply);
  }

  private static void assertBad(String body, IssueReply reply) {
    assertRefused(400, Reason.BODY, body, "", reply);
  }

  // What a client gets

  @Test
  void answer_isAsRfc6749Section51() {
    JsonNode answer = assertIssued(200, app("&" + GRANT));
    assertEquals(List.of("access_token", "token_type", "expires_in", "scope"), names(answer));
    assertEquals("Bearer", answer.get("token_type").textValue());
    assertEquals(300, answer.get("expires_in").intValue());
    assertEquals("orders:read orders:write", answer.get("scope").textValue());
  }

  @Test
  void token_isSignedForClientWithItsScopes() {
    String token = assertIssued(200, app("&" + GRANT)).get("access_token").textValue();
    assertEquals("JWT", header(token).get("typ").textValue());
    JsonNode payload = payload(token);
    assertEquals("app", payload.get("client_id").textValue());
    assertEquals(NOW.getEpochSecond() + 300, payload.get("exp").longValue());
    Caller caller = assertAdmitted(TestIssuer.standardVerifier().verify(token, NOW));
    assertEquals("app", caller.getName());
    assertEquals(TokenKind.SIGNED, caller.kind());
    assertEquals(Set.of("orders:read", "orders:write"), caller.scopes());
  }

  @Test
  void clientOfAnotherIssuer_getsTokenOfThatIssuer() {
    String token =
        assertIssued(200, basic("bare", text("bare"), GRANT)).get("access_token").textValue();
    assertEquals("k7", header(token).get("kid").textValue());
    assertAdmitted(globex().verifier().verify(token, NOW));
  }

  // By HTTP Basic

  @ParameterizedTest
  @ValueSource(strings = {"Basic ", "basic ", "BASIC ", "Basic    "})
  void scheme_isReadInAnyCaseAndWithSpaces(String scheme) {
    assertIssued(200, answer(scheme + base64("app:" + SECRET), GRANT));
  }

  @Test
  void base64WithoutPadding_isRead() {
    String field = "Basic " + base64("app:" + SECRET).replace("=", "");
    assertIssued(200, answer(field, GRANT));
  }

  @Test // section 2.3.1
  void idAndSecret_areFormEncodedInHeader() {
    assertIssued(200, basic(encoded("a:b c"), encoded(ODD_SECRET), GRANT));
    assertIssued(200, basic("a%3Ab%20c", encoded(ODD_SECRET).replace("+", "%20"), GRANT));
  }

  @Test // as many libraries have it
  void idAndSecret_mayStandInHeaderUnencoded() {
    add("plain", "a+b/c==%" + text("plain"), "acme");
    assertIssued(200, basic("plain", "a+b/c==%" + text("plain"), GRANT));
    assertIssued(200, basic("plain", encoded("a+b/c==%" + text("plain")), GRANT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic YXBw",
        "Bearer SECRET",
        "SECRET",
        "Basic\tYXBwOng=",
        "Basic YXBwOng=, Basic YXBwOng=",
        "Basic YXBwOng= x",
        "Digest username=app",
        ""
      })
  void headerWithoutIdAndSecret_isNoClient(String field) {
    IssueReply reply = answer(field.replace("SECRET", SECRET), GRANT);
    assertRefused(401, Reason.MISSING, NOT_SHOWN, CHALLENGE, reply);
  }

  @Test
  void twoEqualHeaders_areNoClient() {
    String field = "Basic " + base64("app:" + SECRET);
    IssueReply reply = endpoint().answer(request(List.of(field, field), FORM, "", GRANT));
    assertRefused(401, Reason.MISSING, NOT_SHOWN, CHALLENGE, reply);
  }

  // In the form

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grant_type=client_credentials&client_id=app&client_secret=SECRET",
        "client_secret=SECRET&client_id=app&grant_type=client_credentials",
        "&grant_type=client_credentials&&client_id=app&client_secret=SECRET&",
        "grant%5Ftype=client%5fcredentials&client_id=%61pp&client_secret=SECRET",
        "grant_type=client_credentials&client_id=app&client_secret=SECRET&scope=",
        "grant_type=client_credentials&client_id=app&client_secret=SECRET&scope",
        "grant_type=client_credentials&client_id=app&client_secret=SECRET&audience=x&x=%C3%A9"
      })
  void form_isReadWhateverItsOrderAndEncoding(String form) {
    JsonNode answer = assertIssued(200, post(form.replace("SECRET", SECRET)));
    assertEquals("orders:read orders:write", answer.get("scope").textValue());
  }

  @Test
  void encodedIdAndSecret_areDecoded() {
    String form = "client_id=a%3Ab+c&client_secret=" + encoded(ODD_SECRET) + "&" + GRANT;
    assertIssued(200, post(form));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "Application/X-WWW-Form-URLEncoded",
        "application/x-www-form-urlencoded;charset=UTF-8",
        "application/x-www-form-urlencoded ; charset=utf-8",
        "application/x-www-form-urlencoded\t;charset=utf-8",
        "application/x-www-form-urlencoded;",
        "application/x-www-form-urlencoded; charset=ISO-8859-1"
      })
  void bodyOfTypeForm_isRead(String type) {
    String form = "client_id=app&client_secret=" + SECRET + "&" + GRANT;
    assertIssued(200, endpoint().answer(request(List.of(), type, "", form)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "application/json",
        "text/plain;charset=UTF-8",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencodedx",
        "application/x-www-form-urlencoded, application/json",
        "x application/x-www-form-urlencoded"
      })
  void bodyOfOtherType_isBadRequest(String type) {
    String form = "client_id=app&client_secret=" + SECRET + "&" + GRANT;
    String expected = invalidRequest("The body must be of the type " + FORM + ".");
    assertBad(expected, endpoint().answer(request(List.of(), type, "", form)));
  }

  @Test // half a second each, before anybody had shown a secret, as a pattern read it
  @Timeout(10)
  void typeOfMillionSpaces_costsNothing() {
    String expected = invalidRequest("The body must be of the type " + FORM + ".");
    for (String space : List.of(" ", "\t", ";", "; ")) {
      String type = "a" + space.repeat(1_000_000) + "b";
      assertBad(expected, endpoint().answer(request(List.of(), type, "", GRANT)));
    }
  }

  @ParameterizedTest // section 3.2: no parameter twice
  @ValueSource(
      strings = {
        "grant_type=client_credentials",
        "client_id=app",
        "client_secret=",
        "scope=a&scope=a",
        "scope=&scope=",
        "x=1&x=2",
        "x&x",
        "=1&=2",
        "%78=1&x=1"
      })
  void repeatedParameter_isBadRequest(String again) {
    assertBad(NO_FORM, app("&" + GRANT + "&" + again));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x=%", "x=%4", "x=%zz", "%=1", "x=%-1"})
  void brokenEncoding_isBadRequest(String broken) {
    assertBad(NO_FORM, app("&" + GRANT + "&" + broken));
  }

  @Test
  void invalidUtf8_isBadRequest() {
    byte[] latin =
        ("client_id=app&client_secret=x&y=\u00e9")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertBad(NO_FORM, endpoint().answer(new IssueRequest(List.of(), FORM, "", latin)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "grant_type=client_credentials",
        "client_id=app",
        "client_secret=SECRET",
        "client_id=app&client_secret=",
        "client_id=&client_secret=SECRET"
      })
  void formWithoutIdAndSecret_isNoClient(String form) {
    IssueReply reply = post(form.replace("SECRET", SECRET));
    assertRefused(401, Reason.MISSING, NOT_SHOWN, CHALLENGE, reply);
  }

  // Both

  @Test // section 2.3: not more than one way
  void headerAndForm_areNotMixed() {
    String expected =
        invalidRequest("The client shows its credentials in the header and in the form.");
    for (String form : List.of("client_id=app&client_secret=" + SECRET, "client_secret=x")) {
      assertBad(expected, basic("app", SECRET, GRANT + "&" + form));
      IssueReply other = answer("Bearer x", GRANT + "&" + form);
      assertRefused(401, Reason.MISSING, NOT_SHOWN, CHALLENGE, other);
    }
  }

  @Test // section 3.2.1 lets a client say its id once more
  void sameIdBesideHeader_isAccepted() {
    assertIssued(200, basic("app", SECRET, GRANT + "&client_id=app"));
    assertIssued(200, basic("app", SECRET, GRANT + "&client_id=app&client_secret="));
    String form = GRANT + "&client_id=" + encoded("a:b c");
    assertIssued(200, basic(encoded("a:b c"), encoded(ODD_SECRET), form));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bare", "APP", "app%20"})
  void otherIdBesideHeader_isBadRequest(String id) {
    assertBad(
        invalidRequest("The header and the form name different clients."),
        basic("app", SECRET, GRANT + "&client_id=" + id));
  }

  // Who it is

  @Test
  void wrongSecretAndUnknownClient_areAnsweredAlike() {
    for (String secret : List.of("x", SECRET + "x", SECRET.substring(1), text("bare"), "***")) {
      assertUnknown(basic("app", secret, GRANT));
      assertUnknown(post("client_id=app&client_secret=" + secret + "&" + GRANT));
    }
    for (String id : List.of("App", "app ", " app", "nobody", "client", "*")) {
      assertUnknown(basic(id, SECRET, GRANT));
      assertUnknown(post("client_id=" + encoded(id) + "&client_secret=" + SECRET + "&" + GRANT));
    }
  }

  @Test
  void emptyIdOrSecretInHeader_isUnknown() {
    assertUnknown(basic("", SECRET, GRANT));
    assertUnknown(basic("app", "", GRANT));
    assertUnknown(basic("", "", GRANT));
  }

  @Test
  void noClients_makeEveryClientUnknown() {
    clients.clear();
    assertUnknown(basic("app", SECRET, GRANT));
  }

  @Test
  void secretDecodedTwice_isUnknown() {
    assertUnknown(basic(encoded("a:b c"), encoded(encoded(ODD_SECRET)), GRANT));
  }

  @Test
  void client_isCheckedBeforeGrantAndScope() {
    assertUnknown(basic("app", "x", "grant_type=password&scope=y"));
  }

  // What for

  @Test
  void missingGrantType_isBadRequest() {
    String expected = invalidRequest("grant_type is missing.");
    assertBad(expected, app(""));
    assertBad(expected, app("&grant_type="));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "authorization_code",
        "refresh_token",
        "Client_Credentials",
        "client_credentials+",
        "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer"
      })
  void anotherGrantType_isNotSupported(String type) {
    String expected = error("unsupported_grant_type", "Only client_credentials is supported.");
    assertBad(expected, app("&grant_type=" + type));
  }

  @ParameterizedTest
  @CsvSource({
    "orders:read, orders:read",
    "orders%3Aread, orders:read",
    "orders:write+orders:read, orders:read orders:write",
    "orders:write%20%20orders:read, orders:read orders:write",
    "orders:read+orders:read, orders:read",
    "orders:read+, orders:read"
  })
  void requestedScopesOfClient_areGranted(String wish, String given) {
    JsonNode answer = assertIssued(200, app("&" + GRANT + "&scope=" + wish));
    assertEquals(given, answer.get("scope").textValue());
    String token = answer.get("access_token").textValue();
    assertEquals(given, payload(token).get("scope").textValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "admin",
        "orders:read+admin",
        "ORDERS:READ",
        "orders:*",
        "orders",
        "orders:read,orders:write",
        "+orders:read",
        "orders:read%00",
        "orders:read%09orders:write",
        "orders:read%0Aadmin",
        "%FF"
      })
  void otherScope_isRefused(String wish) {
    IssueReply reply = app("&" + GRANT + "&scope=" + wish);
    assertRefused(400, Reason.SCOPE, NOT_ITS_SCOPE, "", reply);
  }

  @Test
  void clientWithoutScopes_getsTokenWithoutScopes() {
    JsonNode answer = assertIssued(200, basic("bare", text("bare"), GRANT));
    assertEquals("", answer.get("scope").textValue());
    IssueReply reply = basic("bare", text("bare"), GRANT + "&scope=orders:read");
    assertRefused(400, Reason.SCOPE, NOT_ITS_SCOPE, "", reply);
  }

  private IssueReply ofWorkspace(IssuingAccount workspace, String more) {
    ClientCredentialsEndpoint endpoint =
        new ClientCredentialsEndpoint(
            () -> clients, name -> workspace, TokenHistory.NONE, "api", clock);
    String form = "client_id=app&client_secret=" + SECRET + "&" + GRANT + more;
    return endpoint.answer(request(List.of(), FORM, "", form));
  }

  @Test
  void tokenThatServerWouldNotTake_isTooLarge() {
    IssuingRules rules =
        new IssuingRules(Duration.ofMinutes(5), Duration.ofHours(1), List.of(), 400);
    IssuingAccount workspace = EndpointFixture.account(TestIssuer.withDefaults().issuer(), rules);
    add("app", SECRET, "acme", "short", "s".repeat(400));
    assertIssued(200, ofWorkspace(workspace, "&scope=short"));
    String body = invalidRequest("The token would be longer than this server accepts.");
    assertRefused(413, Reason.BODY, body, "", ofWorkspace(workspace, ""));
  }

  @Test // where settings are read this stops the start
  void tokenThatIssuerWouldRefuse_isNotIssued() {
    IssuingAccount workspace =
        EndpointFixture.account(TestIssuer.withDefaults().required("email"), "acme");
    String body =
        error(
            "invalid_scope",
            "No token is issued: the token would be refused here: the required claim 'email' is"
                + " missing.");
    assertRefused(400, Reason.SCOPE, body, "", ofWorkspace(workspace, ""));
  }

  @Test
  void noLiveKey_throws() {
    TestIssuer dead = TestIssuer.withDefaults().keys(Keys.dated("main", null, null, NOW));
    ClientCredentialsEndpoint endpoint =
        new ClientCredentialsEndpoint(
            () -> clients,
            name -> EndpointFixture.account(dead, name),
            TokenHistory.NONE,
            "api",
            clock);
    String form = "client_id=app&client_secret=" + SECRET + "&" + GRANT;
    assertThrows(
        IllegalStateException.class, () -> endpoint.answer(request(List.of(), FORM, "", form)));
  }

  @Test
  void lifetimeOfRules_isAnsweredAndSigned() {
    IssuingRules rules = new IssuingRules(Duration.ofSeconds(77), Duration.ofDays(1), List.of());
    IssuingAccount account = EndpointFixture.account(TestIssuer.withDefaults().issuer(), rules);
    ClientCredentialsEndpoint endpoint =
        new ClientCredentialsEndpoint(
            () -> clients, name -> account, TokenHistory.NONE, "api", clock);
    String form = "client_id=app&client_secret=" + SECRET + "&" + GRANT;
    JsonNode answer = assertIssued(200, endpoint.answer(request(List.of(), FORM, "", form)));
    assertEquals(77, answer.get("expires_in").intValue());
    long exp = payload(answer.get("access_token").textValue()).get("exp").longValue();
    assertEquals(NOW.getEpochSecond() + 77, exp);
  }

  @Test
  void body_isReadUpTo64KiB() {
    String start = "client_id=app&client_secret=" + SECRET + "&" + GRANT + "&pad=";
    assertEquals(200, post(start + "x".repeat(65_536 - start.length())).answer().status());
    assertEquals(413, post(start + "x".repeat(65_537 - start.length())).answer().status());
  }

  @Test // requirement 25
  void replyAndCredentials_areNotShown() {
    IssueReply reply = app("&" + GRANT);
    String token = EndpointFixture.assertIssued(200, reply).get("access_token").textValue();
    assertFalse(reply.toString().contains(token), reply::toString);
    String refused = basic("app", "x-not-to-be-shown", GRANT).toString();
    assertTrue(refused.startsWith("Refused[answer=HttpAnswer[401, "), refused);
    assertFalse(refused.contains("x-not-to-be-shown"), refused);
  }

  @Test
  void clientsWithSameValues_areEqual() {
    Client app = clients.get("app");
    SharedKey secret = app.secret();
    SharedKey other = clients.get("bare").secret();
    assertEquals(app, new Client("app", secret, "acme", app.scopes()));
    assertNotEquals(app, new Client("b", secret, "acme", app.scopes()));
    assertNotEquals(app, new Client("app", other, "acme", app.scopes()));
    assertNotEquals(app, new Client("app", secret, "globex", app.scopes()));
    assertNotEquals(app, new Client("app", secret, "acme", Set.of("orders:read")));
  }
}
