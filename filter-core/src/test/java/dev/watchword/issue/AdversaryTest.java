package dev.watchword.issue;

import static dev.watchword.issue.EndpointFixture.request;
import static dev.watchword.issue.EndpointFixture.shown;
import static dev.watchword.issue.EndpointFixture.text;
import static dev.watchword.testing.Tokens.NOW;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestData;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Issuer;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenHistory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Requirements 46, 63 and 64: whatever somebody tries at an endpoint that issues tokens is refused
 * in that endpoint's own shape, and nothing of the request comes back.
 */
class AdversaryTest {
  /** Stands in requests, and so must not stand in any answer. */
  private static final String CANARY = "canary7Qx";

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String GRANT = "grant_type=client_credentials";
  private static final SharedKey SIGNING = shown("acmesigning");
  private static final SharedKey HASHING = shown("acme hashing");
  private static final Client APP = new Client("app", shown("app"), "acme", Set.of("read"));
  private static final Client OTHER =
      new Client("other", shown("other"), "globex", Set.of("write"));

  private final TestClock clock = new TestClock();
  private final List<IssuingAccount> accounts = List.of(acme(), globex());
  private final SignaturesEndpoint signatures = new SignaturesEndpoint(() -> known(true), clock);
  private final UserTokensEndpoint userTokens = new UserTokensEndpoint(() -> known(false), clock);
  private final ClientCredentialsEndpoint token =
      new ClientCredentialsEndpoint(
          () -> Map.of("app", APP, "other", OTHER),
          name -> accounts.get(name.equals("acme") ? 0 : 1),
          TokenHistory.NONE,
          "api",
          clock);

  private static IssuingAccount acme() {
    Issuer issuer = TestIssuer.withDefaults().name("acme").keys(SIGNING).issuer();
    SharedKey ended = ended("acme workspace before");
    SharedKey endedKey = ended("acme api key before");
    return new IssuingAccount(
        issuer,
        IssuingRules.DEFAULT,
        List.of(shown("acme workspace"), ended),
        List.of(shown("acme api key"), endedKey),
        List.of(HASHING));
  }

  private static IssuingAccount globex() {
    return EndpointFixture.account(
        TestIssuer.withDefaults().keys(shown("globexsigning")), "globex");
  }

  private static SharedKey ended(String word) {
    return new SharedKey(word, null, text(word).getBytes(UTF_8), SIGNING.algorithms(), null, NOW);
  }

  private SecretLookup<IssuingAccount> known(boolean atSignatures) {
    return new SecretLookup<>(
        accounts, atSignatures ? IssuingAccount::secrets : IssuingAccount::apiKeys);
  }

  private record Attack(String name, IssueRequest request, int status) {}

  private static IssueRequest by(String secret, byte[] body) {
    return new IssueRequest(List.of("Bearer " + secret), "application/json", path(), body);
  }

  private static IssueRequest by(String secret, String body) {
    return by(secret, body.getBytes(UTF_8));
  }

  private static String path() {
    return "/" + CANARY + "/tokens";
  }

  /** Secrets and other things that open something else, if anything. */
  private static List<String> foreignSecrets() {
    return List.of(
        text("nobody"),
        text("app"),
        text("acme signing"),
        text("globex signing"),
        text("acme hashing"),
        "wpk_" + CANARY + "0123456789abcdef",
        Tokens.goodText(),
        Tokens.good().secret(text("acme signing").getBytes(UTF_8)).text(),
        SIGNING.fingerprint(),
        "app:" + text("app"),
        "' or '1'='1",
        "x".repeat(65_000));
  }

  /** Bodies that are not one strict object. */
  private static List<byte[]> badBodies(String member) {
    String good = "{" + member + "}";
    return List.of(
        "".getBytes(UTF_8),
        ("{" + member + "," + member + "}").getBytes(UTF_8),
        ("{" + member + ",\"x\":{\"a\":1,\"a\":2}}").getBytes(UTF_8),
        ("{" + member + ",\"x\":" + "[".repeat(32_000) + "]".repeat(32_000) + "}").getBytes(UTF_8),
        ("{" + member + ",\"x\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "}")
            .getBytes(UTF_8),
        ("{" + member + ",\"x\":1" + "0".repeat(60_000) + "}").getBytes(UTF_8),
        ("{" + member + ",\"x\":\"\u00e9\"}").getBytes(ISO_8859_1),
        good.getBytes(java.nio.charset.StandardCharsets.UTF_16),
        ("\ufeff" + good).getBytes(UTF_8),
        (good + CANARY).getBytes(UTF_8),
        (CANARY + "=" + good).getBytes(UTF_8),
        manyMembers(member).getBytes(UTF_8));
  }

