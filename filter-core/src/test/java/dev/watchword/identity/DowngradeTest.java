package dev.watchword.identity;

import static dev.watchword.identity.IdentifierFixture.body;
import static dev.watchword.identity.IdentifierFixture.hash;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.identity.IdentityHashRules.Mode;
import dev.watchword.testing.Keys;
import dev.watchword.testing.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requirement 66: a proof that fails or is forbidden never becomes a lesser one. */
class DowngradeTest {
  private static final String EXPIRED =
      Tokens.good().expiringAt(Tokens.NOW.minusSeconds(31)).text();
  private static final String CLIENTS = Tokens.good().claim("client_id", "robot").text();

  /** A desk at which every lesser proof would be good enough. */
  private static IdentifierFixture open() {
    return IdentifierFixture.withHashes(Mode.ACCEPT);
  }

  private static IdentifierFixture until(Instant end) {
    return new IdentifierFixture()
        .rules(
            "default",
            IdentifierFixture.accepting(Mode.ACCEPT, end, Keys.key(IdentifierFixture.HASHES)));
  }

  /** Proofs that fail, and the reason for each. */
  private static Stream<Arguments> failing() {
    return Stream.of(
        Arguments.of("signature", open(), new Object[] {"jwt", Tokens.good().tampered()}),
        Arguments.of("malformed", open(), new Object[] {"jwt", Tokens.good().unsigned()}),
        Arguments.of("expired", open(), new Object[] {"jwt", EXPIRED}),
        Arguments.of("kind", open(), new Object[] {"jwt", CLIENTS}),
        Arguments.of("malformed", open(), new Object[] {"jwt", "garbage"}),
        Arguments.of("malformed", open(), new Object[] {"jwt", "WPK_0123456789abcdef"}),
        Arguments.of(
            "malformed", open(), new Object[] {"jwt", " " + IdentifierFixture.PUBLISHABLE}),
        Arguments.of("malformed", open(), new Object[] {"jwt", hash("alice")}),
        Arguments.of("credentials", open(), new Object[] {"jwt", ""}),
        Arguments.of("credentials", open(), new Object[] {"jwt", null}),
        Arguments.of(
            "publishable", open(), new Object[] {"jwt", IdentifierFixture.PUBLISHABLE + "0"}),
        Arguments.of("publishable", open(), new Object[] {"jwt", "wpk_" + Tokens.goodText()}),
        Arguments.of(
            "origin",
            open().from("https://evil.example"),
            new Object[] {"jwt", IdentifierFixture.PUBLISHABLE}),
        Arguments.of("hash", open(), new Object[] {"userHMAC", hash("bob")}),
        Arguments.of("hash", open(), new Object[] {"userHMAC", hash("main", "alice")}),
        Arguments.of("hash", open(), new Object[] {"userHMAC", ""}),
        Arguments.of("hash", open(), new Object[] {"userHMAC", null}),
        Arguments.of("hash", open(), new Object[] {"userHMAC", IdentifierFixture.PUBLISHABLE}),
        Arguments.of("hash", open(), new Object[] {"userHMAC", Tokens.goodText()}),
        Arguments.of("hash", open(), new Object[] {"companyHash", hash("acme")}),
        Arguments.of(
            "hash",
            IdentifierFixture.withHashes(Mode.OFF),
            new Object[] {"userHMAC", hash("alice")}),
        Arguments.of(
            "hash",
            IdentifierFixture.withHashes(Mode.REQUIRE_JWT),
            new Object[] {"userHMAC", hash("alice")}),
        Arguments.of("hash", until(Tokens.NOW), new Object[] {"userHMAC", hash("alice")}));
  }

