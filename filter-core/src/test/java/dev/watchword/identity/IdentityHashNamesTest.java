package dev.watchword.identity;

import static dev.watchword.identity.IdentifierFixture.body;
import static dev.watchword.identity.IdentifierFixture.hash;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.identity.IdentityHashRules.Mode;
import dev.watchword.testing.Keys;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which names identity hashes come, what they are made of, and how they are spelled. */
class IdentityHashNamesTest {
  private static final long STAMP = Tokens.NOW.getEpochSecond();
  private static final String WRONG = "the identity hash is not that of this user";
  private static final String RIGHT_BUT =
      "the identity hash is right but is written with %s; send 64 lower-case hexadecimal digits and"
          + " nothing else";

  private final IdentifierFixture desk = IdentifierFixture.withHashes(Mode.ACCEPT);

  // What a hash was made of

  @Test // requirement 65: the hash that somebody called "victim|SECOND" gets for themselves
  void hashOfIdWithSecond_doesNotPassForAnotherUser() {
    String own = hash("victim|" + STAMP);
    String asVictim = body("user_id", "victim", "unix_ts", STAMP, "user_id_sig", own);
    desk.identified(body("userId", "victim|" + STAMP, "userHash", own));
    assertEquals(
        "no hash is accepted under that name (identity.hashes)",
        desk.refused(Reason.HASH, asVictim).detail());
    IdentifierFixture.withHashesNamed("user_id_sig").identified(asVictim);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user_id_sig,userHash",
        "userHash, user_id_sig",
        "user_id_sig,companyHash",
        "user_id_sig:uid,own"
      })
  void stampedHash_standsAlone(String names) {
    assertEquals(
        "watchword.identity.hashes (test) is wrong: user_id_sig must be the only name: it is also the"
            + " hash of a user called ID|SECOND",
        accepting(names).mistake());
    List<String> list = List.of(names.replace(" ", "").split(","));
    assertThrows(
        IllegalArgumentException.class,
        () -> new IdentityHashRules(Mode.ACCEPT, null, List.of(Keys.key("a")), list));
  }

  @Test // or /signatures would make hashes that pass for stamped ones
  void backend_getsNoPlainHashesWhereHashesAreStamped() {
    String secret = "watchword.workspace.secret";
    SettingsFixture given = accepting("user_id_sig").and(secret, RandomSecrets.good());
    assertEquals(0, given.read().snapshot().tenants().get("default").account().hashKeys().size());
    given = accepting("userHash").and(secret, RandomSecrets.good());
    assertEquals(1, given.read().snapshot().tenants().get("default").account().hashKeys().size());
  }

  @Test
  void memberThatIsHashed_canBeNamed() {
    IdentifierFixture ofMail = IdentifierFixture.withHashesNamed("userHash:email");
    String mail = "a@x.example";
    assertEquals(
        Optional.of(mail), ofMail.identified(body("email", mail, "userHash", hash(mail))).user());
    ofMail.refused(Reason.USER, body("userId", "alice", "userHash", hash("alice")));
    ofMail.refused(Reason.MISMATCH, body("userId", "alice", "email", mail, "userHash", hash(mail)));
  }

  // Names of one's own

  @Test
  void nameOfOnesOwn_isForHashOfWhatNamesUser() {
    IdentifierFixture own = IdentifierFixture.withHashesNamed("identity_hash");
    Identity identity =
        own.identified(body("user_id", "alice", "identity_hash", hash("alice"), "name", "A"));
    assertEquals(Assurance.LEGACY_HMAC, identity.assurance());
    assertEquals(Optional.of("alice"), identity.user());
    assertEquals(Map.of("name", "A"), identity.untrusted());
    assertEquals(Map.of(), identity.ignored());
    own.refused(Reason.HASH, body("user_id", "alice", "identity_hash", hash("bob")));
    own.refused(Reason.HASH, body("user_id", "alice", "identity_hash", ""));
    own.refused(Reason.USER, body("customer_no", "alice", "identity_hash", hash("alice")));
    own.refused(Reason.HASH, body("user_id", "alice", "userHash", hash("alice")));
    own.refused(Reason.MISSING, body("user_id", "alice"));
  }

  @Test
  void memberOfOnesOwn_namesUser() {
    IdentifierFixture own = IdentifierFixture.withHashesNamed("identity_hash:customer.no");
    String request = body("customer", Map.of("no", "c1"), "identity_hash", hash("c1"), "name", "A");
    assertEquals(Optional.of("c1"), own.identified(request).user());
    own.refused(
        Reason.MISMATCH,
        body("customer", Map.of("no", "c1"), "identity_hash", hash("c1"), "user_id", "bob"));
    own.refused(Reason.USER, body("user_id", "alice", "identity_hash", hash("alice")));
  }

  @Test // requirement 66: a proof that fails is not passed over for a lesser one
  void nameOfOnesOwn_isProofBesideOthers() {
    IdentifierFixture own =
        IdentifierFixture.withHashesNamed("identity_hash").from(IdentifierFixture.PAGE);
    String right = hash("alice");
    own.refused(
        Reason.SEVERAL_TOKENS,
        body("sub", "alice", "jwt", Tokens.goodText(), "identity_hash", right));
    own.refused(
        Reason.SEVERAL_TOKENS,
        body("user_id", "alice", "token", IdentifierFixture.PUBLISHABLE, "identity_hash", right));
    own.refused(
        Reason.SEVERAL_TOKENS,
        body("user_id", "alice", "userHash", right, "identity_hash", right)
            .replace("userHash\":\"", "identity_hash2\":\"\",\"jwt\":\"x\",\"userHash\":\""));
    Identification insecure = own.askInsecurely(body("user_id", "alice", "identity_hash", "bad"));
    IdentifierFixture.assertRefused(Reason.HASH, insecure);
  }

  @Test
  void nameOfOnesOwn_isKnownWhereHashesAreOff() {
    IdentityHashRules off =
        new IdentityHashRules(Mode.OFF, null, List.of(), List.of("identity_hash"));
    IdentityRules standard = IdentifierFixture.DEFAULT;
    IdentifierFixture closed =
        new IdentifierFixture()
            .rules(
                "default",
                new IdentityRules(
                    standard.idNames(), standard.signedOnly(), standard.clientOk(), off));
    assertEquals(
        "identity hashes are off for this issuer (identity.legacy)",
        closed
            .refused(Reason.HASH, body("user_id", "alice", "identity_hash", hash("alice")))
            .detail());
  }

  private static SettingsFixture accepting(String names) {
    return SettingsFixture.aSecret()
        .and("watchword.identity.legacy=accept")
        .and("watchword.identity.secret", RandomSecrets.good())
        .and("watchword.identity.hashes", names);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "identity hash, `'identity hash' is no name such as userHash, or identity_hash:user_id`",
        "a:b:c, `'a:b:c' is no name such as userHash, or identity_hash:user_id`",
        "a:, `'a:' is no name such as userHash, or identity_hash:user_id`",
        "a.b, `'a.b' is no name such as userHash, or identity_hash:user_id`",
        "`userHash,userHash:email`, 'userHash:email' stands there twice",
        "`,`, `there is no name, such as userHash`"
      })
  void otherWords_areMistakes(String names, String complaint) {
    assertEquals(
        "watchword.identity.hashes (test) is wrong: " + complaint, accepting(names).mistake());
  }

  @Test
  void namesOfSettings_areThoseOfRules() {
    IdentityHashRules rules =
        accepting("identity_hash:customer_no, userHash")
            .read()
            .snapshot()
            .tenants()
            .get("default")
            .identity()
            .legacy();
    assertEquals(List.of("identity_hash:customer_no", "userHash"), rules.names());
  }

  // A hash that is right but spelled otherwise

  private String whyRefused(String hash) {
    return desk.refused(Reason.HASH, body("userId", "alice", "userHMAC", hash)).detail();
  }

  @Test
  void rightHashSpelledOtherwise_isRefusedWithHint() {
    String right = hash("alice");
    byte[] bytes = HexFormat.of().parseHex(right);
    Base64.Encoder base64 = Base64.getEncoder();
    Base64.Encoder url = Base64.getUrlEncoder();
    List<Map.Entry<String, String>> spelled =
        List.of(
            Map.entry(right.toUpperCase(Locale.ROOT), "capitals"),
            Map.entry(" " + right, "spaces"),
            Map.entry(right + "\r\n", "spaces"),
            Map.entry(right.replaceAll("..", "$0 "), "spaces"),
            Map.entry("sha256=" + right, "sha256="),
            Map.entry("SHA-256:" + right, "sha256="),
            Map.entry("hmac-sha256=" + right, "sha256="),
            Map.entry(
                " sha256= " + right.toUpperCase(Locale.ROOT) + "\n",
                "spaces and sha256= and capitals"),
            Map.entry(base64.encodeToString(bytes), "base64"),
            Map.entry(base64.withoutPadding().encodeToString(bytes), "base64"),
            Map.entry(url.encodeToString(bytes), "base64"),
            Map.entry(
                "sha256=" + url.withoutPadding().encodeToString(bytes), "sha256= and base64"));
    for (Map.Entry<String, String> one : spelled) {
      assertEquals(RIGHT_BUT.formatted(one.getValue()), whyRefused(one.getKey()), one::toString);
    }
  }

  @Test // or the log would send people after the wrong fault
  void wrongHashSpelledOtherwise_getsNoHint() {
    String wrong = hash("bob");
    byte[] bytes = HexFormat.of().parseHex(wrong);
    for (String text :
        List.of(
            wrong,
            wrong.toUpperCase(Locale.ROOT),
            " " + wrong,
            "sha256=" + wrong,
            Base64.getEncoder().encodeToString(bytes),
            hash("alice").substring(1),
            "sha1=" + hash("alice"),
            "A".repeat(42) + "B=",
            "eyJ",
            "",
            " ".repeat(100_000))) {
      assertEquals(WRONG, whyRefused(text));
    }
  }

  @Test
  void token_isRefusedWithHint() {
    for (String token :
        List.of(Tokens.goodText(), " " + Tokens.goodText(), "eyJhbGciOiJub25lIn0.e30.")) {
      assertEquals(
          "the identity hash is a JWT; send it as a token, such as userJWT", whyRefused(token));
    }
  }

  @Test
  void companysHashSpelledOtherwise_isRefusedWithHint() {
    String request =
        body(
            "userId",
            "alice",
            "userHash",
            hash("alice"),
            "companyId",
            "acme",
            "companyHash",
            hash("acme").toUpperCase(Locale.ROOT));
    assertEquals(RIGHT_BUT.formatted("capitals"), desk.refused(Reason.HASH, request).detail());
    assertTrue(
        desk.refused(Reason.HASH, request.replace("acme\"", "globex\""))
            .detail()
            .contains("company"));
  }

  @Test
  void misspelledHash_isLookedAtUpTo128Characters() {
    String right = hash("alice");
    assertEquals(RIGHT_BUT.formatted("spaces"), whyRefused(right + " ".repeat(128 - 64)));
    assertEquals(WRONG, whyRefused(right + " ".repeat(129 - 64)));
  }

  @Test
  void hashThatIsNoText_isRefusedInUsualWords() {
    IdentityHashVerifier verifier = new IdentityHashVerifier(List.of(), Tokens.NOW);
    assertEquals("usual words", verifier.fault(7, "alice", "usual words"));
    assertEquals("usual words", verifier.fault(null, "alice", "usual words"));
  }

  @Test
  void nothingBetweenCommas_isNoName() {
    assertEquals(
        List.of("userHash", "userHMAC"), IdentityHashRules.namesOf("userHash, ,,userHMAC,"));
  }
}
