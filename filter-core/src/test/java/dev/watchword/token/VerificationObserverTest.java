package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Verdict.Admitted;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The steps of the verifier as an observer hears them. */
class VerificationObserverTest {
  private final TokenVerifier verifier = TestIssuer.standardVerifier();

  /** What the observer was told: the steps, and their refusals. */
  private static final class Told {
    private final List<String> steps = new ArrayList<>();
    private final List<Rejection> refusals = new ArrayList<>();

    private final VerificationObserver observer =
        (VerificationObserver)
            Proxy.newProxyInstance(
                Told.class.getClassLoader(),
                new Class<?>[] {VerificationObserver.class},
                (proxy, method, arguments) -> {
                  steps.add(method.getName());
                  Arrays.stream(arguments).map(Told::refusal).forEach(refusals::add);
                  refusals.removeIf(Objects::isNull);
                  return null;
                });

    private static Rejection refusal(Object argument) {
      if (argument instanceof CandidateKeys.None none) {
        return none.why();
      }
      return argument instanceof JoseHeader header
          ? header.refused()
          : argument instanceof Rejection refused ? refused : null;
    }
  }

  private static void assertTold(String steps, TestIssuer issuer, Tokens token) {
    assertTold(steps, issuer.verifier(), token.text());
  }

  /** The steps, of which the last one refuses the token for the verdict's reason. */
  private static void assertTold(String steps, TokenVerifier verifier, String token) {
    Told told = new Told();
    Verdict verdict = verifier.walk(token, IssuerFilter.ANY, NOW, told.observer);
    assertEquals(verifier.verify(token, NOW), verdict);
    assertEquals(steps, String.join(" ", told.steps));
    boolean byRules = steps.endsWith("claims");
    assertEquals(byRules ? List.of() : List.of(verdict), told.refusals);
  }

  @Test
  void refusedToken_isObservedUpToStepThatRefusesIt() {
    TestIssuer issuer = TestIssuer.withDefaults();
    assertTold("size", verifier, "a".repeat(9000));
    assertTold("size form", verifier, "a.b");
    assertTold("size form header", issuer, Tokens.good().algorithm("none"));
    assertTold("size form header", issuer, Tokens.good().header("pad", "x".repeat(1100)));
    assertTold("size form header macSize", verifier, Tokens.goodText() + "AAAA");
    assertTold(
        "size form header macSize candidates",
        issuer.keys(Keys.dated("old", null, null, NOW)),
        Tokens.good());
    assertTold(
        "size form header macSize candidates mismatch",
        TestIssuer.withDefaults(),
        Tokens.good().signedBy("mallory"));
    assertTold(
        "size form header macSize candidates match payload",
        TestIssuer.withDefaults(),
        Tokens.good().rawPayload("[]"));
    assertTold(
        "size form header macSize candidates match payload claims",
        TestIssuer.withDefaults(),
        Tokens.good().without("exp"));
  }

  @Test
  void admittedToken_isObservedToEndThoughCached() {
    String token = Tokens.goodText();
    Caller remembered = null;
    for (int i = 0; i < 3; i++) {
      remembered = ((Admitted) verifier.verify(token, NOW)).caller();
    }
    assertSame(remembered, ((Admitted) verifier.verify(token, NOW)).caller());
    Told told = new Told();
    assertInstanceOf(Admitted.class, verifier.walk(token, IssuerFilter.ANY, NOW, told.observer));
    assertEquals(
        "size form header macSize candidates match payload claims", String.join(" ", told.steps));
    assertEquals(List.of(), told.refusals);
  }

  @Test
  void faultOfObserver_isThrownAndAdmitsNothing() {
    VerificationObserver broken =
        (VerificationObserver)
            Proxy.newProxyInstance(
                Told.class.getClassLoader(),
                new Class<?>[] {VerificationObserver.class},
                (proxy, method, arguments) -> {
                  throw new IllegalStateException(method.getName());
                });
    assertThrows(
        IllegalStateException.class,
        () -> verifier.walk(Tokens.goodText(), IssuerFilter.ANY, NOW, broken));
  }
}
