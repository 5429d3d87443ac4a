package dev.watchword.identity;

import static dev.watchword.identity.IdentifierFixture.body;
import static dev.watchword.identity.IdentifierFixture.hash;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.identity.IdentityHashRules.Mode;
import dev.watchword.json.StrictJson;
import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.IssuerLookup;
import dev.watchword.token.KeyRing;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 65: identity hashes, which vendors call legacy. */
class IdentityHashTest {
  private static final String MAIL = "alice@x.example";
  private static final long STAMP = Tokens.NOW.getEpochSecond();

  private final IdentifierFixture desk = IdentifierFixture.withHashes(Mode.ACCEPT);
  private final IdentifierFixture stamped = IdentifierFixture.withHashesNamed("user_id_sig");

  /** One of the vendors' forms: its field, whom it names, and what is hashed. */
  private record Form(String field, String user, String message, Object... rest) {
    private String with(Object hash) {
      Object[] all = new Object[rest.length + 2];
      System.arraycopy(rest, 0, all, 2, rest.length);
      all[0] = field;
      all[1] = hash;
      return body(all);
    }

    private IdentifierFixture desk() {
      return IdentifierFixture.withHashesNamed(field);
    }

    @Override
    public String toString() {
      return field + " of " + rest[0];
    }
  }