  private static String manyMembers(String member) {
    StringBuilder body = new StringBuilder("{" + member);
    for (int i = 0; i < 1000; i++) {
      body.append(",\"m").append(i).append("\":0");
    }
    return body.append('}').toString();
  }

  private static void secrets(List<Attack> attacks, List<String> more, int status, String body) {
    List<String> all = new ArrayList<>(foreignSecrets());
    all.addAll(more);
    for (String secret : all) {
      attacks.add(new Attack("secret " + all.indexOf(secret), by(secret, body), status));
    }
    attacks.add(new Attack("no secret", request(List.of(), "", path(), body), status));
    List<String> two = List.of("Bearer " + text("nobody"), "Bearer " + text("acme workspace"));
    attacks.add(new Attack("two secrets", request(two, "", path(), body), status));
  }

  private static void bodies(List<Attack> attacks, String secret, String member) {
    List<byte[]> bodies = badBodies(member);
    for (int i = 0; i < bodies.size(); i++) {
      attacks.add(new Attack("body " + i, by(secret, bodies.get(i)), 400));
    }
  }

  @TestFactory
  Stream<DynamicTest> attacksOnSignatures_areRefused() {
    String user = "\"userId\":\"" + CANARY + "\"";
    String secret = text("acme workspace");
    List<Attack> attacks = new ArrayList<>();
    secrets(
        attacks,
        List.of(text("acme api key"), text("globex api key"), text("acme workspace before")),
        403,
        "{" + user + "}");
    bodies(attacks, secret, user);
    for (String smuggled :
        List.of(
            "\"exp\":9999999999",
            "\"exp\":null",
            "\"iss\":\"globex\"",
            "\"scope\":\"admin\"",
            "\"scopes\":[\"admin\"]",
            "\"roles\":[\"admin\"]",
            "\"visitor\":true",
            "\"sub\":\"bob\"",
            "\"kid\":\"k\"",
            "\"alg\":\"none\"",
            "\"" + CANARY + "\":1")) {
      String body = "{" + user + "," + smuggled + "}";
      attacks.add(new Attack(smuggled, by(secret, body), 400));
    }
    return refused(signatures, "\\{\"error\":\\{\"message\":\"[^\"]+\"}}", attacks);
  }

  @TestFactory
  Stream<DynamicTest> attacksOnUserTokens_areRefused() {
    String secret = text("acme api key");
    List<Attack> attacks = new ArrayList<>();
    secrets(
        attacks,
        List.of(text("acme workspace"), text("globex workspace"), text("acme api key before")),
        401,
        "{}");
    bodies(attacks, secret, "\"duration_seconds\":60");
    for (String smuggled :
        List.of(
            "\"exp\":9999999999",
            "\"sub\":\"bob\"",
            "\"scope\":\"admin\"",
            "\"duration_seconds\":86400",
            "\"duration_seconds\":\"" + CANARY + "\"",
            "\"" + CANARY + "\":1")) {
      attacks.add(new Attack(smuggled, by(secret, "{" + smuggled + "}"), 422));
    }
    for (String path : List.of("", "/", "/a/" + CANARY + "/tokens", "/a\n" + CANARY + "/tokens")) {
      IssueRequest request = request(List.of("Bearer " + secret), "", path, "{}");
      attacks.add(new Attack("path " + path.length(), request, 404));
    }
    String shape =
        "\\{\"error\":\\{\"type\":\"[a-z_]+\",\"message\":\"[^\"]+\"(,\"detail\":\\{\"[a-z_]+\":\\[\"[^\"]+\"]})?}}";
    return refused(userTokens, shape, attacks);
  }

