package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.Tokens.SOON;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application learns of a caller. */
class CallerTest {
  private static Caller callerOf(TestIssuer issuer, Tokens token) {
    return assertAdmitted(issuer.verifier().verify(token.text(), NOW));
  }

  private static Caller callerOf(Tokens token) {
    return callerOf(TestIssuer.withDefaults(), token);
  }

  @Test
  void caller_isNamedAfterSub() {
    Caller caller = callerOf(Tokens.good().claim("iss", "acme"));
    assertEquals("alice", caller.getName());
    assertEquals("default/alice", caller.id());
    assertEquals("Caller[default/alice]", caller.toString());
    assertEquals("default", caller.issuer());
    assertEquals("main", caller.key());
  }

  @Test // or one caller would use up another's limit
  void idsOfTwoCallers_areNeverEqual() {
    Map<String, List<String>> whose = new HashMap<>();
    for (String issuer : List.of("a", "b", "widget", "signed", "widgeta", "insecure")) {
      for (TokenKind kind : TokenKind.values()) {
        for (String name : List.of("b", "a/b", "widget:a/b", "/b", ":", "b/", "%2F", "insecure")) {
          String typ = kind == TokenKind.SIGNED ? "JWT" : "widget+jwt";
          Tokens token = Tokens.good().claim("sub", name).header("typ", typ);
          Caller caller = callerOf(TestIssuer.withDefaults().name(issuer), token);
          List<String> before = whose.put(caller.id(), List.of(issuer, kind.configName(), name));
          assertNull(before, caller::id);
        }
      }
    }
    assertNull(whose.get(Caller.INSECURE.id()));
  }

  @Test
  void idOfWidgetUser_saysSo() {
    Tokens widget = Tokens.good().header("typ", "widget+jwt");
    assertEquals("widget:default/alice", callerOf(widget).id());
    assertEquals("Caller[widget:default/alice]", callerOf(widget).toString());
    assertEquals("insecure", Caller.INSECURE.id());
  }

  @Test
  void callerWithoutSub_isNamedAfterIssElseIssuer() {
    assertEquals("acme", callerOf(Tokens.good().without("sub").claim("iss", "acme")).getName());
    assertEquals("default", callerOf(Tokens.good().without("sub")).getName());
    assertEquals("default/default", callerOf(Tokens.good().without("sub")).id());
    assertFalse(callerOf(Tokens.good().without("sub").claim("iss", "acme")).isNamed());
    assertTrue(callerOf(Tokens.good()).isNamed());
    assertTrue(Caller.INSECURE.isNamed());
  }

  @Test // or all users of a widget would be one caller
  void widgetUser_isNamedAfterUserIdWhereNothingElseNamesIt() {
    Tokens user = Tokens.good().without("sub").claim("userId", "U1");
    assertEquals("default", callerOf(user).getName());
    Tokens widget = user.header("typ", "widget+jwt");
    assertEquals("U1", callerOf(widget).getName());
    assertEquals("default", callerOf(widget.claim("userId", 1)).getName());
    assertEquals("default", callerOf(widget.claim("userId", " ")).getName());
    assertEquals("alice", callerOf(widget.claim("sub", "alice")).getName());
  }

  @Test // or every user would be one caller, for no claim's name has a space
  void nameClaims_areReadWithoutSpacesAroundThem() {
    TestIssuer issuer = TestIssuer.withDefaults().names(" upn , sub ,", "roles", "scope");
    assertEquals("alice", callerOf(issuer, Tokens.good().claim("sub", "alice")).getName());
    assertEquals("upn,sub", issuer.issuer().rules().names().name());
  }