  /** Every row of the table of vendors' fields. */
  private static Stream<Form> forms() {
    return Stream.of(
        new Form("userHMAC", "alice", "alice", "userId", "alice"),
        new Form("userHash", "alice", "alice", "userId", "alice", "email", MAIL),
        new Form("userHash", "alice", "alice", "user_id", "alice"),
        new Form("userHash", MAIL, MAIL, "email", MAIL),
        new Form("user_hash", "alice", "alice", "user_id", "alice", "email", MAIL),
        new Form("user_hash", "alice", "alice", "userId", "alice"),
        new Form("user_hash", MAIL, MAIL, "email", MAIL),
        new Form("identifier_hash", "alice", "alice", "identifier", "alice", "email", MAIL),
        new Form("hash", "alice", "alice", "user", Map.of("id", "alice", "email", MAIL)),
        new Form("signature", MAIL, MAIL, "email", MAIL, "name", "Alice"),
        new Form("email_hash", MAIL, MAIL, "email", MAIL),
        new Form("subscriberHash", "alice", "alice", "subscriberId", "alice"),
        new Form("user_id_sig", "alice", "alice|" + STAMP, "user_id", "alice", "unix_ts", STAMP));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void rightHash_namesUser(Form form) {
    Identity identity = form.desk().identified(form.with(hash(form.message)));
    assertEquals(Assurance.LEGACY_HMAC, identity.assurance());
    assertEquals(Optional.of(form.user), identity.user());
    assertEquals(Optional.empty(), identity.unverifiedUser());
    assertEquals(Optional.empty(), identity.warning());
  }

  @ParameterizedTest
  @MethodSource("forms")
  void wrongHash_isRefused(Form form) {
    String right = hash(form.message);
    byte[] bytes = HexFormat.of().parseHex(right);
    List<Object> wrong =
        List.of(
            hash("bob"),
            hash("stranger", form.message),
            hash("main", form.message),
            hash(form.message + "\n"),
            hash(form.message.toUpperCase(Locale.ROOT)),
            right.toUpperCase(Locale.ROOT),
            right.substring(0, 63),
            right.substring(0, 62),
            right.substring(0, 2),
            right + "0",
            right + right,
            right + " ",
            right + "\n",
            " " + right,
            "0x" + right.substring(2),
            "g" + right.substring(1),
            "\uff10" + right.substring(1),
            Base64.getEncoder().encodeToString(bytes),
            "",
            "0".repeat(64),
            1,
            true,
            List.of(right),
            Map.of("sha256", right));
    for (Object hash : wrong) {
      form.desk().refused(Reason.HASH, form.with(hash));
    }
    form.desk().refused(Reason.HASH, form.with(null));
  }

  @ParameterizedTest // the last row's hash ends by itself
  @MethodSource("forms")
  void hashOfOtherUser_isRefused(Form form) {
    String right = hash(form.message);
    String bobs = form.with(right).replace("alice", "bob");
    IdentifierFixture desk = form.desk();
    desk.refused(Reason.HASH, bobs);
    desk.refused(Reason.HASH, form.with(right).replace("alice", "Alice"));
    desk.refused(Reason.HASH, form.with(right).replace("alice", " alice"));
    desk.refused(Reason.HASH, form.with(right).replace("alice", "ali\u200bce"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "userHMAC|{}",
        "userHMAC|{\"user_id\":\"alice\"}",
        "userHMAC|{\"userId\":null}",
        "userHMAC|{\"userId\":1}",
        "userHMAC|{\"userId\":\"\"}",
        "userHMAC|{\"userId\":\" \"}",
        "userHMAC|{\"userId\":\"a\\u0000\"}",
        "userHMAC|{\"userId\":[\"alice\"]}",
        "userHash|{\"userId\":1,\"email\":\"alice@x.example\"}",
        "userHash|{\"userId\":\"\",\"email\":\"alice@x.example\"}",
        "userHash|{\"identifier\":\"alice\"}",
        "hash|{\"user\":\"alice\"}",
        "hash|{\"user\":{}}",
        "hash|{\"user\":{\"id\":1}}",
        "hash|{\"user\":[{\"id\":\"alice\"}]}",
        "hash|{\"user.id\":\"alice\"}",
        "signature|{\"userId\":\"alice\"}",
        "user_id_sig|{\"userId\":\"alice\"}"
      })
  void hashWithoutItsId_isRefused(String field, String rest) {
    IdentifierFixture desk = IdentifierFixture.withHashesNamed(field);
    for (String message : List.of("alice", "1", "", " ", "a\u0000", MAIL)) {
      String start = "{\"unix_ts\":" + STAMP + ",\"" + field + "\":\"" + hash(message) + "\"";
      desk.refused(Reason.USER, start + (rest.equals("{}") ? "" : ",") + rest.substring(1));
    }
  }

  @Test
  void id_hasAtMost256Characters() {
    String longest = "a".repeat(256);
    desk.identified(body("userId", longest, "userHMAC", hash(longest)));
    String longer = "a".repeat(257);
    desk.refused(Reason.USER, body("userId", longer, "userHMAC", hash(longer)));
  }

  @ParameterizedTest // a reader of another member must find the same user
  @ValueSource(strings = {"user_id", "identifier", "subscriberId", "sub", "external_id", "user"})
  void otherUserInSameRequest_isRefused(String name) {
    for (Object other : List.of("bob", 1, "Alice", "")) {
      Object said = name.equals("user") ? Map.of("id", other) : other;
      String request = body("userId", "alice", "userHMAC", hash("alice"), name, said);
      desk.refused(Reason.MISMATCH, request);
    }
    Object same = name.equals("user") ? Map.of("id", "alice") : "alice";
    desk.identified(body("userId", "alice", "userHMAC", hash("alice"), name, same));
    Object none = name.equals("user") ? java.util.Collections.singletonMap("id", null) : null;
    desk.identified(body("userId", "alice", "userHMAC", hash("alice"), name, none));
  }

  @Test // the id and the address may be those of two users
  void hashOfAddress_doesNotProveId() {
    for (String field : List.of("signature", "email_hash")) {
      desk.refused(Reason.MISMATCH, body("userId", "bob", "email", MAIL, field, hash(MAIL)));
    }
    desk.refused(Reason.HASH, body("userId", "bob", "email", MAIL, "userHash", hash(MAIL)));
  }

  @Test // it covers the id alone
  void attributesBesideId_areUnverified() {
    Identity identity =
        desk.identified(
            body(
                "user",
                Map.of("id", "alice", "email", "bob@x.example", "locale", "de"),
                "hash",
                hash("alice"),
                "name",
                "Alice",
                "role",
                "admin",
                "x",
                1));
    assertEquals(Map.of(), identity.trusted());
    assertEquals(Map.of("name", "Alice", "locale", "de"), identity.untrusted());
    assertEquals(
        Map.of(
            "email",
            IgnoredAttribute.NOT_SIGNED,
            "role",
            IgnoredAttribute.NOT_SIGNED,
            "x",
            IgnoredAttribute.NOT_DECLARED),
        identity.ignored());
  }

  @Test
  void addressThatIsHashed_isTrusted() {
    Identity identity = desk.identified(body("email", MAIL, "signature", hash(MAIL)));
    assertEquals(Map.of("email", MAIL), identity.trusted());
    assertEquals(Map.of(), identity.ignored());
  }

  // A hash with a stamp

  @ParameterizedTest
  @CsvSource({"0, true", "-300, true", "300, true", "-301, false", "301, false", "-86400, false"})
  void stampedHash_isGoodForFiveMinutesOnBothSides(long off, boolean good) {
    long stamp = STAMP + off;
    for (Object ts : new Object[] {stamp, "" + stamp}) {
      String request =
          body("user_id", "alice", "unix_ts", ts, "user_id_sig", hash("alice|" + stamp));
      assertEquals(good ? "legacy_hmac" : "hash", IdentifierFixture.inAWord(stamped.ask(request)));
    }
  }

  @Test
  void stampedHash_endsExactlyToNanosecond() {
    String request =
        body("user_id", "alice", "unix_ts", STAMP, "user_id_sig", hash("alice|" + STAMP));
    Instant last = Tokens.NOW.plusSeconds(300);
    stamped.at(last).identified(request);
    Rejection late = stamped.at(last.plusNanos(1)).refused(Reason.HASH, request);
    assertEquals("the identity hash was not made within five minutes of now", late.detail());
    Instant first = Tokens.NOW.minusSeconds(300);
    stamped.at(first).identified(request);
    stamped.at(first.minusNanos(1)).refused(Reason.HASH, request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "\"\"", "\" \"", "-1", "1e9", "true", "[]", "\"\u0661\"", "\"now\""})
  void invalidStamp_isRefused(String stamp) {
    String hash = hash("alice|" + stamp.replace("\"", ""));
    String start = "{\"user_id\":\"alice\",\"user_id_sig\":\"" + hash + "\",\"unix_ts\":";
    stamped.refused(Reason.HASH, start + stamp + "}");
    stamped.refused(Reason.HASH, start + STAMP + "}");
    String ofNothing = "{\"user_id\":\"alice\",\"user_id_sig\":\"" + hash("") + "\",\"unix_ts\":";
    stamped.refused(Reason.HASH, ofNothing + stamp + "}");
    String large = "9".repeat(100);
    stamped.refused(Reason.HASH, start + large + "}");
    stamped.refused(Reason.HASH, start + "\"" + large + "\"}");
  }

  @Test // what was never stamped is not taken for the hash of something else
  void hashOfNothing_doesNotReplaceInvalidStamp() {
    String request = body("user_id", "alice", "unix_ts", STAMP - 301, "user_id_sig", hash(""));
    Rejection refused = stamped.refused(Reason.HASH, request);
    assertEquals("the identity hash was not made within five minutes of now", refused.detail());
  }

  @ParameterizedTest
  @CsvSource({
    "OFF, identity hashes are off for this issuer (identity.legacy)",
    "REQUIRE_JWT, this issuer has moved from identity hashes to tokens (identity.legacy)"
  })
  void issuerWithoutHashes_saysWhy(Mode mode, String why) {
    String request = body("userId", "alice", "userHMAC", hash("alice"));
    assertEquals(why, IdentifierFixture.withHashes(mode).refused(Reason.HASH, request).detail());
  }

  @Test
  void stampedHashWithoutStampOrWithPlainHash_isRefused() {
    stamped.refused(Reason.HASH, body("user_id", "alice", "user_id_sig", hash("alice")));
    stamped.refused(
        Reason.HASH, body("user_id", "alice", "unix_ts", STAMP, "user_id_sig", hash("alice")));
    stamped.refused(
        Reason.HASH,
        body("user_id", "alice", "unix_ts", STAMP + 1, "user_id_sig", hash("alice|" + STAMP)));
  }

  // The company's

  @Test
  void companyHash_provesCompanyBesideUser() {
    for (String name : List.of("companyId", "company_id")) {
      Identity identity =
          desk.identified(
              body(
                  "userId",
                  "alice",
                  "userHash",
                  hash("alice"),
                  name,
                  "acme",
                  "companyHash",
                  hash("acme")));
      assertEquals(Map.of("companyId", "acme"), identity.trusted());
    }
    String nested =
        body(
            "userId",
            "alice",
            "userHash",
            hash("alice"),
            "company",
            Map.of("id", "acme"),
            "companyHash",
            hash("acme"));
    assertEquals(Map.of("companyId", "acme"), desk.identified(nested).trusted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"globex", "ACME", "", "alice"})
  void companyHashOfAnother_isRefused(String company) {
    String request =
        body(
            "userId",
            "alice",
            "userHash",
            hash("alice"),
            "companyId",
            company,
            "companyHash",
            hash("acme"));
    desk.refused(Reason.HASH, request);
  }

  @Test
  void companyHash_provesNoUser() {
    desk.refused(Reason.HASH, body("companyId", "acme", "companyHash", hash("acme")));
    desk.refused(
        Reason.HASH, body("userId", "alice", "companyId", "acme", "companyHash", hash("acme")));
    desk.refused(
        Reason.HASH, body("userId", "alice", "userHash", hash("alice"), "companyHash", hash("")));
    desk.refused(
        Reason.HASH,
        body(
            "userId",
            "alice",
            "userHash",
            hash("bob"),
            "companyId",
            "a",
            "companyHash",
            hash("a")));
  }

  @Test // or the hash of an id would be that of a company, and the reverse
  void companyWithIdOfUser_isUnverified() {
    String same = body("userId", "42", "userHash", hash("42"));
    desk.identified(same);
    String both =
        body("userId", "42", "userHash", hash("42"), "companyId", "42", "companyHash", hash("42"));
    desk.refused(Reason.HASH, both);
  }

  @Test // which no server can see: the start warns of it, and ids must differ
  void companyHashSentAsUsers_isThatOfUserWithItsId() {
    Identity identity = desk.identified(body("userId", "acme", "userHash", hash("acme")));
    assertEquals("acme", identity.user().orElseThrow());
  }

  @Test // a hash does not say what it is of
  void hashUnderAnotherName_isRefusedWhereOneIsNamed() {
    IdentityHashRules one =
        new IdentityHashRules(
            Mode.ACCEPT, null, List.of(Keys.key(IdentifierFixture.HASHES)), List.of("userHash"));
    IdentityRules rules =
        new IdentityRules(
            IdentifierFixture.DEFAULT.idNames(),
            IdentifierFixture.DEFAULT.signedOnly(),
            IdentifierFixture.DEFAULT.clientOk(),
            one);
    IdentifierFixture strict = new IdentifierFixture().rules("default", rules);
    strict.identified(body("userId", "alice", "userHash", hash("alice")));
    strict.refused(Reason.HASH, body("userId", "alice", "userHMAC", hash("alice")));
    strict.refused(Reason.HASH, body("email", "a@x.example", "email_hash", hash("a@x.example")));
    strict.refused(
        Reason.HASH,
        body(
            "userId",
            "alice",
            "userHash",
            hash("alice"),
            "companyId",
            "c",
            "companyHash",
            hash("c")));
  }

  // Modes and dates

  @ParameterizedTest // requirement 66
  @EnumSource
  void mode_decidesWhetherHashesAreAccepted(Mode mode) {
    boolean accepted = mode == Mode.ACCEPT || mode == Mode.WARN;
    Identification outcome =
        IdentifierFixture.withHashes(mode).ask(body("userId", "alice", "userHMAC", hash("alice")));
    assertEquals(accepted ? "legacy_hmac" : "hash", IdentifierFixture.inAWord(outcome));
    if (mode == Mode.WARN) {
      assertEquals(
          Optional.of("Identity hashes end soon: send a signed token instead."),
          IdentifierFixture.assertIdentified(outcome).warning());
    }
  }

  @ParameterizedTest // requirement 66: a wrong hash learns nothing more
  @EnumSource
  void wrongHash_isRefusedInEveryMode(Mode mode) {
    IdentifierFixture desk = IdentifierFixture.withHashes(mode);
    desk.refused(Reason.HASH, body("userId", "alice", "userHMAC", hash("bob")));
  }

  @ParameterizedTest // requirement 66
  @EnumSource(names = {"ACCEPT", "WARN"})
  void endDate_endsHashes(Mode mode) {
    Instant until = Tokens.NOW.plusSeconds(60);
    IdentifierFixture desk =
        new IdentifierFixture()
            .rules(
                "default",
                IdentifierFixture.accepting(mode, until, Keys.key(IdentifierFixture.HASHES)));
    String request = body("userId", "alice", "userHMAC", hash("alice"));
    Identity last = desk.at(until.minusNanos(1)).identified(request);
    assertEquals(
        mode == Mode.WARN
            ? Optional.of("Identity hashes end at " + until + ": send a signed token instead.")
            : Optional.empty(),
        last.warning());
    desk.at(until).refused(Reason.HASH, request);
    desk.at(until.plusSeconds(1)).refused(Reason.HASH, request);
  }

  @Test
  void keys_areGoodFromTheirStartToTheirEnd() {
    Instant from = Tokens.NOW.minusSeconds(60);
    Instant until = Tokens.NOW.plusSeconds(60);
    IdentityRules rules =
        IdentifierFixture.accepting(
            Mode.ACCEPT,
            null,
            Keys.key(IdentifierFixture.HASHES),
            Keys.dated("old", null, from, until));
    IdentifierFixture desk = new IdentifierFixture().rules("default", rules);
    String old = body("userId", "alice", "userHMAC", hash("old", "alice"));
    desk.at(from).identified(old);
    desk.at(until.minusNanos(1)).identified(old);
    desk.at(from.minusNanos(1)).refused(Reason.HASH, old);
    desk.at(until).refused(Reason.HASH, old);
    desk.at(until).identified(body("userId", "alice", "userHMAC", hash("alice")));
  }

  @Test
  void modeWithoutKeys_acceptsNothing() {
    IdentifierFixture desk =
        new IdentifierFixture().rules("default", IdentifierFixture.accepting(Mode.ACCEPT, null));
    desk.refused(Reason.HASH, body("userId", "alice", "userHMAC", hash("alice")));
  }

  // Beside other proofs

  @ParameterizedTest // requirement 66: both present
  @MethodSource("forms")
  void hashBesideAnotherProof_isRefusedThoughBothAreRight(Form form) {
    for (String token : List.of(Tokens.goodText(), IdentifierFixture.PUBLISHABLE, "", "x")) {
      String both =
          form.with(hash(form.message)).replaceFirst("\\{", "{\"jwt\":\"" + token + "\",");
      desk.refused(Reason.SEVERAL_TOKENS, both);
      String empty = form.with(null).replaceFirst("\\{", "{\"jwt\":\"" + token + "\",");
      desk.refused(Reason.SEVERAL_TOKENS, empty);
    }
  }

  @Test
  void twoHashes_areRefusedThoughBothAreRight() {
    String right = hash("alice");
    desk.refused(
        Reason.SEVERAL_TOKENS, body("userId", "alice", "userHMAC", right, "userHash", right));
    desk.refused(
        Reason.SEVERAL_TOKENS, body("userId", "alice", "userHMAC", right, "signature", null));
    desk.refused(
        Reason.SEVERAL_TOKENS, body("jwt", Tokens.goodText(), "companyId", "a", "companyHash", ""));
  }

  // Several issuers

  private static IdentifierFixture two(IssuerLookup picks) {
    KeyRing ring =
        new KeyRing(
            List.of(
                TestIssuer.withDefaults().name("acme").keys(Keys.key("a")).issuer(),
                TestIssuer.withDefaults().name("globex").keys(Keys.key("g")).issuer()),
            picks,
            null);
    return new IdentifierFixture()
        .ring(ring)
        .rules(
            "acme",
            IdentifierFixture.accepting(Mode.ACCEPT, null, Keys.key(IdentifierFixture.HASHES)))
        .rules("globex", IdentifierFixture.accepting(Mode.ACCEPT, null, Keys.key("globex")));
  }

  @Test
  void hashOfOtherTenant_isRefused() {
    String acmes = body("userId", "alice", "userHMAC", hash("alice"), "widgetId", "acme");
    assertEquals("acme", two(IssuerLookup.REQUEST).picking("acme").identified(acmes).issuer());
    two(IssuerLookup.REQUEST).picking("globex").refused(Reason.HASH, acmes);
    two(IssuerLookup.REQUEST).picking("initech").refused(Reason.UNKNOWN_ISSUER, acmes);
    two(IssuerLookup.REQUEST).picking("").refused(Reason.UNKNOWN_ISSUER, acmes);
  }

  @ParameterizedTest // whose secret it is must not be found out by trying
  @EnumSource(names = {"KID", "ISS"})
  void hashWithoutPickedIssuer_isRefused(IssuerLookup picks) {
    String acmes = body("userId", "alice", "userHMAC", hash("alice"), "iss", "acme", "kid", "a");
    two(picks).refused(Reason.UNKNOWN_ISSUER, acmes);
  }

  // By settings

  private static WatchwordBuilder settings() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(() -> Tokens.NOW)
        .set("watchword.secret", TestSecrets.text("main"));
  }

  private static String ask(Watchword watchword, String json) {
    Map<String, Object> members = StrictJson.read(json.getBytes(StandardCharsets.UTF_8));
    IdentityRequest request = new IdentityRequest(members, List.of(), IssuerFilter.ANY);
    return IdentifierFixture.inAWord(watchword.identifier().identify(request, Tokens.NOW));
  }

  private static String hexOf(String text, String message) {
    byte[] secret = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Tokens.mac(message, "HmacSHA256", secret));
  }