  @TestFactory
  Stream<DynamicTest> attacksOnToken_areRefused() {
    List<Attack> attacks = new ArrayList<>();
    List<String> secrets = new ArrayList<>(foreignSecrets());
    secrets.remove(text("app"));
    secrets.addAll(List.of(text("other"), text("acme workspace"), text("acme api key"), ""));
    for (String secret : secrets) {
      String name = "secret " + secrets.indexOf(secret);
      String basic = Base64.getEncoder().encodeToString(("app:" + secret).getBytes(UTF_8));
      IssueRequest request = request(List.of("Basic " + basic), FORM, "", GRANT);
      attacks.add(new Attack(name + ", basic", request, 401));
      attacks.add(new Attack(name + ", bearer", form("Bearer " + secret, GRANT), 401));
    }
    String app = "client_id=app&client_secret=" + text("app") + "&" + GRANT;
    for (String scope : List.of("write", "read+write", "admin", CANARY)) {
      attacks.add(new Attack("scope " + scope, form(null, app + "&scope=" + scope), 400));
    }
    for (String more :
        List.of(
            "client_id=app",
            "client_id=other",
            "client_secret=" + CANARY,
            "grant_type=" + CANARY,
            "scope=read&scope=write",
            CANARY + "=1&" + CANARY + "=2",
            CANARY + "=%")) {
      attacks.add(new Attack(more, form(null, app + "&" + more), 400));
    }
    attacks.add(new Attack("grant", form(null, app.replace(GRANT, "grant_type=" + CANARY)), 400));
    attacks.add(new Attack("JSON", request(List.of(), "application/json", "", "{}"), 400));
    byte[] latin = (app + "&x=\u00e9").getBytes(ISO_8859_1);
    attacks.add(new Attack("not UTF-8", new IssueRequest(List.of(), FORM, "", latin), 400));
    String shape = "\\{\"error\":\"[a-z_]+\",\"error_description\":\"[^\"]+\"}";
    return refused(token, shape, attacks);
  }

  private static IssueRequest form(String authorization, String body) {
    return request(authorization == null ? List.of() : List.of(authorization), FORM, "", body);
  }

  private static Stream<DynamicTest> refused(
      Endpoint endpoint, String shape, List<Attack> attacks) {
    return attacks.stream()
        .map(attack -> dynamicTest(attack.name, () -> assertRefused(endpoint, shape, attack)));
  }

  private static void assertRefused(Endpoint endpoint, String shape, Attack attack) {
    IssueReply reply = endpoint.answer(attack.request);
    assertEquals(attack.status, reply.answer().status(), reply.answer()::body);
    assertTrue(EndpointFixture.reason(reply) != null, "no reason");
    assertTrue(reply.answer().body().matches(shape), reply.answer()::body);
    assertTrue(TestData.parse(reply.answer().body()).isObject());
    String said = reply.answer().body() + reply;
    assertFalse(said.contains(CANARY), said);
    assertFalse(said.contains("eyJ"), said);
    assertFalse(attack.request.toString().contains(CANARY), attack.request::toString);
    for (String field : attack.request.authorization()) {
      String secret = field.substring(field.indexOf(' ') + 1);
      assertFalse(secret.length() > 5 && said.contains(secret), said);
    }
  }

  @TestFactory
  Stream<DynamicTest> rightSecretAtEachEndpoint_isIssuedToken() {
    String user = "{\"userId\":\"" + CANARY + "\"}";
    return Stream.of(
        dynamicTest(
            "signatures",
            () ->
                EndpointFixture.assertIssued(
                    200, signatures.answer(by(text("acme workspace"), user)))),
        dynamicTest(
            "user tokens",
            () ->
                EndpointFixture.assertIssued(
                    201, userTokens.answer(by(text("acme api key"), "{}")))),
        dynamicTest(
            "token",
            () ->
                EndpointFixture.assertIssued(
                    200,
                    token.answer(
                        form(null, "client_id=app&client_secret=" + text("app") + "&" + GRANT)))));
  }

  @TestFactory // or a few slow clients without a secret would hold every thread of the server
  Stream<DynamicTest> bodyOfUnauthenticatedRequest_isNotRead() {
    String basic = "Basic " + Base64.getEncoder().encodeToString("app:wrong".getBytes(UTF_8));
    return Stream.of(
        unread("/signatures", signatures, "Bearer " + text("nobody"), 403),
        unread("/users/{id}/tokens", userTokens, "Bearer " + text("nobody"), 401),
        unread("/token", token, basic, 401));
  }

  private static DynamicTest unread(String name, Endpoint endpoint, String shown, int status) {
    IssueRequest request =
        new IssueRequest(
            List.of(shown),
            FORM,
            path(),
            () -> {
              throw new AssertionError("the body was read");
            });
    return dynamicTest(
        name, () -> assertEquals(status, endpoint.answer(request).answer().status()));
  }
}
