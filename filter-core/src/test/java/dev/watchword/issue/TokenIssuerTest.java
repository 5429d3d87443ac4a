package dev.watchword.issue;

import static dev.watchword.issue.EndpointFixture.header;
import static dev.watchword.issue.EndpointFixture.names;
import static dev.watchword.issue.EndpointFixture.payload;
import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.testing.Keys;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Caller;
import dev.watchword.token.TokenKind;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 63 and 64: the issuer alone says who signs, for whom, from when, and until when. */
class TokenIssuerTest {
  private static final Set<String> RESERVED = IssuingRules.RESERVED;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TestClock clock = new TestClock();

  private TokenIssuer issuing(TestIssuer issuer) {
    return new TokenIssuer(issuer::issuer, IssuingRules.DEFAULT, clock);
  }

  private TokenIssuer standard() {
    return issuing(TestIssuer.withDefaults());
  }

  private String token(TestIssuer issuer) {
    return issuing(issuer).issue("alice", Map.of()).token();
  }

  private static String complaint(TokenIssuer issuer, Map<String, ?> claims, Duration lifetime) {
    return assertThrows(
            IllegalArgumentException.class, () -> issuer.issue("alice", claims, lifetime))
        .getMessage();
  }

  // What the issuer sets

  @Test // requirement 63
  void token_hasClaimsSetByIssuer() {
    TestIssuer issuer =
        TestIssuer.withDefaults().iss("acme").audiences("inbox").keys(Keys.named("main", "k1"));
    String token = token(issuer);
    JsonNode header = header(token);
    assertEquals(Set.of("alg", "typ", "kid"), Set.copyOf(names(header)));
    assertEquals("HS256", header.get("alg").textValue());
    assertEquals("widget+jwt", header.get("typ").textValue());
    assertEquals("k1", header.get("kid").textValue());
    JsonNode payload = payload(token);
    assertEquals(
        new TreeSet<>(Set.of("sub", "iss", "aud", "iat", "nbf", "exp", "jti")),
        new TreeSet<>(names(payload)));
    assertEquals("alice", payload.get("sub").textValue());
    assertEquals("acme", payload.get("iss").textValue());
    assertEquals("inbox", payload.get("aud").textValue());
    assertEquals(NOW.getEpochSecond(), payload.get("iat").longValue());
    assertEquals(NOW.getEpochSecond(), payload.get("nbf").longValue());
    assertEquals(NOW.getEpochSecond() + 300, payload.get("exp").longValue());
  }

  @Test
  void issuerWithoutIssAndAud_signsNeither() {
    JsonNode payload = payload(token(TestIssuer.withDefaults()));
    assertEquals(
        new TreeSet<>(Set.of("sub", "iat", "nbf", "exp", "jti")), new TreeSet<>(names(payload)));
    assertFalse(header(token(TestIssuer.withDefaults())).has("kid"));
  }

  @Test
  void severalAudiences_areListedInOrder() {
    JsonNode payload = payload(token(TestIssuer.withDefaults().audiences("c", "a", "b")));
    assertEquals("[\"a\",\"b\",\"c\"]", payload.get("aud").toString());
  }

  @Test
  void token_isAdmittedAsWidgetTokenOfUser() {
    TestIssuer issuer = TestIssuer.withDefaults().iss("acme").audiences("a", "b");
    Caller caller = assertAdmitted(issuer.verifier().verify(token(issuer), NOW));
    assertEquals("widget:default/alice", caller.id());
    assertEquals(TokenKind.WIDGET, caller.kind());
  }

  @ParameterizedTest
  @CsvSource({"WIDGET, widget+jwt", "SIGNED, JWT"})
  void kind_standsInHeader(TokenKind kind, String typ) {
    String token = standard().ofKind(kind).issue("alice", Map.of()).token();
    assertEquals(typ, header(token).get("typ").textValue());
  }

  @Test
  void clockBetweenTwoSeconds_givesWholeDatesNotAhead() {
    clock.pass(Duration.ofMillis(999));
    TokenIssuer.Issued issued = standard().issue("alice", Map.of());
    assertEquals(NOW.getEpochSecond(), payload(issued.token()).get("iat").longValue());
    assertEquals(NOW.plusSeconds(300), issued.expiresAt());
  }