  @Test // the field user_id_sig is made with a secret that is written in hex
  void secretInHex_isDecodedWhereItSaysSo() {
    String hex = HexFormat.of().formatHex(TestSecrets.secret(IdentifierFixture.HASHES));
    String decoded =
        body("user_id", "alice", "unix_ts", STAMP, "user_id_sig", hash("alice|" + STAMP));
    String asText =
        body("user_id", "alice", "unix_ts", STAMP, "user_id_sig", hexOf(hex, "alice|" + STAMP));
    WatchwordBuilder accepting =
        settings()
            .set("watchword.identity.legacy", "accept")
            .set("watchword.identity.hashes", "user_id_sig");
    try (Watchword watchword = accepting.set("watchword.identity.secret", "hex:" + hex).start()) {
      assertEquals("legacy_hmac", ask(watchword, decoded));
      assertEquals("hash", ask(watchword, asText));
    }
    try (Watchword watchword = accepting.set("watchword.identity.secret", hex).start()) {
      assertEquals("hash", ask(watchword, decoded));
      assertEquals("legacy_hmac", ask(watchword, asText));
    }
  }

  @Test
  void defaultMode_isOff() {
    String request = body("userId", "alice", "userHMAC", hexOf(TestSecrets.text("main"), "alice"));
    try (Watchword watchword = settings().start()) {
      assertEquals("hash", ask(watchword, request));
    }
  }