  private static String with(Object[] proof, Object... more) {
    List<Object> all = new ArrayList<>(List.of("userId", "alice", "user_id", "alice", "sub"));
    all.add("alice");
    all.addAll(java.util.Arrays.asList(proof));
    all.addAll(List.of(more));
    return body(all.toArray());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failing")
  void failingProof_leavesNoUserThoughRequestNamesOne(
      String reason, IdentifierFixture desk, Object[] proof) {
    assertEquals(reason, IdentifierFixture.inAWord(desk.ask(with(proof))));
    assertNoUserWasCounted(desk);
  }

  @ParameterizedTest(name = "{0}") // beside it there may be anything that would do by itself
  @MethodSource("failing")
  void failingProof_isNotReplacedByLesserOneBesideIt(
      String reason, IdentifierFixture desk, Object[] proof) {
    List<Object[]> lesser =
        List.of(
            new Object[] {"token", IdentifierFixture.PUBLISHABLE},
            new Object[] {"user_hash", hash("alice")},
            new Object[] {"token", Tokens.goodText()});
    for (Object[] other : lesser) {
      String outcome = IdentifierFixture.inAWord(desk.ask(with(proof, other)));
      assertTrue(List.of(reason, "several_tokens").contains(outcome), outcome);
    }
    assertNoUserWasCounted(desk);
  }

  @ParameterizedTest(name = "{0}") // also where no proof at all would do
  @MethodSource("failing")
  void failingProof_isRefusedOnLocalMachineToo(
      String reason, IdentifierFixture desk, Object[] proof) {
    assertEquals(reason, IdentifierFixture.inAWord(desk.askInsecurely(with(proof))));
  }

  private static void assertNoUserWasCounted(IdentifierFixture desk) {
    desk.meter()
        .counts()
        .values()
        .forEach(
            counts -> assertEquals(0, counts.signed() + counts.legacy() + counts.publishable()));
  }

  @Test
  void lesserProof_saysThatItIsLess() {
    Identity signed = open().identified(body("jwt", Tokens.goodText()));
    assertEquals(Assurance.SIGNED, signed.assurance());
    Identity hashed = open().identified(body("userId", "alice", "userHMAC", hash("alice")));
    assertEquals(Assurance.LEGACY_HMAC, hashed.assurance());
    Identity said =
        open().identified(body("jwt", IdentifierFixture.PUBLISHABLE, "userId", "alice"));
    assertEquals(Assurance.PUBLISHABLE, said.assurance());
    Identity insecure =
        IdentifierFixture.assertIdentified(open().askInsecurely(body("userId", "alice")));
    assertEquals(Assurance.INSECURE, insecure.assurance());
    assertEquals("insecure", insecure.issuer());
  }

  @Test // requirement 67: the API type has no proved user where the request proves none
  void publishableToken_leavesUserUnverified() {
    Identity identity =
        open()
            .from(IdentifierFixture.PAGE)
            .identified(
                body(
                    "token",
                    IdentifierFixture.PUBLISHABLE,
                    "user_id",
                    "alice",
                    "userId",
                    "alice",
                    "email",
                    "a@x.example",
                    "name",
                    "Alice",
                    "x",
                    1));
    assertEquals(java.util.Optional.empty(), identity.user());
    assertEquals(java.util.Optional.of("alice"), identity.unverifiedUser());
    assertEquals(Map.of(), identity.trusted());
    assertEquals(Map.of("name", "Alice"), identity.untrusted());
    assertEquals(java.util.Set.of("email", "x"), identity.ignored().keySet());
  }

  /** Requirement 67: without exactly one user the answer is 400. */
  private static Stream<Arguments> usersThatAreNotOne() {
    return Stream.of(
        one(),
        one("user_id", ""),
        one("user_id", " "),
        one("user_id", null),
        one("user_id", 1),
        one("user_id", List.of("alice")),
        one("user_id", "a\u0000"),
        one("user_id", "a".repeat(257)),
        one("user_id", "alice", "userId", "bob"),
        one("user_id", "alice", "sub", null),
        one("email", "alice@x.example"),
        one("user", Map.of("id", "alice")));
  }

  private static Arguments one(Object... users) {
    return Arguments.of((Object) users);
  }

  @ParameterizedTest
  @MethodSource("usersThatAreNotOne")
  void publishableTokenWithoutOneUser_isRefused(Object[] users) {
    Object[] all = new Object[users.length + 2];
    System.arraycopy(users, 0, all, 2, users.length);
    all[0] = "token";
    all[1] = IdentifierFixture.PUBLISHABLE;
    assertEquals("user", IdentifierFixture.inAWord(open().ask(body(all))));
    assertEquals("user", IdentifierFixture.inAWord(open().askInsecurely(body(all))));
    assertEquals("user", IdentifierFixture.inAWord(open().askInsecurely(body(users))));
  }

  @Test // requirement 67
  void publishableToken_isForListedPages() {
    String request = body("token", IdentifierFixture.PUBLISHABLE, "user_id", "alice");
    for (String[] origins : new String[][] {{}, {IdentifierFixture.PAGE}}) {
      assertEquals("publishable", IdentifierFixture.inAWord(open().from(origins).ask(request)));
    }
    for (String[] origins :
        new String[][] {
          {"null"},
          {""},
          {"https://evil.example"},
          {IdentifierFixture.PAGE + ":443"},
          {IdentifierFixture.PAGE + "/"},
          {"http://app.example"},
          {"https://APP.example"},
          {IdentifierFixture.PAGE, IdentifierFixture.PAGE},
          {IdentifierFixture.PAGE, "https://evil.example"},
          {IdentifierFixture.PAGE + " https://evil.example"}
        }) {
      assertEquals("origin", IdentifierFixture.inAWord(open().from(origins).ask(request)));
    }
  }
}
