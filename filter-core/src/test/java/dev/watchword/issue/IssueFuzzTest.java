package dev.watchword.issue;

import static dev.watchword.issue.EndpointFixture.shown;
import static dev.watchword.issue.EndpointFixture.text;
import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestData;
import dev.watchword.testing.TestIssuer;
import dev.watchword.token.Caller;
import dev.watchword.token.KeyRing;
import dev.watchword.token.TokenHistory;
import dev.watchword.token.TokenVerifier;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Requirements 63 and 80: whatever bytes come, with a right secret or without, a reply comes of
 * them, and what is issued says no more than it may.
 */
class IssueFuzzTest {
  private static final IssuingAccount ACME =
      EndpointFixture.account(TestIssuer.withDefaults().iss("acme").audiences("inbox"), "acme");
  private static final TokenVerifier VERIFIER =
      new TokenVerifier(new KeyRing(List.of(ACME.issuer())), 1_000_000);
  private static final Client APP = new Client("app", shown("app"), "acme", Set.of("read"));
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final TestClock CLOCK = new TestClock();
  private static final Endpoint SIGNATURES =
      new SignaturesEndpoint(() -> known(IssuingAccount::secrets), CLOCK);
  private static final Endpoint USER_TOKENS =
      new UserTokensEndpoint(() -> known(IssuingAccount::apiKeys), CLOCK);
  private static final Endpoint TOKEN =
      new ClientCredentialsEndpoint(
          () -> Map.of("app", APP), name -> ACME, TokenHistory.NONE, "api", CLOCK);

  private static SecretLookup<IssuingAccount> known(
      java.util.function.Function<IssuingAccount, List<dev.watchword.token.SharedKey>> secrets) {
    return new SecretLookup<>(List.of(ACME), secrets);
  }

  private static IssueRequest bearer(String word, String path, byte[] body) {
    return new IssueRequest(List.of("Bearer " + text(word)), "", path, body);
  }

  /** A backend gone mad. */
  @FuzzTest(maxDuration = "60s")
  void body(byte[] data) {
    JsonNode signed = parsed(SIGNATURES.answer(bearer("acme workspace", "", data)));
    if (signed.has("signatures")) {
      JsonNode of = signed.get("signatures");
      Caller caller = admitted(of.get("userJWT").textValue(), Duration.ofMinutes(5));
      assertEquals(of.get("userId").textValue(), caller.claims().get("userId"));
      assertFalse(caller.claims().containsKey("sub"));
    }
    JsonNode user = parsed(USER_TOKENS.answer(bearer("acme api key", "/alice/tokens", data)));
    if (user.has("token")) {
      Caller caller = admitted(user.get("token").textValue(), Duration.ofHours(1));
      assertEquals("alice", caller.getName());
    }
  }

  /** A client gone mad. */
  @FuzzTest(maxDuration = "60s")
  void form(byte[] data) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(("client_id=app&client_secret=" + text("app") + "&").getBytes(ISO_8859_1));
    body.writeBytes("grant_type=client_credentials&scope=".getBytes(ISO_8859_1));
    body.writeBytes(data);
    JsonNode answer =
        parsed(TOKEN.answer(new IssueRequest(List.of(), FORM, "", body.toByteArray())));
    if (answer.has("access_token")) {
      Caller caller = admitted(answer.get("access_token").textValue(), Duration.ofMinutes(5));
      assertEquals("app", caller.getName());
      assertTrue(APP.scopes().containsAll(caller.scopes()), caller.scopes()::toString);
    }
  }

  /** A client without credentials: gets no token. */
  @FuzzTest(maxDuration = "60s")
  void header(byte[] data) {
    String field = new String(data, ISO_8859_1);
    byte[] good = "{\"userId\":\"alice\"}".getBytes(ISO_8859_1);
    for (List<String> fields : List.of(List.of(field), List.of("Basic " + field, field))) {
      IssueRequest request = new IssueRequest(fields, field, field, good);
      for (Endpoint endpoint : List.of(SIGNATURES, USER_TOKENS, TOKEN)) {
        assertTrue(parsed(endpoint.answer(request)).has("error"));
      }
      assertTrue(parsed(TOKEN.answer(new IssueRequest(fields, FORM, "", data))).has("error"));
    }
  }

  /** An id gone mad. */
  @FuzzTest(maxDuration = "60s")
  void path(byte[] data) {
    String user = new String(data, UTF_8);
    IssueRequest request = bearer("acme api key", "/" + user + "/tokens", new byte[] {'{', '}'});
    JsonNode answer = parsed(USER_TOKENS.answer(request));
    if (answer.has("token")) {
      assertEquals(user, admitted(answer.get("token").textValue(), Duration.ofHours(1)).getName());
    }
  }

  private static JsonNode parsed(IssueReply reply) {
    assertEquals(EndpointFixture.reason(reply) == null, reply.answer().status() < 300);
    return TestData.parse(reply.answer().body());
  }

  private static Caller admitted(String token, Duration longest) {
    Caller caller = assertAdmitted(VERIFIER.verify(token, NOW));
    Instant end = caller.expiresAt().orElseThrow();
    assertTrue(end.isAfter(NOW) && !end.isAfter(NOW.plus(longest)), end::toString);
    assertEquals(NOW, caller.issuedAt().orElseThrow());
    assertEquals("acme", caller.claims().get("iss"));
    assertEquals("inbox", caller.claims().get("aud"));
    assertEquals(Set.of(), caller.roles());
    return caller;
  }
}