  @Test // a secret of its own, unless the vendor has but one
  void secretOfToken_makesNoHash() {
    String text = TestSecrets.text("main");
    String request = body("userId", "alice", "userHMAC", hexOf(text, "alice"));
    WatchwordBuilder accepting = settings().set("watchword.identity.legacy", "accept");
    try (Watchword watchword =
        accepting.set("watchword.identity.secret", TestSecrets.text("other")).start()) {
      assertEquals("hash", ask(watchword, request));
    }
    try (Watchword fogbender = settings().set("watchword.profile", "fogbender").start()) {
      assertEquals("legacy_hmac", ask(fogbender, request));
    }
  }

  @Test // requirement 25
  void rulesAndRequests_printNoValues() {
    String right = hash("alice");
    IdentityRequest request =
        new IdentityRequest(
            Map.of("userId", "alice", "userHMAC", right), List.of(), IssuerFilter.ANY);
    assertEquals("IdentityRequest[***]", request.toString());
    String rules =
        IdentifierFixture.accepting(Mode.WARN, null, Keys.key(IdentifierFixture.HASHES)).toString();
    assertFalse(rules.contains("SharedKey"), rules);
    assertTrue(rules.contains("IdentityHashRules[warn"), rules);
  }

  @Test
  void rulesWithSameValues_areEqual() {
    IdentityRules rules = IdentifierFixture.accepting(Mode.ACCEPT, null, Keys.key("a"));
    List<IdentityRules> others =
        List.of(
            IdentifierFixture.accepting(Mode.WARN, null, Keys.key("a")),
            IdentifierFixture.accepting(Mode.ACCEPT, Tokens.NOW, Keys.key("a")),
            IdentifierFixture.accepting(Mode.ACCEPT, null, Keys.key("b")),
            new IdentityRules(List.of("id"), rules.signedOnly(), rules.clientOk(), rules.legacy()),
            new IdentityRules(rules.idNames(), List.of("x"), rules.clientOk(), rules.legacy()),
            new IdentityRules(rules.idNames(), rules.signedOnly(), List.of("x"), rules.legacy()),
            new IdentityRules(
                rules.idNames(),
                rules.signedOnly(),
                rules.clientOk(),
                new IdentityHashRules(
                    Mode.ACCEPT, null, List.of(Keys.key("a")), List.of("userHMAC"))));
    assertEquals(rules, IdentifierFixture.accepting(Mode.ACCEPT, null, Keys.key("a")));
    for (IdentityRules other : others) {
      assertNotEquals(rules, other);
    }
  }

  @Test // requirement 25
  void identity_isNotShown() {
    Identity identity = desk.identified(body("userId", "alice", "userHMAC", hash("alice")));
    assertEquals("Identity[legacy_hmac of default]", identity.toString());
  }

  @Test
  void ignoredValue_saysWhy() {
    assertEquals("counts only in a signed token", IgnoredAttribute.NOT_SIGNED.meaning());
    assertEquals("is not declared", IgnoredAttribute.NOT_DECLARED.meaning());
    assertEquals(
        "is not looked at beside a token", IgnoredAttribute.TOKEN_NAMES_THE_USER.meaning());
  }
}
