package dev.watchword.identity;

import static dev.watchword.identity.IdentifierFixture.body;
import static dev.watchword.identity.IdentifierFixture.hash;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.http.RequestFacts;
import dev.watchword.identity.IdentityHashRules.Mode;
import dev.watchword.issue.IssueReply;
import dev.watchword.issue.IssueRequest;
import dev.watchword.json.StrictJson;
import dev.watchword.testing.Keys;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.IssuerLookup;
import dev.watchword.token.KeyRing;
import dev.watchword.token.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts at an identity that one should not get. */
class IdentityAttacksTest {
  private final IdentifierFixture desk = IdentifierFixture.withHashes(Mode.ACCEPT);

  @ParameterizedTest // requirement 65: in UTF-8 it is the question mark of another id
  @ValueSource(strings = {"\\ud800", "\\udc00", "\\udc00\\ud800"})
  void loneSurrogate_isRefusedInId(String half) {
    String mark = half.length() > 6 ? "??" : "?";
    String id = "\"a" + half + "\"";
    String hash = hash("a" + mark);
    desk.identified(body("userId", "a" + mark, "userHMAC", hash));
    desk.refused(Reason.USER, "{\"userId\":" + id + ",\"userHMAC\":\"" + hash + "\"}");
    desk.refused(
        Reason.USER, "{\"user_id\":" + id + ",\"jwt\":\"" + IdentifierFixture.PUBLISHABLE + "\"}");
    String token = Tokens.good().without("sub").rawClaim("userId", id).text();
    desk.refused(Reason.CLAIM, body("jwt", token));
    String company =
        "{\"userId\":\"a\",\"userHMAC\":\""
            + hash("a")
            + "\",\"companyId\":"
            + id
            + ",\"companyHash\":\""
            + hash
            + "\"}";
    desk.refused(Reason.HASH, company);
  }

  @Test
  void characterBeyondFirstPlane_isAcceptedInId() {
    String id = "a\ud83d\ude00";
    assertEquals(id, desk.identified(body("userId", id, "userHMAC", hash(id))).user().get());
  }

  /** What a backend of the workspace gets for its user, in Fogbender's way: one secret for all. */
  private static IssueReply signatures(String json) {
    WatchwordBuilder settings =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .clock(() -> Tokens.NOW)
            .set("watchword.secret", TestSecrets.text("one"))
            .set("watchword.profile", "fogbender");
    try (Watchword watchword = settings.start()) {
      List<String> bearer = List.of("Bearer " + TestSecrets.text("one"));
      return watchword
          .endpoints()
          .signatures()
          .answer(new IssueRequest(bearer, "", "", json.getBytes(UTF_8)));
    }
  }

  @Test // the token would be that of somebody else
  void loneSurrogate_isNotSigned() {
    assertEquals(200, signatures("{\"userId\":\"a?\"}").answer().status());
    assertEquals(400, signatures("{\"userId\":\"a\\ud800\"}").answer().status());
    assertEquals(400, signatures("{\"userId\":\"\\udc00\"}").answer().status());
    assertEquals(200, signatures("{\"userId\":\"\\ud83d\\ude00\"}").answer().status());
  }

  private static IdentifierFixture whereTheIssuerSourceIsDown() {
    KeyRing ring =
        new KeyRing(
            List.of(TestIssuer.withDefaults().issuer()),
            IssuerLookup.REQUEST,
            selector -> {
              throw new IllegalStateException("down");
            });
    return IdentifierFixture.withHashes(Mode.ACCEPT).ring(ring).picking("acme");
  }

  @Test // design 6: never 401, or clients would log out
  void unavailableIssuerSource_isNotCountedAsBadProof() {
    IdentifierFixture down = whereTheIssuerSourceIsDown();
    down.refused(Reason.UNAVAILABLE, body("jwt", Tokens.goodText()));
    down.refused(Reason.UNAVAILABLE, body("userId", "alice", "userHMAC", hash("alice")));
    down.refused(
        Reason.UNAVAILABLE, body("jwt", IdentifierFixture.PUBLISHABLE, "user_id", "alice"));
  }

  @Test // somebody must learn where the value went
  void companyWithoutHash_isUnverified() {
    Identity identity =
        desk.identified(
            body("userId", "alice", "userHMAC", hash("alice"), "companyId", "acme", "unix_ts", 1));
    assertEquals(Map.of(), identity.trusted());
    assertEquals(
        Map.of(
            "companyId", IgnoredAttribute.NOT_DECLARED, "unix_ts", IgnoredAttribute.NOT_DECLARED),
        identity.ignored());
  }

