package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.Tokens.SOON;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.MACVerifier;
import dev.watchword.testing.Keys;
import dev.watchword.testing.TestData;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What we sign is what others, and we, can verify. */
class TokenSignerTest {
  private static final Map<String, Object> CLAIMS = Map.of("sub", "alice", "exp", SOON);

  private static String sign(TestIssuer issuer) {
    return new TokenSigner(issuer.issuer()).sign(TokenKind.SIGNED, CLAIMS, NOW);
  }

  private static JsonNode json(String token, int part) {
    return TestData.parse(new String(Tokens.part(token, part), StandardCharsets.UTF_8));
  }

  @Test // by the JDK's HMAC alone
  void macOfSignedToken_isAsInRfc7515() {
    String token = sign(TestIssuer.withDefaults());
    String input = token.substring(0, token.lastIndexOf('.'));
    assertArrayEquals(
        Tokens.mac(input, "HmacSHA256", TestSecrets.secret("main")), Tokens.part(token, 2));
    assertEquals("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", sorted(json(token, 0)));
    assertEquals(
        "{\"exp\":" + SOON.getEpochSecond() + ",\"sub\":\"alice\"}", sorted(json(token, 1)));
  }

  private static String sorted(JsonNode object) {
    Map<String, String> members = new java.util.TreeMap<>();
    object
        .properties()
        .forEach(member -> members.put(member.getKey(), member.getValue().toString()));
    StringBuilder json = new StringBuilder();
    members.forEach((name, value) -> json.append(",\"" + name + "\":" + value));
    return "{" + json.substring(1) + "}";
  }

  @Test
  void signedToken_isVerifiedByNimbus() throws Exception {
    JWSObject token = JWSObject.parse(sign(TestIssuer.withDefaults()));
    assertTrue(token.verify(new MACVerifier(TestSecrets.secret("main"))));
    assertFalse(token.verify(new MACVerifier(TestSecrets.secret("another"))));
  }

  @ParameterizedTest
  @EnumSource(TokenKind.class)
  void signedToken_isAdmittedByOurVerifierAsItsKind(TokenKind kind) {
    TestIssuer issuer = TestIssuer.withDefaults();
    String token = new TokenSigner(issuer.issuer()).sign(kind, CLAIMS, NOW);
    Caller caller = assertAdmitted(issuer.verifier().verify(token, NOW));
    assertEquals(kind, caller.kind());
    assertEquals("alice", caller.getName());
    assertEquals(Optional.of(SOON), caller.expiresAt());
  }

  @ParameterizedTest
  @EnumSource(MacAlgorithm.class)
  void keyOfOneAlgorithm_signsByIt(MacAlgorithm algorithm) {
    TestIssuer issuer = TestIssuer.withDefaults().keys(Keys.with("main", algorithm));
    String token = sign(issuer);
    assertEquals(algorithm.name(), json(token, 0).get("alg").textValue());
    assertAdmitted(issuer.verifier().verify(token, NOW));
  }

  @Test
  void keyOfSeveralAlgorithms_signsByHs256() {
    TestIssuer issuer =
        TestIssuer.withDefaults().keys(Keys.with("main", MacAlgorithm.HS512, MacAlgorithm.HS256));
    assertEquals("HS256", json(sign(issuer), 0).get("alg").textValue());
  }

  @Test // requirement 60
  void newestLiveKey_signsAndIsNamed() {
    SharedKey next = Keys.dated("next", "k3", NOW.plusNanos(1), null);
    SharedKey current = Keys.dated("current", "k2", NOW, null);
    SharedKey old = Keys.dated("old", "k1", null, null);
    String token = sign(TestIssuer.withDefaults().keys(next, current, old));
    assertEquals("k2", json(token, 0).get("kid").textValue());
    String input = token.substring(0, token.lastIndexOf('.'));
    assertArrayEquals(
        Tokens.mac(input, "HmacSHA256", TestSecrets.secret("current")), Tokens.part(token, 2));
  }

  @Test
  void keyWithoutId_isNotNamed() {
    assertFalse(json(sign(TestIssuer.withDefaults()), 0).has("kid"));
  }

