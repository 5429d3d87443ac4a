package dev.watchword.explain;

import static dev.watchword.testing.Tokens.NOW;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.IssuerLookup;
import dev.watchword.token.KeyRing;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.Relaxation;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a token says, what explains it agrees with the verifier, fails nowhere, and tells no
 * secret (requirement 25). The generator is seeded.
 */
class ExplanationAgreementTest {
  private static final int TOKENS = 4000;

  /** What a secret is in all the forms in which it may be written. */
  private static final List<String> FORMS =
      Stream.of("main", "old", "globex").flatMap(ExplanationAgreementTest::forms).toList();

  private static final List<String> NAMES =
      List.of(
          "sub",
          "iss",
          "aud",
          "exp",
          "nbf",
          "iat",
          "jti",
          "roles",
          "scope",
          "tenant",
          "userId",
          "realm",
          "https://app.example/roles",
          "a.b",
          "",
          "\u0130\u202e",
          "alg",
          "kid");

  private static final List<String> HEADERS =
      List.of(
          "{\"alg\":\"HS256\"}",
          "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
          "{\"typ\":\"widget+jwt\",\"alg\":\"HS256\"}",
          "{\"alg\":\"HS256\",\"kid\":\"k1\"}",
          "{\"alg\":\"HS256\",\"kid\":\"unknown\"}",
          "{\"alg\":\"HS256\",\"typ\":\"\\u001b[2J\"}",
          "{\"alg\":\"HS256\",\"kid\":7}",
          "{\"alg\":\"HS512\"}",
          "{\"alg\":\"none\"}",
          "{\"alg\":\"RS256\",\"x5c\":[]}",
          "{\"alg\":\"HS256\",\"alg\":\"none\"}",
          "{\"alg\":\"HS256\",\"crit\":[\"exp\"]}",
          "{}",
          "[]",
          "{\"alg\":");

  private final Random random = new Random(20_261_125);
  private final Map<String, Integer> outcomes = new TreeMap<>();

  private static Stream<String> forms(String word) {
    byte[] secret = TestSecrets.secret(word);
    return Stream.of(
        new String(secret, ISO_8859_1),
        TestSecrets.text(word),
        Base64.getEncoder().encodeToString(secret),
        HexFormat.of().formatHex(secret));
  }