  @Test // the proved address wins over another one deeper in the request
  void verifiedAttribute_isNotUnverifiedToo() {
    IdentityRules loose =
        new IdentityRules(
            List.of("userId"),
            List.of(),
            List.of("email", "companyId"),
            IdentifierFixture.accepting(Mode.ACCEPT, null, Keys.key(IdentifierFixture.HASHES))
                .legacy());
    IdentifierFixture desk = new IdentifierFixture().rules("default", loose);
    String mail = "alice@x.example";
    Identity identity =
        desk.identified(
            body(
                "email",
                mail,
                "email_hash",
                hash(mail),
                "company_id",
                "acme",
                "companyHash",
                hash("acme"),
                "user",
                Map.of("email", "eve@x.example", "companyId", "evil")));
    assertEquals(Map.of("email", mail, "companyId", "acme"), identity.trusted());
    assertEquals(Map.of(), identity.untrusted());
  }

  @Test // requirement 68: with one secret for everything a token's MAC is a hash of its text
  void macOfToken_isNoIdentityHash() {
    IdentityRules rules = IdentifierFixture.accepting(Mode.ACCEPT, null, Keys.key("main"));
    IdentifierFixture oneSecret = new IdentifierFixture().rules("default", rules);
    String token = Tokens.goodText();
    String signingInput = token.substring(0, token.lastIndexOf('.'));
    String mac = HexFormat.of().formatHex(Tokens.part(token, 2));
    assertEquals(mac, hash("main", signingInput));
    oneSecret.refused(Reason.HASH, body("userId", signingInput, "userHMAC", mac));
    String company =
        body(
            "userId",
            "alice",
            "userHash",
            hash("main", "alice"),
            "companyId",
            signingInput,
            "companyHash",
            mac);
    oneSecret.refused(Reason.HASH, company);
    for (String name : List.of("john.doe", "ezra.smith", "eyJ.x", "a.b.c", "eyJhbGciOiJI", ".")) {
      oneSecret.identified(body("userId", name, "userHMAC", hash("main", name)));
    }
  }

  @Test // a user who chooses their own name could choose the text of an admin's token
  void hashOverTokenText_isNotMade() {
    for (String header : List.of("{\"alg\":\"HS256\"}", " {\"alg\":\"HS256\"}\n", "{}")) {
      String text = Tokens.base64(header) + "." + Tokens.base64("{\"userId\":\"boss\"}");
      assertEquals(400, signatures(body("userId", text)).answer().status());
    }
    for (String name : List.of("john.doe", "ezra.smith", "e30", "e30.e30.e30", "alice")) {
      assertEquals(200, signatures(body("userId", name)).answer().status());
    }
  }

  @Test
  void removedKey_provesNothing() {
    IdentifierFixture before =
        new IdentifierFixture().ring(TestIssuer.withDefaults().keys(Keys.key("old")).ring());
    String token = body("jwt", Tokens.good().signedBy("old").text());
    before.identified(token);
    before.identified(token);
    before.ring(TestIssuer.withDefaults().keys(Keys.key("new")).ring());
    before.refused(Reason.SIGNATURE, token);
  }

  @Test // as many as a body holds
  void manyMembersAndDeepOnes_areReadOrRefused() {
    StringBuilder json = new StringBuilder("{\"jwt\":\"" + Tokens.goodText() + "\"");
    for (int i = 0; i < 999; i++) {
      json.append(",\"Aa").append(i).append("\":[[[[]]]]");
    }
    Identity identity = desk.identified(json + "}");
    assertEquals(999, identity.ignored().size());
  }

  @Test
  void nestedUser_namesNoOtherUser() {
    Map<String, Object> user =
        Map.of("id", "alice", "userId", "bob", "userJWT", "x", "email", "e", "sub", "bob");
    Identity identity = desk.identified(body("user", user, "hash", hash("alice")));
    assertEquals("alice", identity.user().get());
    assertEquals(Map.of(), identity.untrusted());
  }

  @Test // a publishable token under a token's name is read as nothing else
  void publishableTokenWithMac_isNotVerified() {
    String signed = Tokens.sign("wpk_.e30", "HmacSHA256", TestSecrets.secret("main"));
    desk.refused(Reason.PUBLISHABLE, body("jwt", signed, "user_id", "alice"));
    desk.refused(Reason.PUBLISHABLE, body("jwt", "wpk_", "user_id", "alice"));
    desk.refused(Reason.PUBLISHABLE, body("jwt", "wpk_" + "a".repeat(60_000), "user_id", "alice"));
  }

  @Test
  void hashThatIsLongInBytes_isJustWrong() {
    String hex = "\u0660".repeat(64); // Arabic digits
    desk.refused(Reason.HASH, body("userId", "alice", "userHMAC", hex));
    assertEquals(128, hex.getBytes(UTF_8).length);
  }

  private static Map<String, Object> read(String json) {
    return StrictJson.read(json.getBytes(UTF_8));
  }

