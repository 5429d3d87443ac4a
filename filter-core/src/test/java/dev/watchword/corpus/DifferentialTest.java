package dev.watchword.corpus;

import static dev.watchword.testing.Tokens.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.VerdictAssertions;
import dev.watchword.token.Reason;
import dev.watchword.token.TokenVerifier;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Our verifier beside three others over some thousand changed tokens. Where we differ we are
 * stricter, and the table below says why; a difference that is not in it fails the test, and so
 * does a row that has become idle.
 */
class DifferentialTest {
  private static final int ROUNDS = 40;

  /** Change, our reason, who accepts it, and why we do not. */
  private static final String EXPLAINED =
      """
      ALG | ALGORITHM | JJWT NIMBUS | they take any HMAC the key is long enough for; ours is for HS256
      ALG_TWICE | HEADER | JAVA_JWT | a name twice means two things to two readers
      B64 | HEADER | JAVA_JWT JJWT NIMBUS | RFC 7797 is not for JWT
      CLAIM_TWICE | PAYLOAD | JAVA_JWT | a name twice means two things to two readers
      CRIT | HEADER | JAVA_JWT NIMBUS | we understand no extension (CVE-2025-59420)
      CTY | HEADER | JAVA_JWT NIMBUS | a nested token that is not verified
      ENC | HEADER | JAVA_JWT JJWT | a JWS has none
      EXP_TYPE | CLAIM | JAVA_JWT JJWT NIMBUS | a date that is no number in range is no date (CVE-2026-25537)
      HEADER_DEEP | HEADER | JAVA_JWT JJWT NIMBUS | eight levels before the MAC is right
      HEADER_LARGE | HEADER | JAVA_JWT JJWT NIMBUS | 1024 bytes before the MAC is right
      HEADER_TAIL | HEADER | JAVA_JWT JJWT | text after the object is no JSON
      IAT | NOT_YET | JJWT NIMBUS | issued in the future
      IAT_AFTER_EXP | LIFETIME | JAVA_JWT JJWT NIMBUS | it ended before it began
      IAT_TYPE | CLAIM | JAVA_JWT JJWT NIMBUS | as EXP_TYPE; 1e400 is no number at all
      IAT_TYPE | PAYLOAD | JJWT | as EXP_TYPE; 1e400 is no number at all
      ISS_TYPE | ISSUER | JAVA_JWT JJWT | an issuer is a string (CVE-2025-30144)
      KID | HEADER | JAVA_JWT JJWT NIMBUS | empty, too long or not printable
      KID_TYPE | HEADER | JAVA_JWT JJWT | a kid is a string
      NBF_TYPE | CLAIM | JAVA_JWT JJWT NIMBUS | as EXP_TYPE
      NO_EXP | CLAIM | JAVA_JWT JJWT NIMBUS | exp is required
      OTHER_ALPHABET | MALFORMED | NIMBUS | one spelling only
      PADDED | MALFORMED | JAVA_JWT JJWT NIMBUS | one spelling only
      PAYLOAD_BOM | PAYLOAD | NIMBUS | RFC 8259 has no byte-order mark
      PAYLOAD_DEEP | PAYLOAD | JAVA_JWT JJWT NIMBUS | 32 levels are enough
      PAYLOAD_NO_OBJECT | PAYLOAD | NIMBUS | claims are an object
      PAYLOAD_NUMBER | PAYLOAD | JAVA_JWT JJWT NIMBUS | 100 digits are enough
      PAYLOAD_TAIL | PAYLOAD | JAVA_JWT JJWT | text after the object is no JSON
      PAYLOAD_UTF8 | PAYLOAD | JAVA_JWT JJWT NIMBUS | bytes that are no text are not mended
      SPACE | MALFORMED | NIMBUS | one spelling only, even where the MAC is over this one
      SUB | CLAIM | JAVA_JWT JJWT NIMBUS | blank, too long, or with controls
      SUB_TYPE | CLAIM | JAVA_JWT JJWT NIMBUS | a subject is a string
      TAIL_BITS | MALFORMED | JAVA_JWT JJWT NIMBUS | one spelling only
      TOO_LONG | TOO_LONG | JAVA_JWT JJWT NIMBUS | 8192 characters are enough
      TYP | TYPE | JAVA_JWT JJWT NIMBUS | another kind of token is not ours (CVE-2021-26074)
      TYP_TYPE | TYPE | JAVA_JWT JJWT | a typ is a string
      ZIP | HEADER | JAVA_JWT NIMBUS | no compression
      """;

  @Test // requirement 80
  void everyDifference_isStricterAndExplained() {
    long seed = 20260301;
    Random random = new Random(seed);
    TokenVerifier verifier = TestIssuer.standardVerifier();
    Set<String> found = new TreeSet<>();
    for (TokenMutation mutation : TokenMutation.values()) {
      for (int round = 0; round < ROUNDS; round++) {
        String token = mutation.of(random);
        Reason reason = VerdictAssertions.reasonOf(verifier.verify(token, NOW));
        for (PeerLibrary peer : PeerLibrary.values()) {
          if (peer.accepts(token) == (reason == null)) {
            continue;
          }
          String ours = reason == null ? "LAXER" : reason.name();
          found.add(mutation + " " + ours + " " + peer);
        }
      }
    }
    assertEquals(String.join("\n", explained()), String.join("\n", found), "seed " + seed);
  }

  private static Set<String> explained() {
    return EXPLAINED
        .lines()
        .map(line -> line.split("\\s*\\|\\s*"))
        .flatMap(
            row -> Stream.of(row[2].split(" ")).map(peer -> row[0] + " " + row[1] + " " + peer))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
