package dev.watchword.issue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.testing.Keys;
import dev.watchword.testing.TestData;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Issuer;
import dev.watchword.token.Reason;
import dev.watchword.token.SharedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What endpoints are asked in tests, and what is in their replies. */
final class EndpointFixture {
  private EndpointFixture() {}

  /** A body from somebody who shows nothing. */
  static IssueRequest nothing(String body) {
    return request(List.of(), "application/json", "", body);
  }

  /** A body from somebody who shows this secret. */
  static IssueRequest bearer(String secret, String body) {
    return request(List.of("Bearer " + secret), "application/json", "", body);
  }

  static IssueRequest request(List<String> authorization, String type, String path, String body) {
    return new IssueRequest(authorization, type, path, body.getBytes(UTF_8));
  }

  /** The key whose secret is the text of that word, as an operator would set it. */
  static SharedKey shown(String word) {
    return new SharedKey(
        word, null, text(word).getBytes(UTF_8), Keys.key("main").algorithms(), null, null);
  }

  /** What somebody shows who knows the secret of that word. */
  static String text(String word) {
    return TestSecrets.text(word);
  }

  /** An account with the default rules whose secrets are its issuer's name and a purpose. */
  static IssuingAccount account(TestIssuer issuer, String name) {
    return account(issuer.name(name).issuer(), IssuingRules.DEFAULT);
  }

  static IssuingAccount account(Issuer issuer, IssuingRules rules) {
    return new IssuingAccount(
        issuer,
        rules,
        List.of(shown(issuer.name() + " workspace")),
        List.of(shown(issuer.name() + " api key")),
        List.of());
  }

  static JsonNode header(String token) {
    return part(token, 0);
  }

  static JsonNode payload(String token) {
    return part(token, 1);
  }

  private static JsonNode part(String token, int index) {
    return TestData.parse(new String(Tokens.part(token, index), UTF_8));
  }

  static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Why there is no token; null where there is one. */
  static Reason reason(IssueReply reply) {
    return reply instanceof IssueReply.Refused refused ? refused.rejection().reason() : null;
  }

  /** The body of a reply with a token. */
  static JsonNode assertIssued(int status, IssueReply reply) {
    assertEquals(status, reply.answer().status(), reply.answer()::body);
    assertNull(reason(reply));
    return TestData.parse(reply.answer().body());
  }

  /** Fails unless the reply is this and nothing else; {@code headers} as {@code name: value}. */
  static void assertReply(int status, String body, String headers, IssueReply reply) {
    HttpAnswer answer = reply.answer();
    assertEquals(body, answer.body());
    assertEquals(status, answer.status());
    List<Header> more = new ArrayList<>(answer.headers());
    assertTrue(more.remove(new Header("Content-Type", "application/json")));
    assertEquals(
        headers,
        more.stream().map(one -> one.name() + ": " + one.value()).collect(Collectors.joining()));
  }
}
