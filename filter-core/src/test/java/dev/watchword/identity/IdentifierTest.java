package dev.watchword.identity;

import static dev.watchword.identity.IdentifierFixture.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.IssuerLookup;
import dev.watchword.token.KeyRing;
import dev.watchword.token.Reason;
import dev.watchword.token.TokenHistory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a signed token names, and what else of the request counts beside it. */
class IdentifierTest {
  private static final String MANY = "a".repeat(256);

  private final IdentifierFixture desk = new IdentifierFixture();

  /** A good token that names no user yet. */
  private static Tokens unnamed() {
    return Tokens.good().without("sub");
  }

  private static String withClaims(String json) {
    long exp = Tokens.SOON.getEpochSecond();
    String rest = json.equals("{}") ? "}" : "," + json.substring(1);
    return unnamed().rawPayload("{\"exp\":" + exp + rest).text();
  }

  private static String alice(Object... more) {
    return body(more).replaceFirst("^\\{,?", "{\"userJWT\":\"" + Tokens.goodText() + "\",");
  }

  // Claim against request: Fogbender's rules, without the hole that a claim sub makes in them

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "\"Alice\"|\"Alice\"|signed",
        "\"Alice\"|\"alice\"|mismatch",
        "\"Alice\"|\"Alice \"|mismatch",
        "\"Alice\"|\"\"|mismatch",
        "\"Alice\"|null|mismatch",
        "null|\"Alice\"|mismatch",
        "null|null|signed",
        "\"\\u00e9\"|\"e\\u0301\"|mismatch",
        "\"1\"|1|mismatch",
        "1|1|signed",
        "1|1.0|mismatch",
        "1|1e0|mismatch",
        "0|-0.0|mismatch",
        "100000000000000000000|100000000000000000000|signed",
        "100000000000000000000|1e20|mismatch",
        "true|true|signed",
        "true|\"true\"|mismatch",
        "true|1|mismatch",
        "[\"a\",1]|[\"a\",1]|signed",
        "[\"a\"]|\"a\"|mismatch",
        "[]|{}|mismatch",
        "{\"a\":{\"b\":1},\"c\":2}|{\"c\":2,\"a\":{\"b\":1}}|signed",
        "{\"a\":{\"b\":1}}|{\"a\":{\"b\":2}}|mismatch"
      })
  void claim_mustEqualRequestValueInTypeToo(String claim, String said, String outcome) {
    for (String name : List.of("userName", "email", "undeclared", "iat2", "role")) {
      String token = Tokens.good().rawClaim(name, claim).text();
      String request = "{\"userJWT\":\"" + token + "\",\"" + name + "\":" + said + "}";
      assertEquals(outcome, IdentifierFixture.inAWord(desk.ask(request)), name);
    }
  }

  @Test // with Fogbender nothing else is compared once sub is
  void subThatAgrees_doesNotHideClaimThatDoesNot() {
    String token =
        Tokens.good().claim("userId", "alice").claim("customerId", "acme").claim("iat", 1).text();
    desk.identified(body("userJWT", token, "userId", "alice", "customerId", "acme"));
    desk.refused(
        Reason.MISMATCH, body("userJWT", token, "userId", "alice", "customerId", "globex"));
    desk.refused(Reason.MISMATCH, body("userJWT", token, "iat", 2));
    desk.refused(Reason.MISMATCH, body("userJWT", token, "sub", "bob"));
  }

  @Test
  void requestWithoutClaim_doesNotContradictIt() {
    String token = Tokens.good().claim("name", "Alice").claim("email", "a@x.example").text();
    Identity identity = desk.identified(body("userJWT", token));
    assertEquals(Map.of("name", "Alice", "email", "a@x.example"), identity.trusted());
  }

  // Who it is

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"sub\":\"alice\"}|alice",
        "{\"userId\":\"alice\"}|alice",
        "{\"user_id\":\"alice\"}|alice",
        "{\"external_id\":\"alice\"}|alice",
        "{\"sub\":\"alice\",\"userId\":\"alice\",\"user_id\":\"alice\",\"external_id\":\"alice\"}"
            + "|alice",
        "{\"userId\":\" Alice \"}| Alice ",
        "{\"userId\":\"alice\",\"email\":\"bob@x.example\"}|alice",
        "{\"email\":\"alice@x.example\"}|alice@x.example"
      },
      ignoreLeadingAndTrailingWhitespace = false)
  void claims_nameUser(String claims, String user) {
    Identity identity = desk.identified(body("userJWT", withClaims(claims)));
    assertEquals(Assurance.SIGNED, identity.assurance());
    assertEquals(Optional.of(user), identity.user());
    assertEquals(Optional.empty(), identity.unverifiedUser());
    assertEquals("default", identity.issuer());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":\"alice\"}",
        "{\"id\":\"alice\"}",
        "{\"user\":{\"id\":\"alice\"}}",
        "{\"sub\":\"alice\",\"userId\":\"bob\"}",
        "{\"sub\":\"alice\",\"userId\":\"Alice\"}",
        "{\"sub\":\"alice\",\"user_id\":null}",
        "{\"userId\":\"alice\",\"external_id\":1}",
        "{\"userId\":\"1\",\"external_id\":1}",
        "{\"userId\":1}",
        "{\"userId\":null}",
        "{\"userId\":true}",
        "{\"userId\":[\"alice\"]}",
        "{\"userId\":{\"id\":\"alice\"}}",
        "{\"userId\":\"\"}",
        "{\"userId\":\"  \"}",
        "{\"userId\":\"a\\u0000\"}",
        "{\"userId\":\"a\\u0085\"}",
        "{\"email\":\"alice\"}",
        "{\"email\":\"alice@x.example\",\"email_verified\":false}",
        "{\"email\":\"@\\u0007\"}",
        "{\"email\":[\"alice@x.example\"]}",
        "{\"userEmail\":\"alice@x.example\"}"
      })
  void claimsThatDoNotNameOneUser_nameNoUser(String claims) {
    desk.refused(Reason.CLAIM, body("userJWT", withClaims(claims)));
  }

  @ParameterizedTest // an id that is there and bad is no reason to look at the address
  @ValueSource(strings = {"1", "null", "\"\"", "\"a\\n\""})
  void badId_isNotReplacedByAddress(String id) {
    String claims = "{\"userId\":" + id + ",\"email\":\"alice@x.example\"}";
    desk.refused(Reason.CLAIM, body("userJWT", withClaims(claims)));
  }

  @Test
  void id_hasAtMost256Characters() {
    Identity identity =
        desk.identified(body("userJWT", unnamed().claim("userId", MANY).text(), "userId", MANY));
    assertEquals(Optional.of(MANY), identity.user());
    desk.refused(Reason.CLAIM, body("userJWT", unnamed().claim("userId", MANY + "a").text()));
  }

  @ParameterizedTest
  @CsvSource({
    "userId, alice, signed",
    "userId, bob, mismatch",
    "userId, Alice, mismatch",
    "sub, bob, mismatch",
    "external_id, bob, mismatch",
    "user_id, bob, signed"
  })
  void requestThatNamesAnotherUser_isRefused(String member, String said, String outcome) {
    String request = body("userJWT", Tokens.goodText(), member, said);
    assertEquals(outcome, IdentifierFixture.inAWord(desk.ask(request)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "true", "[\"alice\"]", "{\"id\":\"alice\"}"})
  void idOfAnotherType_isAnotherUser(String json) {
    String start = "{\"userJWT\":\"" + Tokens.goodText() + "\",\"userId\":";
    desk.refused(Reason.MISMATCH, start + json + "}");
  }

  @Test // requirement 67: Surge's user_id "serves no purpose" beside a signed token
  void userIdBesideSignedToken_isIgnoredAndNamed() {
    for (Object said : new Object[] {"bob", "alice", 1, null}) {
      Identity identity = desk.identified(body("token", Tokens.goodText(), "user_id", said));
      assertEquals(Optional.of("alice"), identity.user());
      assertEquals(Map.of("user_id", IgnoredAttribute.TOKEN_NAMES_THE_USER), identity.ignored());
    }
  }

  @Test
  void signedUserId_isComparedLikeAnyClaim() {
    String token = unnamed().claim("user_id", "alice").text();
    desk.identified(body("intercom_user_jwt", token, "user_id", "alice"));
    desk.refused(Reason.MISMATCH, body("intercom_user_jwt", token, "user_id", "bob"));
    desk.refused(Reason.MISMATCH, body("intercom_user_jwt", token, "user_id", 1));
  }

  @Test // whose id is not signed must not choose one
  void addressInToken_doesNotLetPageChooseId() {
    String token = unnamed().claim("email", "alice@x.example").text();
    for (String id : List.of("userId", "sub", "external_id")) {
      desk.refused(Reason.MISMATCH, body("featurebaseJwt", token, id, "bob"));
    }
    desk.refused(Reason.MISMATCH, body("featurebaseJwt", token, "email", "bob@x.example"));
    Identity identity = desk.identified(body("featurebaseJwt", token, "userId", "alice@x.example"));
    assertEquals(Optional.of("alice@x.example"), identity.user());
  }

  // Attributes

  @Test
  void attribute_countsAsItsPolicySays() {
    String token =
        Tokens.good().claim("email", "a@x.example").claim("name", "Alice").claim("plan", 1).text();
    Identity identity =
        desk.identified(
            body(
                "userJWT",
                token,
                "name",
                "Alice",
                "role",
                "admin",
                "locale",
                "de",
                "age",
                7,
                "userEmail",
                null));
    assertEquals(Map.of("email", "a@x.example", "name", "Alice"), identity.trusted());
    assertEquals(Map.of("locale", "de"), identity.untrusted());
    Map<String, IgnoredAttribute> ignored =
        Map.of(
            "role", IgnoredAttribute.NOT_SIGNED,
            "userEmail", IgnoredAttribute.NOT_SIGNED,
            "age", IgnoredAttribute.NOT_DECLARED,
            "plan", IgnoredAttribute.NOT_DECLARED);
    assertEquals(ignored, identity.ignored());
  }

  @Test
  void spellingThatIsNearlyDeclared_isUndeclared() {
    Identity identity =
        desk.identified(
            alice("Email", "x", "EMAIL", "x", "email ", "x", "e\u200bmail", "x", "", 1));
    assertEquals(Map.of(), identity.trusted());
    assertEquals(Map.of(), identity.untrusted());
    assertEquals(5, identity.ignored().size(), identity.ignored()::toString);
  }

  @Test
  void attributeInsideAnother_isNoAttribute() {
    Identity identity =
        desk.identified(alice("user", Map.of("email", "x", "id", "bob"), "user.id", "bob"));
    assertEquals(Optional.of("alice"), identity.user());
    assertEquals(Map.of(), identity.trusted());
    assertEquals(Map.of(), identity.untrusted());
  }

  @Test
  void undeclaredKnownMembers_areNotReportedAsIgnored() {
    Identity identity =
        desk.identified(alice("appId", "1", "app_id", "1", "organization", "o", "widgetId", "w"));
    assertEquals(Map.of(), identity.ignored());
  }

  @Test
  void identity_showsNoValue() {
    Identity identity = desk.identified(alice("name", "hunter2", "email", "hunter2"));
    assertFalse((identity + "" + identity.ignored()).contains("hunter2"), identity::toString);
    assertFalse(identity.toString().contains("alice"), identity::toString);
  }

  // Proofs

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userJWT",
        "featurebaseJwt",
        "intercom_user_jwt",
        "jwtToken",
        "ssoToken",
        "token",
        "jwt"
      })
  void token_isReadUnderEveryVendorsName(String name) {
    assertEquals(Optional.of("alice"), desk.identified(body(name, Tokens.goodText())).user());
    for (Object bad : new Object[] {null, "", " ", "\t\n", 1, true, List.of(Tokens.goodText())}) {
      desk.refused(Reason.CREDENTIALS, body(name, bad));
    }
    desk.refused(Reason.MALFORMED, body(name, " " + Tokens.goodText()));
    desk.refused(Reason.MALFORMED, body(name, "Bearer " + Tokens.goodText()));
    String other = name.equals("jwt") ? "token" : "jwt";
    for (Object second : new Object[] {Tokens.goodText(), "", null}) {
      String two = body(name, Tokens.goodText(), other, second);
      desk.refused(Reason.SEVERAL_TOKENS, two);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"userjwt", "USERJWT", "userJWT ", "JWT", "Token", "userPaseto", "wpk"})
  void nameSimilarToProofField_isNoProof(String name) {
    desk.refused(Reason.MISSING, body(name, Tokens.goodText(), "userId", "alice"));
  }

  @Test
  void requestWithoutProof_isRefusedThoughItNamesUser() {
    desk.refused(Reason.MISSING, "{}");
    desk.refused(Reason.MISSING, body("userId", "alice", "user_id", "alice", "sub", "alice"));
    desk.refused(Reason.MISSING, body("user", Map.of("userJWT", Tokens.goodText())));
  }

  @Test
  void badToken_isRefusedForReasonOfVerifier() {
    desk.refused(Reason.SIGNATURE, body("userJWT", Tokens.good().tampered()));
    desk.refused(Reason.SIGNATURE, body("userJWT", Tokens.good().signedBy("stranger").text()));
    desk.refused(Reason.MALFORMED, body("userJWT", Tokens.good().unsigned()));
    desk.refused(Reason.ALGORITHM, body("userJWT", Tokens.good().algorithm("none").text()));
    desk.refused(Reason.TYPE, body("userJWT", Tokens.good().header("typ", "dpop+jwt").text()));
    String over = Tokens.good().expiringAt(Tokens.NOW.minusSeconds(31)).text();
    desk.refused(Reason.EXPIRED, body("userJWT", over));
    String twice = "{\"exp\":" + Tokens.SOON.getEpochSecond() + ",\"sub\":\"a\",\"sub\":\"b\"}";
    desk.refused(Reason.PAYLOAD, body("userJWT", Tokens.good().rawPayload(twice).text()));
  }

  @Test // RFC 9068 section 2.2: an OAuth client's sub is the client
  void clientsToken_namesNoUser() {
    for (Object client : new Object[] {"robot", "alice", "", null, 1}) {
      String token = Tokens.good().header("typ", "at+jwt").claim("client_id", client).text();
      desk.refused(Reason.KIND, body("userJWT", token));
    }
  }

  @Test
  void faultInRules_isRefusal() {
    Identifier broken =
        new Identifier(
            TestIssuer::standardVerifier,
            name -> {
              throw new IllegalStateException("secret");
            },
            TokenHistory.NONE,
            new IdentityCounts());
    IdentityRequest request =
        new IdentityRequest(Map.of("userJWT", Tokens.goodText()), List.of(), IssuerFilter.ANY);
    assertEquals(
        "java.lang.IllegalStateException",
        IdentifierFixture.assertRefused(Reason.FAULT, broken.identify(request, Tokens.NOW))
            .detail());
  }

  // Several issuers

  private static IdentifierFixture two() {
    KeyRing ring =
        new KeyRing(
            List.of(
                TestIssuer.withDefaults().name("acme").keys(Keys.named("acme", "a")).issuer(),
                TestIssuer.withDefaults().name("globex").keys(Keys.named("globex", "g")).issuer()),
            IssuerLookup.REQUEST,
            null);
    return new IdentifierFixture().ring(ring);
  }

  @ParameterizedTest
  @CsvSource({
    "acme, acme, a, signed",
    "globex, acme, a, unknown_key",
    "acme, globex, a, signature",
    "globex, globex, a, unknown_key",
    "globex, globex, g, signed",
    "globex, acme, g, signature",
    "initech, acme, a, unknown_issuer",
    "'', acme, a, unknown_issuer"
  })
  void tokenOfAnotherTenant_isRefused(String picked, String secret, String kid, String outcome) {
    IdentifierFixture desk = two().picking(picked);
    String token = Tokens.good().signedBy(secret).kid(kid).text();
    assertEquals(
        outcome, IdentifierFixture.inAWord(desk.ask(body("userJWT", token, "widgetId", secret))));
  }

  @Test
  void rules_areThoseOfIssuerThatSigned() {
    IdentityRules open =
        new IdentityRules(List.of("name"), List.of(), List.of("email"), IdentityHashRules.OFF);
    IdentifierFixture desk = two().rules("acme", open);
    String said = Tokens.good().claim("name", "Al").signedBy("acme").kid("a").text();
    Identity acme = desk.picking("acme").identified(body("userJWT", said, "email", "x"));
    assertEquals(Optional.of("Al"), acme.user());
    assertEquals(Map.of("email", "x"), acme.untrusted());
    String token = Tokens.good().claim("name", "Al").signedBy("globex").kid("g").text();
    Identity globex = desk.picking("globex").identified(body("userJWT", token, "email", "x"));
    assertEquals(Optional.of("alice"), globex.user());
    assertEquals(Map.of(), globex.untrusted());
  }
}