  @Test
  void nameClaim_mayBePath() {
    TestIssuer issuer = TestIssuer.withDefaults().names("user.email", "roles", "scope");
    Tokens token = Tokens.good().claim("user", Map.of("email", "bob@example.com"));
    assertEquals("bob@example.com", callerOf(issuer, token).getName());
    assertEquals("default", callerOf(issuer, Tokens.good().without("user")).getName());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "roles split ,;\"admin, staff,,ops \";admin|staff|ops",
        " roles  split  , ;\"admin,staff\";admin|staff",
        "roles split |;\"a b|c\";a b|c",
        "roles split .;\"a.b\";a|b",
        "roles split ,;[\"a,b\",\"c\"];a,b|c",
        "roles split ,;\" , \";``",
        "roles split ,;7;``",
        "realm.roles split ,;\"a,b\";``",
        "roles;\"admin,staff\";admin,staff"
      })
  void wordsOfOneText_areSeparatedAsClaimSays(String claim, String json, String roles) {
    TestIssuer issuer = TestIssuer.withDefaults().names("sub", claim, claim);
    Caller caller = callerOf(issuer, Tokens.good().rawClaim("roles", json));
    assertEquals(roles, String.join("|", caller.roles()));
    assertEquals(roles, String.join("|", caller.scopes()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "roles split", "roles split ,;", "roles split ", "a  split  "})
  void claimOfWordsThatCannotBeRead_isRefused(String claim) {
    assertThrows(InvalidIssuerException.class, () -> new ClaimNames("sub", claim, "scope"));
    assertThrows(InvalidIssuerException.class, () -> new ClaimNames("sub", "roles", claim));
  }

  @Test
  void spacesInList_areNoPartOfName() {
    TestIssuer issuer =
        TestIssuer.withDefaults().names(" upn , sub,", "roles", "scope").required("jti | exp");
    assertEquals("alice", callerOf(issuer, Tokens.good()).getName());
    assertEquals("bob", callerOf(issuer, Tokens.good().claim("upn", "bob")).getName());
    assertThrows(InvalidIssuerException.class, () -> new ClaimNames(" , ", "roles", "scope"));
    assertThrows(
        InvalidIssuerException.class, () -> TestIssuer.withDefaults().required(" | ").issuer());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://app.example/claims.x | {\"https://app.example/claims\":{\"x\":%s}}",
        "https://app.example/claims.x | {\"https://app.example/claims.x\":%s}",
        "https://app.example/claims.a.b | {\"https://app.example/claims\":{\"a\":{\"b\":%s}}}",
        "a.https://app.example/c.x | {\"a\":{\"https://app.example/c\":{\"x\":%s}}}",
        "resource_access.my.app.roles | {\"resource_access\":{\"my.app\":{\"roles\":%s}}}",
        "a.b | {\"a\":{\"b\":%s}}"
      })
  void parentWithDots_isFoundForNameRolesScopesAndRequiredClaims(String path, String json) {
    String payload = "{\"exp\":1772366700," + json.substring(1);
    String token = Tokens.good().rawPayload(payload.formatted("\"bob\"")).text();
    TokenVerifier verifier =
        TestIssuer.withDefaults().names(path, path, path).required(path).verifier();
    Caller caller = assertAdmitted(verifier.verify(token, NOW));
    assertEquals("bob", caller.getName());
    assertEquals(Set.of("bob"), caller.roles());
    assertEquals(Set.of("bob"), caller.scopes());
    assertEquals("bob", caller.claim(path, String.class).orElseThrow());
    assertRefused(Reason.CLAIM, verifier.verify(Tokens.goodText(), NOW));
  }

  @Test // a claim of the very name comes before the path
  void nameWithDot_mayBeClaimOfThatName() {
    TestIssuer issuer =
        TestIssuer.withDefaults().names("https://acme.example/id", "roles", "scope");
    Tokens token = Tokens.good().claim("https://acme.example/id", "carol");
    assertEquals("carol", callerOf(issuer, token).getName());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[\"a\",\"b\"]|a,b",
        "\"a b\"|a,b",
        "\" a  b \"|a,b",
        "\"a\"|a",
        "[\"a\",\"a\"]|a",
        "[\"a b\"]|a b",
        "[]|``",
        "\"\"|``",
        "\"  \"|``",
        "null|``",
        "7|``",
        "{\"a\":1}|``",
        "[\"a\",7,null,[\"b\"]]|a",
        "\"a,b\"|`a,b`"
      })
  void rolesAndScopes_areReadFromArrayOrWords(String json, String expected) {
    Set<String> words = json.equals("\"a,b\"") ? Set.of("a,b") : Set.copyOf(split(expected));
    assertEquals(words, callerOf(Tokens.good().rawClaim("roles", json)).roles());
    assertEquals(words, callerOf(Tokens.good().rawClaim("scope", json)).scopes());
  }

  private static List<String> split(String words) {
    return words.isEmpty() ? List.of() : Arrays.asList(words.split(","));
  }

  @Test // requirement 34
  void rolesAndScopes_areReadFromConfiguredClaims() {
    TestIssuer issuer = TestIssuer.withDefaults().names("sub", "realm.roles", "scp");
    Tokens token =
        Tokens.good()
            .claim("roles", List.of("admin"))
            .claim("scope", "all")
            .claim("realm", Map.of("roles", List.of("reader")))
            .claim("scp", "orders:read orders:write");
    Caller caller = callerOf(issuer, token);
    assertEquals(Set.of("reader"), caller.roles());
    assertEquals(Set.of("orders:read", "orders:write"), caller.scopes());
  }

  @Test // requirement 34: the words that other systems go by
  void claimThatIsNotConfigured_confersNothing() {
    Tokens token = Tokens.good();
    for (String name :
        List.of(
            "role",
            "Roles",
            "roles ",
            "groups",
            "group",
            "authorities",
            "permissions",
            "scp",
            "scopes",
            "Scope",
            "admin",
            "is_admin",
            "realm_access",
            "resource_access",
            "azp",
            "act",
            "upn",
            "name",
            "preferred_username",
            "email",
            "userId")) {
      token.claim(name, List.of("admin", "all"));
    }
    Caller caller = callerOf(token.claim("realm_access", Map.of("roles", List.of("admin"))));
    assertEquals(Set.of(), caller.roles());
    assertEquals(Set.of(), caller.scopes());
    assertEquals("alice", caller.getName());
  }

  @Test
  void dates_areThoseOfToken() {
    Caller caller = callerOf(Tokens.good().claim("iat", NOW.minusSeconds(1)));
    assertEquals(Optional.of(SOON), caller.expiresAt());
    assertEquals(Optional.of(NOW.minusSeconds(1)), caller.issuedAt());
    assertEquals(Optional.empty(), callerOf(Tokens.good()).issuedAt());
  }

  @Test // requirement 34
  void claim_isGivenByTypeAndNeverConverted() {
    Caller caller =
        callerOf(
            Tokens.good()
                .claim("text", "7")
                .claim("yes", true)
                .claim("small", 7)
                .rawClaim("big", "9223372036854775808")
                .rawClaim("part", "7.5")
                .claim("none", null)
                .claim("list", List.of("a", List.of(1)))
                .claim("map", Map.of("deep", Map.of("er", "x")))
                .claim("", Map.of("", Map.of("x", "y"))));
    assertEquals(Optional.of("7"), caller.claim("text", String.class));
    assertEquals(Optional.empty(), caller.claim("text", Long.class));
    assertEquals(Optional.of(true), caller.claim("yes", Boolean.class));
    assertEquals(Optional.of(7L), caller.claim("small", Long.class));
    assertEquals(Optional.empty(), caller.claim("small", String.class));
    assertEquals(
        Optional.of(new BigInteger("9223372036854775808")), caller.claim("big", BigInteger.class));
    assertEquals(Optional.of(7.5), caller.claim("part", Double.class));
    assertEquals(Optional.empty(), caller.claim("none", Object.class));
    assertEquals(Optional.of(List.of("a", List.of(1L))), caller.claim("list", List.class));
    assertEquals(Optional.of("x"), caller.claim("map.deep.er", String.class));
    assertEquals(Optional.of("y"), caller.claim("..x", String.class));
    assertEquals(Optional.empty(), caller.claim(".x", String.class));
    assertEquals(Optional.empty(), caller.claim("map.deep.er.x", Object.class));
    assertEquals(Optional.empty(), caller.claim("map..er", Object.class));
    assertEquals(Optional.empty(), caller.claim("absent", Object.class));
  }

  @Test
  void claims_areInOrderOfToken() {
    Caller caller = callerOf(Tokens.good().claim("z", 1).claim("a", null));
    assertEquals(List.of("sub", "exp", "z", "a"), new ArrayList<>(caller.claims().keySet()));
  }

  @Test
  void caller_isImmutable() {
    Caller caller =
        callerOf(
            Tokens.good().claim("roles", List.of("a")).claim("map", Map.of("x", List.of("y"))));
    assertThrows(UnsupportedOperationException.class, () -> caller.claims().put("a", 1));
    assertThrows(UnsupportedOperationException.class, () -> caller.roles().add("admin"));
    assertThrows(UnsupportedOperationException.class, () -> caller.scopes().add("all"));
    Map<?, ?> map = caller.claim("map", Map.class).orElseThrow();
    assertThrows(UnsupportedOperationException.class, () -> map.remove("x"));
    assertThrows(UnsupportedOperationException.class, () -> ((List<?>) map.get("x")).remove(0));
  }

  @Test
  void severalNameClaims_nameCallerByFirstPresentOne() {
    TestIssuer issuer = TestIssuer.withDefaults().names("email,sub", "roles", "scope");
    Tokens token = Tokens.good().claim("email", "bob@example.com");
    assertEquals("bob@example.com", callerOf(issuer, token).getName());
    assertEquals("alice", callerOf(issuer, token.without("email")).getName());
    assertEquals("default", callerOf(issuer, token.without("sub")).getName());
  }

  @Test
  void callerWithoutVerifiedToken_isInsecure() {
    assertTrue(Caller.INSECURE.isInsecure());
    assertFalse(callerOf(Tokens.good().claim("sub", "insecure")).isInsecure());
    assertEquals(Set.of(), Caller.INSECURE.roles());
    assertEquals(Map.of(), Caller.INSECURE.claims());
  }

  @Test
  void userId_hasUpTo256CharactersThatHaveBytes() {
    assertTrue(UserId.isGood("x"));
    assertTrue(UserId.isGood("x".repeat(256)));
    assertFalse(UserId.isGood("x".repeat(257)));
    for (String bad : List.of("", " ", "a\nb", "a\u007f", "\ud800", "\udc00a")) {
      assertFalse(UserId.isGood(bad));
    }
    assertTrue(UserId.isGood("\ud83d\udc24"));
  }
}