  @Test // or whoever asks for a token gets one that is refused
  void tokenLongerThanVerifierTakes_isError() {
    TestIssuer issuer = TestIssuer.withDefaults();
    int length = token(issuer).length();
    assertEquals(length, ofLength(length).issue("alice", Map.of()).token().length());
    assertEquals(
        "the token would be refused here: the token is longer than watchword.tokensize allows",
        complaint(ofLength(length - 1), Map.of(), SECOND));
  }

  private TokenIssuer ofLength(int tokenSize) {
    IssuingRules rules = new IssuingRules(SECOND, SECOND, List.of(), tokenSize);
    return new TokenIssuer(TestIssuer.withDefaults()::issuer, rules, clock);
  }

  // What a caller may add

  @ParameterizedTest // requirement 63
  @FieldSource("RESERVED")
  void reservedClaim_isError(String claim) {
    String complaint = complaint(standard(), Map.of(claim, "smuggled"), SECOND);
    assertTrue(complaint.startsWith("a claim may not be signed for others"), complaint);
    assertFalse(complaint.contains("smuggled"), complaint);
  }

  @ParameterizedTest // requirement 63
  @FieldSource("RESERVED")
  void reservedClaim_cannotBeAllowed(String claim) {
    List<String> claims = List.of("name", claim);
    assertThrows(
        IllegalArgumentException.class,
        () -> new IssuingRules(SECOND, SECOND, claims),
        "'" + claim + "' is set by the issuer alone");
  }

