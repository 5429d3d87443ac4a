package dev.watchword.corpus;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.VerdictAssertions;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.Reason;
import dev.watchword.token.TokenVerifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The corpus against the verifier alone. */
class VerifierCorpusTest {
  private final TokenVerifier verifier = new TokenVerifier(CorpusIssuers.ring());

  @ParameterizedTest // requirement 7
  @EnumSource
  void everyToken_hasExpectedVerdict(Corpus corpus) {
    check(corpus, verifier);
  }

  @ParameterizedTest // watchword.remember=off
  @EnumSource
  void everyToken_hasExpectedVerdictWithoutMemory(Corpus corpus) {
    TokenVerifier forgetful = new TokenVerifier(CorpusIssuers.ring(0));
    check(corpus, forgetful);
    check(corpus, forgetful);
  }

  private static void check(Corpus corpus, TokenVerifier verifier) {
    List<String> wrong = new ArrayList<>();
    for (HostileRequest row : corpus.rows()) {
      if (row.token() != null) {
        IssuerFilter picked = new IssuerFilter(row.workspace(), Set.of()).includingRestricted();
        Reason reason = VerdictAssertions.reasonOf(verifier.verify(row.token(), picked, NOW));
        if (!row.expected().allows(reason)) {
          wrong.add(row + " -> " + reason + " but " + row.expected());
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest // what was verified before changes no verdict, whether it is remembered or not
  @EnumSource
  void everyToken_hasSameVerdictAgain(Corpus corpus) {
    for (int round = 0; round < 3; round++) { // remembered when it comes the second time
      everyToken_hasExpectedVerdict(corpus);
    }
  }

  @Test // RFC 7515 A.1 and RFC 7519 section 3.1: good until the second that it names
  void exampleOfRfc_isAdmittedAtItsTime() {
    String token = PublishedVectors.rfcExamples().get(0).get("token").asText();
    IssuerFilter picked = new IssuerFilter("rfc", Set.of());
    Instant exp = Instant.ofEpochSecond(1300819380);
    assertAdmitted(verifier.verify(token, picked, exp.minusSeconds(1)));
    assertRefused(Reason.EXPIRED, verifier.verify(token, picked, exp.plusSeconds(30)));
  }
}