  private static List<TokenVerifier> verifiers() {
    TestIssuer acme =
        TestIssuer.withDefaults().name("acme").keys(Keys.named("main", "k1"), Keys.key("old"));
    TestIssuer globex = TestIssuer.withDefaults().name("globex").keys(Keys.key("globex"));
    List<TokenVerifier> verifiers = new ArrayList<>();
    verifiers.add(TestIssuer.standardVerifier());
    verifiers.add(
        TestIssuer.withDefaults()
            .iss("acme")
            .audiences("api")
            .required("tenant", "email|userId")
            .maxAge(Duration.ofMinutes(5))
            .maxLifetime(Duration.ofMinutes(10))
            .verifier());
    verifiers.add(
        TestIssuer.withDefaults()
            .names("userId,https://app.example/roles,a.b", "realm.roles split ,", "realm.scope")
            .relaxed(Relaxation.NOEXP, Relaxation.DUPLICATES, Relaxation.NUMERICNAME)
            .verifier());
    for (IssuerLookup lookup : IssuerLookup.values()) {
      if (lookup != IssuerLookup.NOTHING) {
        verifiers.add(
            new TokenVerifier(
                new KeyRing(
                    List.of(acme.iss("acme").issuer(), globex.iss("globex").issuer()),
                    lookup,
                    null),
                1500));
      }
    }
    return verifiers;
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private IssuerFilter filter() {
    if (random.nextBoolean()) {
      return IssuerFilter.ANY;
    }
    return oneOf(
        List.of(
            IssuerFilter.ANY.includingRestricted(),
            new IssuerFilter("acme", Set.of()),
            new IssuerFilter("nobody", Set.of()),
            new IssuerFilter(null, Set.of("globex"))));
  }

  private String token() {
    String payload = random.nextInt(12) == 0 ? oneOf(List.of("", "[]", "null", "{")) : object(0);
    String input =
        Tokens.base64(random.nextInt(3) == 0 ? oneOf(HEADERS) : HEADERS.get(random.nextInt(4)))
            + "."
            + Tokens.base64(payload);
    byte[] secret = TestSecrets.secret(oneOf(List.of("main", "main", "main", "old", "globex")));
    String token = Tokens.sign(input, "HmacSHA256", secret);
    return random.nextInt(8) == 0 ? changed(token) : token;
  }

  private String changed(String token) {
    StringBuilder text = new StringBuilder(token);
    int at = random.nextInt(text.length());
    switch (random.nextInt(4)) {
      case 0 -> text.setCharAt(at, (char) random.nextInt(0x2100));
      case 1 -> text.delete(at, Math.min(text.length() - 1, at + 20));
      case 2 -> text.insert(at, oneOf(List.of(" ", "\n", "=", ".", "Bearer ", "\"", "\ud800")));
      default -> text.append(oneOf(List.of("\n", " ", ",", "." + token, "=".repeat(2000))));
    }
    return text.toString();
  }

  private String object(int depth) {
    List<String> members = new ArrayList<>();
    if (depth == 0 && random.nextInt(4) > 0) {
      long now = NOW.getEpochSecond();
      long exp = now + oneOf(List.of(300, 300, 300, 300, -29, -31, 3600, -9_000_000));
      members.add("\"sub\":\"alice\",\"exp\":" + exp + ",\"iat\":" + (exp - 300));
      members.add("\"iss\":\"acme\",\"aud\":[\"api\"],\"tenant\":7,\"userId\":\"a\"");
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      members.add(Tokens.json(oneOf(NAMES)) + ":" + value(depth + 1));
    }
    return "{" + String.join(",", members) + "}";
  }

  private String value(int depth) {
    long now = NOW.getEpochSecond();
    return switch (random.nextInt(depth > 3 ? 5 : 8)) {
      case 0 -> oneOf(List.of("true", "null", "-0", "1e400", "0.1", "9".repeat(40), "1e3"));
      case 1 -> Long.toString(now + random.nextInt(2000) - 1000);
      case 2 -> oneOf(List.of("\"\"", "\"acme\"", "\"api\"", "\"globex\"", "\"a,b c\"", "7"));
      case 3 -> oneOf(List.of("\"\\u0000\"", "\"\\ud800\"", "\"\\u202e\"", "\"\u001b\"", "tru"));
      case 4 -> "\"" + "x".repeat(random.nextInt(600)) + "\"";
      case 5 -> "[".repeat(random.nextInt(40)) + value(depth + 1);
      case 6 -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
      default -> object(depth + 1);
    };
  }

  @Test
  void generatedTokens_areExplainedAsVerified() {
    List<TokenVerifier> verifiers = verifiers();
    for (int i = 0; i < TOKENS; i++) {
      assertAgrees(oneOf(verifiers), token(), filter());
    }
    assertTrue(outcomes.size() >= 13, outcomes::toString);
    assertTrue(outcomes.getOrDefault("admitted", 0) >= 100, outcomes::toString);
  }

  private void assertAgrees(TokenVerifier verifier, String token, IssuerFilter filter) {
    Verdict right = verifier.verify(token, filter, NOW);
    Explanation explained = Explanation.of(verifier, token, filter, NOW);
    assertEquals(said(right), said(explained.verdict()), token);
    ExplainedStep failed = explained.failed();
    assertEquals(right instanceof Verdict.Admitted, failed == null, token);
    outcomes.merge(said(right).replaceFirst(":.*", ""), 1, Integer::sum);
    // Explanation catches what fails in it; nothing may.
    TokenInspection inspection = new TokenInspection(verifier, token, filter, NOW);
    assertEquals(explained.hints(), Hints.of(inspection, inspection.run()), token);
    assertIsClean(explained, token);
  }

  private static String said(Verdict verdict) {
    return verdict instanceof Rejection refused
        ? refused.reason().code() + ": " + refused.detail()
        : "admitted";
  }

  private static void assertIsClean(Explanation explained, String token) {
    String text =
        Stream.concat(
                explained.steps().stream().map(ExplainedStep::sentence),
                explained.hints().stream().map(Hint::sentence))
            .collect(Collectors.joining("\n"));
    assertTrue(
        text.chars().allMatch(c -> c == '\n' || (!Character.isISOControl(c) && c != 0x202e)),
        () -> text);
    FORMS.forEach(form -> assertFalse(text.contains(form), token));
  }

  /** As where the wrong line was copied. */
  @ParameterizedTest
  @ValueSource(strings = {"%s", "Bearer %s", "base64:%s", "%s.%s.%s", "x.y.%s", "%s=", "\"%s\""})
  void secretInPlaceOfToken_isNotShown(String form) {
    for (String secret : FORMS) {
      String token = form.replace("%s", secret);
      Explanation explained = Explanation.of(verifiers().get(1), token, IssuerFilter.ANY, NOW);
      Reason reason = ((Rejection) explained.verdict()).reason();
      assertTrue(Set.of(Reason.MALFORMED, Reason.HEADER).contains(reason), reason::code);
      assertIsClean(explained, token);
    }
  }
}