  private static String hashUnder(String text, String user) {
    return HexFormat.of().formatHex(Tokens.mac(user, "HmacSHA256", text.getBytes(UTF_8)));
  }

  @Test // threat model: rotating the secret of hashes ends them all
  void secretOfHashes_endsWithItsFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("hashes"), TestSecrets.text("leaked"));
    WatchwordBuilder settings =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .clock(() -> Tokens.NOW)
            .set("watchword.secret", TestSecrets.text("main"))
            .set("watchword.identity.legacy", "accept")
            .set("watchword.identity.secret.location", file.toString());
    try (Watchword watchword = settings.start()) {
      String leaked = hashUnder(TestSecrets.text("leaked"), "alice");
      String fresh = hashUnder(TestSecrets.text("fresh"), "alice");
      assertEquals("legacy_hmac", ask(watchword, leaked));
      assertEquals("hash", ask(watchword, fresh));
      Files.writeString(file, TestSecrets.text("fresh"));
      watchword.refresh();
      assertEquals("hash", ask(watchword, leaked));
      assertEquals("legacy_hmac", ask(watchword, fresh));
      Files.writeString(file, "");
      watchword.refresh();
      assertEquals("legacy_hmac", ask(watchword, fresh), "a bad file changes nothing");
    }
  }

  private static String ask(Watchword watchword, String hash) {
    Map<String, Object> members = read(body("userId", "alice", "userHMAC", hash));
    IdentityRequest request = new IdentityRequest(members, List.of(), IssuerFilter.ANY);
    return IdentifierFixture.inAWord(watchword.identifier().identify(request, Tokens.NOW));
  }

  @Test // a hash of 64 digits is not guessed, but the ids and secrets of others might be
  void guesses_areCountedWithBadTokens() {
    WatchwordBuilder settings =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .clock(() -> Tokens.NOW)
            .set("watchword.secret", TestSecrets.text("main"))
            .set("watchword.limit.failures", "3/1m")
            .set("watchword.rules", "identify")
            .set("watchword.rule.identify", "POST /identify own");
    try (Watchword watchword = settings.start()) {
      RequestFacts facts = Requests.post("/identify").facts();
      List<Reason> free = List.of(Reason.USER, Reason.SEVERAL_TOKENS, Reason.ORIGIN, Reason.BODY);
      for (Reason reason : free) {
        for (int i = 0; i < 5; i++) {
          assertNotEquals(429, watchword.guard().refuse(facts, reason, "", "").status());
        }
      }
      for (Reason reason : List.of(Reason.HASH, Reason.MISMATCH, Reason.SIGNATURE)) {
        assertEquals(401, watchword.guard().refuse(facts, reason, "", "").status());
      }
      assertEquals(429, watchword.guard().refuse(facts, Reason.HASH, "", "").status());
      assertEquals(429, watchword.guard().refuse(facts, Reason.PUBLISHABLE, "", "").status());
      assertEquals(400, watchword.guard().refuse(facts, Reason.USER, "", "").status());
    }
  }

  @Test // a source must not give the rules of one tenant to another
  void issuerFromSource_acceptsNoHashes() {
    KeyRing ring =
        new KeyRing(
            List.of(TestIssuer.withDefaults().issuer()),
            IssuerLookup.REQUEST,
            selector -> TestIssuer.withDefaults().name(selector).keys(Keys.key("theirs")).issuer());
    IdentifierFixture source =
        IdentifierFixture.withHashes(Mode.ACCEPT)
            .rules("acme", IdentifierFixture.DEFAULT)
            .ring(ring)
            .picking("acme");
    String theirs = body("jwt", Tokens.good().signedBy("theirs").text());
    assertEquals("acme", source.identified(theirs).issuer());
    source.refused(Reason.SIGNATURE, body("jwt", Tokens.goodText()));
    source.refused(Reason.HASH, body("userId", "alice", "userHMAC", hash("alice")));
    IdentifierFixture named = source.picking("default");
    named.refused(Reason.SIGNATURE, theirs);
    KeyRing impostor =
        new KeyRing(
            List.of(TestIssuer.withDefaults().issuer()),
            IssuerLookup.REQUEST,
            selector -> TestIssuer.withDefaults().keys(Keys.key("theirs")).issuer());
    source.ring(impostor).picking("acme").refused(Reason.UNAVAILABLE, theirs);
  }

  @Test // everything that says who it is, in one request, in every order
  void allProofsAtOnce_areRefused() {
    String all =
        body(
            "userId",
            "alice",
            "userHMAC",
            hash("alice"),
            "token",
            IdentifierFixture.PUBLISHABLE,
            "userJWT",
            Tokens.goodText(),
            "user_id",
            "alice");
    desk.refused(Reason.SEVERAL_TOKENS, all);
  }
}
