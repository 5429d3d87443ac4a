package dev.watchword.issue;

import static dev.watchword.issue.EndpointFixture.header;
import static dev.watchword.issue.EndpointFixture.payload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Issuer;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.Reason;
import dev.watchword.token.SharedKey;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A session says what was proved and nothing else, and its own issuer admits it. */
class SessionTokensTest {
  private static final IssuingRules RULES =
      new IssuingRules(
          Duration.ofMinutes(15), Duration.ofMinutes(15), List.of("email", "name", "companies"));

  private static SessionTokens tokens(TestIssuer issuer) {
    return new SessionTokens(issuer.issuer(), RULES, Tokens.NOW.plusMillis(300));
  }

  private static String issued(SessionReply reply) {
    SessionReply.Issued issued =
        assertInstanceOf(SessionReply.Issued.class, reply, reply::toString);
    assertEquals(Duration.ofMinutes(15), issued.lifetime());
    assertFalse(issued.toString().contains(issued.token()));
    return issued.token();
  }

  private static void assertRefused(Reason reason, String detail, SessionReply reply) {
    SessionReply.Refused refused = assertInstanceOf(SessionReply.Refused.class, reply);
    assertEquals(reason, refused.rejection().reason());
    assertEquals(detail, refused.rejection().detail());
  }

  @Test
  void session_hasProvedAttributesThatRulesAllow() {
    Map<String, Object> proved = new HashMap<>(Map.of("email", "a@b", "role", "admin", "exp", 9));
    proved.put("name", null);
    String token = issued(tokens(TestIssuer.withDefaults()).ofUser("u1", "signed", proved));
    assertEquals("widget+jwt", header(token).get("typ").textValue());
    JsonNode claims = payload(token);
    assertEquals(
        List.of("assurance", "email", "exp", "iat", "jti", "name", "nbf", "sub"),
        EndpointFixture.names(claims).stream().sorted().toList());
    assertEquals("u1", claims.get("sub").textValue());
    assertEquals("signed", claims.get("assurance").textValue());
    assertEquals(Tokens.NOW.getEpochSecond(), claims.get("iat").longValue());
    assertEquals(Tokens.NOW.getEpochSecond() + 900, claims.get("exp").longValue());
    assertTrue(claims.get("name").isNull());
  }

  @Test
  void visitorsSession_namesNoCaller() {
    TestIssuer issuer = TestIssuer.withDefaults().iss("https://a.example").audiences("x", "y");
    JsonNode claims = payload(issued(tokens(issuer).ofVisitor("bob", "publishable")));
    assertEquals("bob", claims.get("unverified_user").textValue());
    assertEquals("publishable", claims.get("assurance").textValue());
    assertEquals("https://a.example", claims.get("iss").textValue());
    assertEquals("[\"x\",\"y\"]", claims.get("aud").toString());
    assertFalse(claims.has("sub"));
  }

  @Test
  void user_standsInFirstNameClaim() {
    TestIssuer issuer = TestIssuer.withDefaults().names("userId,sub", "roles", "scope");
    JsonNode claims = payload(issued(tokens(issuer).ofUser("u1", "legacy_hmac", Map.of())));
    assertEquals("u1", claims.get("userId").textValue());
    assertFalse(claims.has("sub"));
  }

  @Test
  void newestLiveKey_signs() {
    SharedKey old = key("old", null, "2026-12-01T00:00:00Z");
    SharedKey now = key("now", "2026-02-01T00:00:00Z", null);
    SharedKey next = key("next", "2026-06-01T00:00:00Z", null);
    TestIssuer issuer = TestIssuer.withDefaults().keys(next, now, old);
    String token = issued(tokens(issuer).ofVisitor("bob", "publishable"));
    assertEquals("now", header(token).get("kid").textValue());
    TestIssuer later = TestIssuer.withDefaults().keys(next);
    assertRefused(
        Reason.UNAVAILABLE,
        "nothing can be signed now: no key is live",
        tokens(later).ofVisitor("bob", "publishable"));
  }

  private static SharedKey key(String name, String from, String until) {
    return new SharedKey(
        name,
        name,
        TestSecrets.secret(name),
        Set.of(MacAlgorithm.HS256),
        from == null ? null : Instant.parse(from),
        until == null ? null : Instant.parse(until));
  }

  @Test
  void sessionThatIssuerWouldRefuse_isNotIssued() {
    Issuer issuer = TestIssuer.withDefaults().required("email").issuer();
    assertRefused(
        Reason.CLAIM,
        "no session begins: the token would be refused here: the required claim 'email' is missing",
        new SessionTokens(issuer, RULES, Tokens.NOW).ofUser("u1", "signed", Map.of()));
    IssuingRules small = new IssuingRules(RULES.lifetime(), RULES.lifetime(), RULES.claims(), 256);
    assertRefused(
        Reason.TOO_LONG,
        "no session begins: the token would be refused here: the token is longer than"
            + " watchword.tokensize allows",
        new SessionTokens(issuer, small, Tokens.NOW)
            .ofUser("u1", "signed", Map.of("email", "a".repeat(200))));
  }

  static Stream<Object> valuesThatCannotBeSigned() {
    return Stream.of(new BigInteger("9".repeat(30)), List.of(Map.of("a", new Object())));
  }

  @ParameterizedTest
  @MethodSource("valuesThatCannotBeSigned")
  void valueThatCannotBeSigned_isRefused(Object value) {
    assertRefused(
        Reason.CLAIM,
        "an attribute has a value that cannot be signed",
        tokens(TestIssuer.withDefaults()).ofUser("u1", "signed", Map.of("companies", value)));
  }

  @Test
  void halfACharacter_isRefused() {
    for (Object half : Arrays.asList("\ud800", List.of("\udc00"), Map.of("\ud800", "x"))) {
      assertRefused(
          Reason.CLAIM,
          "an attribute holds half a character",
          tokens(TestIssuer.withDefaults()).ofUser("u1", "signed", Map.of("name", half)));
    }
  }
}