  @Test
  void reservedNames_areThoseOfRfc7519AndHeaderAndSessions() {
    Set<String> names =
        new HashSet<>(Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "kid", "typ", "alg"));
    names.addAll(Set.of("assurance", "unverified_user"));
    assertEquals(names, RESERVED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"visitor", "scope", "roles", "groups", "userId", "Name", "name ", "", "admin"})
  void unlistedClaim_isError(String claim) {
    String complaint = complaint(standard(), Map.of("name", "Alice", claim, "smuggled"), SECOND);
    assertFalse(complaint.contains("smuggled"), complaint);
  }

  @Test
  void noClaimAllowed_isSaid() {
    IssuingRules rules = new IssuingRules(SECOND, SECOND, List.of());
    TokenIssuer issuer = new TokenIssuer(TestIssuer.withDefaults()::issuer, rules, clock);
    assertEquals(
        "a claim may not be signed for others; allowed are none",
        complaint(issuer, Map.of("name", "Alice"), SECOND));
  }

  @Test
  void listedClaims_standAsGiven() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("name", "Zo\u00eb \ud83d\udc24");
    claims.put("email", "alice@example.com");
    claims.put("companies", List.of(Map.of("id", "c1", "monthlySpend", 12L)));
    JsonNode payload = payload(standard().issue("alice", claims).token());
    assertEquals("Zo\u00eb \ud83d\udc24", payload.get("name").textValue());
    assertEquals("alice@example.com", payload.get("email").textValue());
    assertEquals("[{\"id\":\"c1\",\"monthlySpend\":12}]", sorted(payload.get("companies")));
  }

  private static String sorted(JsonNode companies) {
    JsonNode one = companies.get(0);
    return "[{\"id\":%s,\"monthlySpend\":%s}]".formatted(one.get("id"), one.get("monthlySpend"));
  }

  @Test
  void claimOfUnsupportedType_isError() {
    BigInteger beyond = BigInteger.TWO.pow(70);
    assertThrows(
        IllegalArgumentException.class, () -> standard().issue("alice", Map.of("name", beyond)));
  }

  // Who the token speaks for

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sub | sub",
        "userId | userId",
        "userId,email | userId",
        "upn,preferred_username,sub | upn",
      })
  void user_standsInFirstNameClaim(String nameClaim, String written) {
    TestIssuer issuer = TestIssuer.withDefaults().names(nameClaim, "roles", "scope");
    String token = token(issuer);
    assertEquals("alice", payload(token).get(written).textValue());
    assertEquals(written.equals("sub"), payload(token).has("sub"));
    assertEquals("alice", assertAdmitted(issuer.verifier().verify(token, NOW)).getName());
  }

  @Test // requirement 63; Fogbender compares nothing else once there is a sub
  void namedClaim_standsInPlaceOfSub() {
    JsonNode payload =
        payload(standard().naming("userId").issue("alice", Map.of("name", "Alice")).token());
    assertEquals("alice", payload.get("userId").textValue());
    assertFalse(payload.has("sub"));
  }

  @Test
  void claimThatNamesUser_cannotNameAnotherUser() {
    TestIssuer issuer = TestIssuer.withDefaults().names("email", "roles", "scope");
    String token = issuing(issuer).issue("alice", Map.of("email", "bob")).token();
    assertEquals("alice", payload(token).get("email").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", " a ", "Alice", "a/b", "\u00e9", "\ud83d\udc24", "{}", "null"})
  void user_isSignedAsItStands(String user) {
    assertEquals(user, payload(standard().issue(user, Map.of()).token()).get("sub").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", "a\n", "a\0", "\u007f", "a\u0085", "\u2003"})
  void invalidUserName_isError(String user) {
    assertThrows(IllegalArgumentException.class, () -> standard().issue(user, Map.of()));
  }

  @ParameterizedTest // requirement 65: half a character would be signed as a question mark
  @ValueSource(strings = {"\ud83d", "a\udc24", "\udc24\ud83d", "\ud83d\ud83d\udc24"})
  void loneSurrogate_isError(String half) {
    assertThrows(IllegalArgumentException.class, () -> standard().issue(half, Map.of()));
    for (Object value : List.of(half, List.of(half), Map.of(half, 1), List.of(Map.of("a", half)))) {
      String complaint = complaint(standard(), Map.of("name", value), SECOND);
      assertFalse(complaint.contains(half), complaint);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, true", "256, true", "257, false"})
  void userOver256Characters_isRefused(int length, boolean good) {
    String user = "u".repeat(length);
    if (good) {
      assertEquals(user, payload(standard().issue(user, Map.of()).token()).get("sub").textValue());
    } else {
      assertThrows(IllegalArgumentException.class, () -> standard().issue(user, Map.of()));
    }
  }

  // How long

  @ParameterizedTest // requirement 64
  @ValueSource(strings = {"PT1S", "PT1.001S", "PT5M", "PT1H"})
  void lifetimeWithinRules_isSigned(Duration lifetime) {
    TokenIssuer.Issued issued = standard().issue("alice", Map.of(), lifetime);
    JsonNode payload = payload(issued.token());
    long seconds = payload.get("exp").longValue() - payload.get("iat").longValue();
    assertEquals(lifetime.toSeconds(), seconds);
    assertEquals(payload.get("exp").longValue(), issued.expiresAt().getEpochSecond());
  }

  @ParameterizedTest // requirement 64
  @ValueSource(strings = {"PT0.999999999S", "PT0S", "PT-1S", "PT1H0.000000001S", "PT2H", "P9999D"})
  void lifetimeOutsideRules_isError(Duration lifetime) {
    assertEquals(
        "the lifetime must be from 1 s to 3600 s", complaint(standard(), Map.of(), lifetime));
  }

  @Test // requirement 64
  void noRequestedLifetime_isLifetimeOfRules() {
    IssuingRules rules = new IssuingRules(Duration.ofSeconds(7), Duration.ofDays(1), List.of());
    TokenIssuer issuer = new TokenIssuer(TestIssuer.withDefaults()::issuer, rules, clock);
    assertEquals(NOW.plusSeconds(7), issuer.issue("alice", Map.of()).expiresAt());
    assertEquals(rules, issuer.rules());
  }

  @ParameterizedTest
  @CsvSource({
    "PT5M, PT5M, true",
    "PT0.001S, PT1H, true",
    "PT0S, PT1H, false",
    "PT-1S, PT1H, false",
    "PT1H0.001S, PT1H, false"
  })
  void rulesWithLifetimeAboveLongest_cannotBeMade(
      Duration lifetime, Duration longest, boolean good) {
    if (good) {
      assertEquals(longest, new IssuingRules(lifetime, longest, List.of()).longest());
    } else {
      assertThrows(
          IllegalArgumentException.class, () -> new IssuingRules(lifetime, longest, List.of()));
    }
  }

  @Test
  void defaultRules_areFiveMinutesAndOneHour() {
    assertEquals(Duration.ofMinutes(5), IssuingRules.DEFAULT.lifetime());
    assertEquals(Duration.ofHours(1), IssuingRules.DEFAULT.longest());
  }

  // Its id

  @Test // requirement 64
  void id_has128BitsAndComesOnce() {
    TokenIssuer issuer = standard();
    Set<String> ids = new HashSet<>();
    BitSet everOne = new BitSet();
    BitSet everZero = new BitSet();
    for (int i = 0; i < 2000; i++) {
      String id = payload(issuer.issue("alice", Map.of()).token()).get("jti").textValue();
      byte[] bytes = Base64.getUrlDecoder().decode(id);
      assertEquals(16, bytes.length);
      BitSet bits = BitSet.valueOf(bytes);
      everOne.or(bits);
      bits.flip(0, 128);
      everZero.or(bits);
      assertTrue(ids.add(id), "twice: " + id);
    }
    assertEquals(128, everOne.cardinality());
    assertEquals(128, everZero.cardinality());
  }

  // Its key

  @Test
  void newestLiveKey_signs() {
    Instant turn = NOW.plusSeconds(60);
    TestIssuer issuer =
        TestIssuer.withDefaults()
            .keys(Keys.dated("next", "k2", turn, null), Keys.dated("main", "k1", null, turn));
    List<String> kids = new ArrayList<>();
    for (Instant now : List.of(NOW, turn.minusMillis(1), turn)) {
      clock.moveTo(now);
      kids.add(header(token(issuer)).get("kid").textValue());
    }
    assertEquals(List.of("k1", "k1", "k2"), kids);
  }

  @Test
  void secretOfKey_signs() {
    String token = token(TestIssuer.withDefaults());
    String input = token.substring(0, token.lastIndexOf('.'));
    assertArrayEquals(
        Tokens.mac(input, "HmacSHA256", TestSecrets.secret("main")), Tokens.part(token, 2));
  }

  @Test
  void noLiveKey_signsNothing() {
    TestIssuer issuer = TestIssuer.withDefaults().keys(Keys.dated("main", null, null, NOW));
    assertThrows(IllegalStateException.class, () -> token(issuer));
  }

  @Test
  void issuer_isAskedOncePerToken() {
    List<TestIssuer> asked = new ArrayList<>();
    TokenIssuer issuer =
        new TokenIssuer(
            () -> {
              asked.add(TestIssuer.withDefaults());
              return TestIssuer.withDefaults().issuer();
            },
            IssuingRules.DEFAULT,
            clock);
    issuer.issue("alice", Map.of());
    issuer.issue("bob", Map.of());
    assertEquals(2, asked.size());
  }

  // Scopes

  @Test
  void scopes_standInOrderUnderTheirClaimBesideClient() {
    String token =
        standard().ofKind(TokenKind.SIGNED).issueWithScopes("app", Set.of("b", "a")).token();
    JsonNode payload = payload(token);
    assertEquals("a b", payload.get("scope").textValue());
    assertEquals("app", payload.get("client_id").textValue());
    assertEquals("app", payload.get("sub").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"scope", "scp", "access.scopes", "a.b.c"})
  void scopes_areFoundWhereIssuerLooksForThem(String claim) {
    TestIssuer issuer = TestIssuer.withDefaults().names("sub", "roles", claim);
    String token = issuing(issuer).issueWithScopes("app", Set.of("b", "a")).token();
    Caller caller = assertAdmitted(issuer.verifier().verify(token, NOW));
    assertEquals(Set.of("a", "b"), caller.scopes());
  }

  @Test
  void issuedToken_isNotPrinted() {
    TokenIssuer.Issued issued = standard().issue("alice", Map.of());
    assertEquals("Issued[***, 2026-03-01T12:05:00Z]", issued.toString());
    assertTrue(new String(Tokens.part(issued.token(), 1), UTF_8).contains("alice"));
  }
}