  @Test
  void noLiveKey_signsNothing() {
    TestIssuer dead = TestIssuer.withDefaults().keys(Keys.dated("main", null, null, NOW));
    IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> sign(dead));
    assertEquals("no live key of issuer 'default'", refusal.getMessage());
  }

  @Test // RFC 7517 section 4.3
  void keyThatOnlyVerifies_signsNothingAndVerifies() {
    SharedKey verifying = Keys.named("next", "k2").onlyVerifying();
    TestIssuer both = TestIssuer.withDefaults().keys(verifying, Keys.named("old", "k1"));
    assertEquals("k1", json(sign(both), 0).get("kid").textValue());
    assertTrue(both.issuer().maySign());
    TestIssuer alone = TestIssuer.withDefaults().keys(verifying);
    assertFalse(alone.issuer().maySign());
    IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> sign(alone));
    assertEquals("no live key of issuer 'default' that may sign", refusal.getMessage());
    String token = Tokens.good().kid("k2").signedBy("next").text();
    assertAdmitted(alone.verifier().verify(token, NOW));
    assertNotEquals(Keys.named("next", "k2"), verifying);
  }

  @Test
  void claimsOfEveryType_comeBackAsTheyWere() {
    Map<String, Object> claims = new LinkedHashMap<>(CLAIMS);
    claims.put("text", "\u00e9\u2028\ud83d\udc24\"\\");
    claims.put("yes", true);
    claims.put("small", 7);
    claims.put("long", 9_000_000_000L);
    claims.put("part", 0.25);
    claims.put("list", List.of("a", 1L, true));
    claims.put("map", Map.of("x", List.of(Map.of("y", "z"))));
    TestIssuer issuer = TestIssuer.withDefaults();
    String token = new TokenSigner(issuer.issuer()).sign(TokenKind.SIGNED, claims, NOW);
    Caller caller = assertAdmitted(issuer.verifier().verify(token, NOW));
    assertEquals(claims.get("text"), caller.claims().get("text"));
    assertEquals(true, caller.claims().get("yes"));
    assertEquals(7L, caller.claims().get("small"));
    assertEquals(9_000_000_000L, caller.claims().get("long"));
    assertEquals(0.25, caller.claims().get("part"));
    assertEquals(claims.get("list"), caller.claims().get("list"));
    assertEquals(claims.get("map"), caller.claims().get("map"));
  }

  @Test
  void claimOfUnsupportedType_isError() {
    TokenSigner signer = new TokenSigner(TestIssuer.withDefaults().issuer());
    assertThrows(
        IllegalArgumentException.class,
        () -> signer.sign(TokenKind.SIGNED, Map.of("odd", new Object()), NOW));
  }

  private static String signWith(String kid, MacAlgorithm algorithm) {
    TestIssuer issuer =
        TestIssuer.withDefaults()
            .keys(
                Keys.named("new", "k2"),
                Keys.named("old", "k1"),
                Keys.with("large", MacAlgorithm.HS512, MacAlgorithm.HS384));
    String token =
        new TokenSigner(issuer.issuer()).with(kid, algorithm).sign(TokenKind.SIGNED, CLAIMS, NOW);
    return assertAdmitted(issuer.verifier().verify(token, NOW)).key()
        + " "
        + json(token, 0).get("alg").textValue();
  }

  @Test
  void keyAndAlgorithm_canBeRequested() {
    assertEquals("new HS256", signWith(null, null));
    assertEquals("old HS256", signWith("k1", null));
    assertEquals("large HS384", signWith(null, MacAlgorithm.HS384));
    assertEquals("large HS512", signWith(null, MacAlgorithm.HS512));
    assertEquals("old HS256", signWith("k1", MacAlgorithm.HS256));
  }

  @Test
  void unavailableKidOrAlgorithm_isErrorThatNamesIt() {
    String start = "no live key of issuer 'default'";
    assertEquals(start + " with the kid 'k9'", refusal("k9", null));
    assertEquals(start + " with the kid 'k1' for HS512", refusal("k1", MacAlgorithm.HS512));
  }

  private static String refusal(String kid, MacAlgorithm algorithm) {
    return assertThrows(IllegalStateException.class, () -> signWith(kid, algorithm)).getMessage();
  }

  @ParameterizedTest // what must never be hashed for somebody with the key of tokens
  @CsvSource(
      nullValues = "-",
      value = {
        "{}, .x, true",
        "{\"alg\":1}, ., true",
        "' {} ', .x, true",
        "{}, '', false",
        "{}, .x.y, false",
        "{}, .x., false",
        "{, .x, false",
        "}, .x, false",
        "[], .x, false",
        "'', .x, false"
      })
  void signingInput_isJsonObjectAndOneFurtherPart(String first, String rest, boolean input) {
    assertEquals(input, TokenSigner.isSigningInput(Tokens.base64(first) + rest));
    assertFalse(TokenSigner.isSigningInput("!" + Tokens.base64(first) + rest));
  }
}
