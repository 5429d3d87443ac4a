package dev.watchword.identity;

import static dev.watchword.identity.IdentifierFixture.body;
import static dev.watchword.identity.IdentifierFixture.hash;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.identity.IdentityHashRules.Mode;
import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.Relaxation;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users whose ids are numbers: refused as such, or one with the text where that is relaxed. */
class NumericIdsTest {
  private static final String NUMBER =
      " (an id is a number; send a text, or set relax=numericname)";

  private static IdentifierFixture strict() {
    return IdentifierFixture.withHashes(Mode.ACCEPT);
  }

  private static IdentifierFixture relaxed() {
    IdentityRules rules =
        IdentifierFixture.accepting(Mode.ACCEPT, null, Keys.key(IdentifierFixture.HASHES));
    TestIssuer issuer = TestIssuer.withDefaults().relaxed(Relaxation.NUMERICNAME);
    return new IdentifierFixture()
        .rules("default", IdentifierFixture.numeric(rules))
        .ring(issuer.publishable(IdentifierFixture.PUBLISHABLE, IdentifierFixture.PAGE).ring());
  }

  private static String signed(String claim, String json) {
    return Tokens.good().without("sub").rawClaim(claim, json).text();
  }

  @Test
  void number_isRefusedAsSuch() {
    Rejection ofHash =
        strict().refused(Reason.USER, body("identifier", 620, "identifier_hash", hash("620")));
    assertEquals("beside an identity hash there must be the user's id" + NUMBER, ofHash.detail());
    Rejection ofToken =
        strict().refused(Reason.CLAIM, body("userJWT", signed("user_id", "620"), "user_id", 620));
    assertEquals("the token does not name exactly one user" + NUMBER, ofToken.detail());
    Rejection ofPage =
        strict()
            .from(IdentifierFixture.PAGE)
            .refused(Reason.USER, body("token", IdentifierFixture.PUBLISHABLE, "user_id", 620));
    assertEquals("without a proof of the user there must be one user_id" + NUMBER, ofPage.detail());
  }

  @ParameterizedTest
  @CsvSource({"620, 620", "620, \"620\"", "\"620\", 620", "\"620\", \"620\""})
  void numberAndItsText_areOneUserWhereThatIsRelaxed(String signed, String said) {
    String proof = hash("620");
    String hashed = "{\"identifier\":" + said + ",\"identifier_hash\":\"" + proof + "\"}";
    assertEquals(Optional.of("620"), relaxed().identified(hashed).user());
    for (String name : new String[] {"user_id", "userId", "external_id"}) {
      String token = signed("user_id", signed);
      String body = "{\"userJWT\":\"" + token + "\",\"" + name + "\":" + said + "}";
      assertEquals(Optional.of("620"), relaxed().identified(body).user(), name);
    }
    String page = "{\"token\":\"" + IdentifierFixture.PUBLISHABLE + "\",\"user_id\":" + said + "}";
    assertEquals(
        Optional.of("620"),
        relaxed().from(IdentifierFixture.PAGE).identified(page).unverifiedUser());
  }

  @ParameterizedTest
  @CsvSource({"621, mismatch", "\"621\", mismatch", "620.0, mismatch", "6.2e2, mismatch"})
  void anotherNumber_isAnotherUser(String said, String outcome) {
    String token = "{\"userJWT\":\"" + signed("userId", "620") + "\",\"userId\":" + said + "}";
    assertEquals(outcome, IdentifierFixture.inAWord(relaxed().ask(token)));
    String hashed =
        "{\"userId\":620,\"userHMAC\":\"" + hash("620") + "\",\"user_id\":" + said + "}";
    assertEquals(outcome, IdentifierFixture.inAWord(relaxed().ask(hashed)));
  }

  @Test
  void claimsOfOneToken_mustAgree() {
    String agreeing = Tokens.good().claim("sub", "620").rawClaim("userId", "620").text();
    assertEquals(Optional.of("620"), relaxed().identified(body("userJWT", agreeing)).user());
    String other = Tokens.good().claim("sub", "620").rawClaim("userId", "621").text();
    relaxed().refused(Reason.CLAIM, body("userJWT", other));
  }

  @Test
  void attributeThatIsNumber_isStillNotItsText() {
    String token = Tokens.good().rawClaim("role", "7").text();
    relaxed().refused(Reason.MISMATCH, body("userJWT", token, "role", "7"));
  }

  @Test
  void companyWithNumber_isProvedByItsHash() {
    Object[] request = {
      "userId", 1, "userHMAC", hash("1"), "companyId", 17, "companyHash", hash("17")
    };
    assertEquals("17", relaxed().identified(body(request)).trusted().get("companyId"));
    strict().refused(Reason.USER, body(request));
    request[4 + 1] = 18;
    relaxed().refused(Reason.HASH, body(request));
  }

  @Test
  void numberBeyondLong_isItsDigits() {
    BigInteger big = new BigInteger("123456789012345678901");
    Identity identity = relaxed().identified(body("userId", big, "userHMAC", hash(big.toString())));
    assertEquals(Optional.of("123456789012345678901"), identity.user());
  }
}
