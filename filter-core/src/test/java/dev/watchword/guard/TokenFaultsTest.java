package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.assertStop;
import static dev.watchword.testing.Tokens.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import dev.watchword.http.HttpAnswer;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Requirement 47: a client is not told what is wrong with its token, but that it has expired. */
class TokenFaultsTest {
  private final TestGuard test =
      TestGuard.of()
          .issuer(
              TestIssuer.withDefaults()
                  .iss("acme")
                  .audiences("api")
                  .maxAge(Duration.ofMinutes(5))
                  .maxLifetime(Duration.ofMinutes(10)));
  private final RequestGuard guard = test.guard();

  private static Tokens good() {
    return Tokens.good().claim("iss", "acme").claim("aud", "api").claim("iat", NOW);
  }

  /** The answer but for the id, which is random. */
  private HttpAnswer answer(String code, String token) {
    HttpAnswer answer = assertStop(401, code, guard.check(Requests.get("/").bearer(token).facts()));
    String body = answer.body().replaceFirst("\"id\":\"\\w+\"", "");
    return new HttpAnswer(answer.status(), answer.headers(), body);
  }

  @Test // requirement 47
  void everyFaultButExpiry_isAnsweredAlike() {
    List<String> tokens =
        List.of(
            "x".repeat(9000),
            "garbage",
            "a.b.c",
            good().header("crit", List.of("exp")).text(),
            good().algorithm("none").text(),
            good().header("typ", "logout+jwt").text(),
            good().tampered(),
            good().signedBy("mallory").text(),
            good().rawPayload("[]").text(),
            good().without("iss").text(),
            good().claim("iss", "globex").text(),
            good().claim("aud", "another").text(),
            good().claim("nbf", NOW.plusSeconds(31)).text(),
            good().claim("iat", NOW.minusSeconds(331)).expiringAt(NOW.plusSeconds(9)).text(),
            good().expiringAt(NOW.plusSeconds(601)).text(),
            good().claim("sub", " ").text(),
            good().without("exp").text());
    Set<HttpAnswer> answers =
        tokens.stream().map(token -> answer("token_invalid", token)).collect(Collectors.toSet());
    assertEquals(1, answers.size(), answers::toString);
    Set<Reason> reasons =
        test.events().stream().map(GuardEvent::reason).collect(Collectors.toSet());
    Set<Reason> all = EnumSet.range(Reason.TOO_LONG, Reason.CLAIM);
    all.removeAll(Set.of(Reason.EXPIRED, Reason.UNKNOWN_KEY));
    assertTrue(reasons.containsAll(all), () -> "only " + reasons);
  }

  @Test // requirement 47: of a token that is not ours not even that is said
  void expiry_isAnsweredForTokensWithRightMacAlone() {
    Tokens expired = good().expiringAt(NOW.minusSeconds(60));
    HttpAnswer forged = answer("token_invalid", expired.signedBy("mallory").text());
    assertEquals(forged, answer("token_invalid", good().tampered()));
    answer("token_expired", good().expiringAt(NOW.minusSeconds(60)).text());
  }
}
