package dev.watchword.explain;

import static dev.watchword.testing.Tokens.NOW;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.ClaimRules;
import dev.watchword.token.HeaderSize;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.IssuerLookup;
import dev.watchword.token.IssuerSource;
import dev.watchword.token.KeyRing;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.Publishable;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.Relaxation;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.UseRules;
import dev.watchword.token.Verdict;
import dev.watchword.token.Verdict.Admitted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What people are told is what the verifier does, and the common mistakes are recognised. */
class ExplanationTest {
  private static final IssuerFilter ANY = IssuerFilter.ANY;

  private static TestIssuer strict() {
    return TestIssuer.withDefaults()
        .iss("acme")
        .audiences("api", "https://api.example/")
        .required("tenant", "email|phone")
        .maxLifetime(Duration.ofMinutes(10))
        .maxAge(Duration.ofMinutes(5));
  }

  private static Tokens good() {
    return Tokens.good()
        .claim("iss", "acme")
        .claim("aud", "api")
        .claim("tenant", 7)
        .claim("phone", "1")
        .claim("iat", NOW);
  }

  /** A token and who judges it. */
  private record Row(TokenVerifier verifier, String token, IssuerFilter filter) {
    @Override
    public String toString() {
      return verifier.verify(token, filter, NOW) instanceof Rejection refused
          ? refused.reason().code() + ": " + refused.detail()
          : "admitted";
    }
  }

  private static final TokenVerifier STRICT = strict().verifier();

  private static Row row(TestIssuer issuer, String token) {
    return new Row(issuer.verifier(), token, ANY);
  }

  private static Row row(Tokens token) {
    return new Row(STRICT, token.text(), ANY);
  }

  private static Issuer relaxed(String name, SharedKey key) {
    ClaimRules rules = TestIssuer.withDefaults().issuer().rules();
    Set<Relaxation> relaxed = EnumSet.of(Relaxation.DUPLICATES);
    return new Issuer(
        name,
        name,
        List.of(key),
        rules,
        relaxed,
        null,
        Publishable.NONE,
        UseRules.NONE,
        false,
        null);
  }

  private static KeyRing ring(boolean byIss, IssuerSource source) {
    Issuer acme = TestIssuer.withDefaults().name("acme").iss("acme").issuer();
    Issuer globex =
        TestIssuer.withDefaults().name("globex").iss("globex").keys(Keys.named("g", "k9")).issuer();
    Issuer loose = relaxed("loose", Keys.named("l", "k8"));
    List<Issuer> issuers = byIss ? List.of(acme, globex) : List.of(acme, globex, loose);
    return new KeyRing(issuers, byIss ? IssuerLookup.ISS : IssuerLookup.KID, source);
  }

  /** Tokens for each way in which the verifier can refuse one, and a good one. */
  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    String text = good().text();
    rows.add(row(good()));
    rows.add(row(good().claim("pad", "x".repeat(9000))));
    for (String odd : List.of("", "a.b", "Bearer " + text, text + "=", text + "AAAA")) {
      rows.add(new Row(STRICT, odd, ANY));
    }
    for (String header :
        List.of(
            "[]",
            "{\"alg\":\"HS256\",\"crit\":[\"exp\"]}",
            "{\"alg\":\"HS256\",\"kid\":7}",
            "{\"alg\":\"HS256\",\"pad\":\"" + "x".repeat(1100) + "\"}",
            "{\"alg\":\"none\"}",
            "{\"typ\":\"x\",\"alg\":\"none\"}",
            "{\"alg\":\"none\",\"typ\":\"x\"}",
            "{\"alg\":\"HS256\",\"typ\":\"logout+jwt\"}",
            "{\"alg\":\"HS384\"}")) {
      rows.add(row(good().rawHeader(header)));
    }
    rows.add(row(good().signedBy("somebody else")));
    for (String payload : List.of("[]", "{}", "{\"exp\":1,\"exp\":1}")) {
      rows.add(row(good().rawPayload(payload)));
    }
    for (String claim : List.of("iss", "aud", "exp", "iat", "tenant", "phone")) {
      rows.add(row(good().without(claim)));
    }
    for (String claim : List.of("iss", "aud", "exp", "nbf", "sub")) {
      rows.add(row(good().rawClaim(claim, "[7]")));
    }
    rows.add(row(good().expiringAt(NOW.minusSeconds(30))));
    rows.add(row(good().claim("nbf", NOW.plusSeconds(31))));
    rows.add(row(good().claim("iat", NOW.plusSeconds(31))));
    rows.add(row(good().claim("iat", NOW.minusSeconds(400)).expiringAt(NOW.plusSeconds(60))));
    rows.add(row(good().expiringAt(NOW.plusSeconds(601))));
    rows.addAll(keysAndIssuers());
    return rows;
  }

  private static List<Row> keysAndIssuers() {
    SharedKey live = Keys.named("main", "k1");
    SharedKey ended = Keys.dated("old", "k0", null, NOW);
    TestIssuer two = TestIssuer.withDefaults().keys(live, ended);
    List<Row> rows = new ArrayList<>();
    rows.add(row(two, Tokens.good().kid("k0").signedBy("old").text()));
    rows.add(row(two, Tokens.good().kid("k2").text()));
    rows.add(row(TestIssuer.withDefaults().keys(ended), Tokens.goodText()));
    rows.add(row(TestIssuer.withDefaults(), Tokens.good().algorithm("HS512").text()));
    IssuerSource broken =
        selector -> {
          throw new IllegalStateException(selector);
        };
    String acme = Tokens.good().claim("iss", "acme").text();
    for (boolean byIss : List.of(true, false)) {
      TokenVerifier verifier = new TokenVerifier(ring(byIss, broken));
      for (String selector : new String[] {null, "acme", "loose", "unknown"}) {
        rows.add(new Row(verifier, acme, new IssuerFilter(selector, Set.of())));
        rows.add(new Row(verifier, acme, new IssuerFilter(selector, Set.of("globex"))));
        rows.add(new Row(verifier, Tokens.goodText(), new IssuerFilter(selector, Set.of())));
      }
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void firstFailedStep_isReasonOfVerifier(Row row) {
    Verdict verdict = row.verifier.verify(row.token, row.filter, NOW);
    assertAgrees(verdict, Explanation.of(row.verifier, row.token, row.filter, NOW));
  }

  private static void assertAgrees(Verdict verdict, Explanation explanation) {
    ExplainedStep failed = explanation.failed();
    if (verdict instanceof Rejection refused) {
      assertEquals(refused, explanation.verdict());
      assertNotNull(failed, refused::toString);
      assertEquals(refused, failed.refused());
    } else {
      assertNull(failed);
      assertEquals(List.of(), explanation.hints());
      assertEquals(
          ((Admitted) verdict).caller().id(), ((Admitted) explanation.verdict()).caller().id());
    }
    for (ExplainedStep step : explanation.steps()) {
      assertPrintable(step.check() + step.sentence());
    }
    explanation.hints().forEach(hint -> assertPrintable(hint.sentence()));
  }

  private static void assertPrintable(String text) {
    assertTrue(
        text.chars().noneMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c)),
        text);
  }

  @Test
  void everyReasonOfVerifier_isExplained() {
    Set<Reason> wanted = EnumSet.range(Reason.TOO_LONG, Reason.CLAIM);
    wanted.addAll(Set.of(Reason.UNKNOWN_ISSUER, Reason.UNAVAILABLE));
    wanted.remove(Reason.SEVERAL_ISSUERS); // the guard's
    Set<Reason> seen = new TreeSet<>();
    for (Row row : rows()) {
      if (row.verifier.verify(row.token, row.filter, NOW) instanceof Rejection refused) {
        seen.add(refused.reason());
      }
    }
    assertEquals(wanted, seen);
  }

  @Test
  void changedToken_isExplainedInPrintableText() {
    Random random = new Random(7);
    TokenVerifier verifier = strict().verifier();
    String text = good().text();
    String odd = "\u0130 .=\"{}\u0000A-";
    for (int i = 0; i < 500; i++) {
      StringBuilder changed = new StringBuilder(text);
      for (int times = random.nextInt(3); times >= 0; times--) {
        int at = random.nextInt(changed.length());
        char c = random.nextBoolean() ? odd.charAt(random.nextInt(odd.length())) : 'b';
        switch (random.nextInt(3)) {
          case 0 -> changed.setCharAt(at, c);
          case 1 -> changed.insert(at, c);
          default -> changed.delete(at, Math.min(changed.length() - 1, at + random.nextInt(9)));
        }
      }
      String token = changed.toString();
      assertAgrees(verifier.verify(token, NOW), Explanation.of(verifier, token, ANY, NOW));
    }
  }

  @Test
  void everyBrokenClaim_isShownAtOnce() {
    String token =
        good().claim("iss", "x").claim("aud", "y").expiringAt(NOW.minusSeconds(60)).text();
    Set<String> failed =
        Explanation.of(strict().verifier(), token, ANY, NOW).steps().stream()
            .filter(step -> !step.passed())
            .map(ExplainedStep::check)
            .collect(Collectors.toSet());
    assertEquals(Set.of("iss", "aud", "exp", "lifetime"), failed);
  }

  @Test
  void failedStep_saysExpectedAndActualValue() {
    Explanation explanation =
        Explanation.of(strict().verifier(), good().claim("aud", "web").text(), ANY, NOW);
    assertEquals(
        "expected \"api\" or \"https://api.example/\"; got \"web\"",
        explanation.failed().sentence());
  }

  @Test
  void toString_quotesNothing() {
    String token = good().claim("aud", "web").text();
    Explanation explanation = Explanation.of(strict().verifier(), token, ANY, NOW);
    String shown = explanation + explanation.steps().toString() + explanation.hints();
    assertFalse(shown.contains("web"), shown);
    assertFalse(shown.contains("alice"), shown);
  }

  @Test
  void missingToken_isExplainedToo() {
    Explanation explanation = Explanation.of(strict().verifier(), null, ANY, NOW);
    assertEquals(Reason.FAULT, ((Rejection) explanation.verdict()).reason());
  }

  @Test // as a guard refuses it, which never reads it as a JWT
  void publishableToken_isRefusedAsByGuard() {
    for (String token : List.of("wpk_0123456789abcdef", "wpk_a.b.c", "wpk_" + "a".repeat(9000))) {
      Explanation explanation = Explanation.of(strict().verifier(), token, ANY, NOW);
      Rejection refused = (Rejection) explanation.verdict();
      assertEquals(Reason.PUBLISHABLE, refused.reason());
      assertEquals(refused, explanation.failed().refused());
    }
  }

  // ---- the common mistakes

  private static Set<String> mistakes(TokenVerifier verifier, String token) {
    return mistakes(verifier, token, NOW);
  }

  private static Set<String> mistakes(TokenVerifier verifier, String token, Instant now) {
    return Explanation.of(verifier, token, ANY, now).hints().stream()
        .map(Hint::mistake)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void assertMistakes(Set<String> expected, TestIssuer issuer, String token) {
    assertEquals(new TreeSet<>(expected), mistakes(issuer.verifier(), token));
  }

  @Test
  void textCopiedAroundToken_isNamed() {
    TestIssuer issuer = TestIssuer.withDefaults();
    String text = Tokens.goodText();
    assertMistakes(Set.of("bearer", "cleaned"), issuer, "Bearer " + text);
    assertMistakes(Set.of("bearer", "cleaned"), issuer, "Authorization: bearer " + text);
    assertMistakes(Set.of("quotes", "cleaned"), issuer, "\"" + text + "\"");
    assertMistakes(Set.of("quotes", "bearer", "cleaned"), issuer, "'Bearer " + text + "'");
    assertMistakes(Set.of("scheme", "cleaned"), issuer, "JWT " + text);
    assertMistakes(Set.of("scheme", "cleaned"), issuer, "Authorization: Ghost " + text);
    assertMistakes(Set.of("padding", "cleaned"), issuer, text + "=");
    assertMistakes(Set.of("escaped", "padding", "cleaned"), issuer, text + "%3D");
    assertMistakes(Set.of("whitespace", "cleaned"), issuer, text + "\n");
    assertMistakes(Set.of("whitespace", "cleaned"), issuer, "\uFEFF" + text);
    String folded = text.substring(0, 30) + "\n" + text.substring(30);
    assertMistakes(Set.of("folded", "cleaned"), issuer, folded);
    Explanation explanation = Explanation.of(issuer.verifier(), "Bearer " + text, ANY, NOW);
    assertEquals("Without that it is admitted.", explanation.hints().get(1).sentence());
  }

  @ParameterizedTest
  @CsvSource({
    "JWT, '%s '",
    "Ghost, '%s '",
    "Token, '%s  '",
    "JWT, 'Authorization: %s '",
    "jwt, '%s: '"
  })
  void tokenUnderAnotherScheme_isToldItsScheme(String scheme, String before) {
    String token = before.formatted(scheme) + Tokens.goodText();
    List<Hint> hints = Explanation.of(strict().verifier(), token, ANY, NOW).hints();
    assertEquals("scheme", hints.get(0).mistake());
    assertEquals(
        "The scheme is '%s', not Bearer: a server finds no token there, unless watchword.source=scheme:%s says so."
            .formatted(scheme, scheme),
        hints.get(0).sentence());
    assertEquals("cleaned", hints.get(1).mistake());
  }

  @Test // a piece of the token's own first part is no scheme, nor is a word before another text
  void foldedToken_hasNoScheme() {
    String text = Tokens.goodText();
    TestIssuer issuer = TestIssuer.withDefaults();
    for (int cut = 1; cut < 40; cut++) {
      String folded = text.substring(0, cut) + " " + text.substring(cut);
      assertMistakes(Set.of("folded", "cleaned"), issuer, folded);
    }
    assertMistakes(Set.of("cut", "folded"), issuer, "JWT a.b");
  }

  @Test // it is whole, but the server in front refuses it, and logs nothing
  void longToken_isToldWhatServersTakeByThemselves() {
    String token = Tokens.good().claim("roles", "r".repeat(9_000)).text();
    TestIssuer issuer = TestIssuer.withDefaults();
    assertMistakes(Set.of("size"), issuer, token);
    TokenVerifier wide = new TokenVerifier(issuer.ring(), 16_384);
    Explanation admitted = Explanation.of(wide, token, ANY, NOW);
    assertInstanceOf(Verdict.Admitted.class, admitted.verdict());
    assertEquals(
        "The token has " + token.length() + " characters: " + HeaderSize.ADVICE + ".",
        admitted.hints().get(0).sentence());
    assertMistakes(Set.of("bearer", "cleaned", "size"), issuer, "Bearer " + token);
    assertMistakes(Set.of(), issuer, Tokens.good().claim("roles", "r".repeat(3_000)).text());
    assertMistakes(Set.of("cut"), issuer, token.substring(0, 9_000));
  }

  @ParameterizedTest
  @CsvSource({"7168, false", "7169, true"})
  void tokenThatLeavesKilobyte_isNotMuch(int length, boolean much) {
    assertEquals(much, HeaderSize.isMuch(length));
  }

  /** The largest header is shown, and of a larger one its size. */
  @ParameterizedTest
  @CsvSource({"1024, true", "1025, false"})
  void header_isShownUpToItsLimit(int length, boolean shown) {
    String header = "{\"alg\":\"HS256\",\"x\":\"\"}";
    String padded = header.replace("\"\"", '"' + "x".repeat(length - header.length()) + '"');
    Explanation explanation =
        Explanation.of(
            TestIssuer.withDefaults().verifier(), Tokens.good().rawHeader(padded).text(), ANY, NOW);
    ExplainedStep step =
        explanation.steps().stream()
            .filter(one -> one.check().equals("header"))
            .findFirst()
            .orElseThrow();
    assertEquals(shown, step.passed());
    assertEquals(!shown, step.got().equals(length + " bytes"), step::toString);
  }

  private static List<String> sentences(TestIssuer issuer, Tokens token) {
    return Explanation.of(issuer.verifier(), token.text(), ANY, NOW).hints().stream()
        .map(Hint::sentence)
        .toList();
  }

  @Test
  void claimThatIsNotFound_isToldOfAdmittedToken() {
    Tokens token = Tokens.good().rawClaim("https://app.example/claims", "{\"roles\":[\"a\"]}");
    String has = ". The token has: exp, https://app.example/claims, sub.";
    assertEquals(
        List.of(
            "Nothing is at https://app.example/claims/roles (watchword.rolesclaim), so its caller"
                + " has no role"
                + has,
            "Nothing is at sub.scp (watchword.scopeclaim), so its caller has no scope" + has),
        sentences(
            TestIssuer.withDefaults().names("sub", "https://app.example/claims/roles", "sub.scp"),
            token));
    assertEquals(
        List.of(
            "Nothing is at upn, email (watchword.nameclaim), so its caller is \"default\", as of"
                + " every such token"
                + has),
        sentences(TestIssuer.withDefaults().names("upn,email", "roles", "scope"), token));
  }

  @Test
  void claimThatIsFound_isNotTold() {
    Tokens token = Tokens.good().rawClaim("https://app.example/claims", "{\"roles\":[\"a\"]}");
    String path = "https://app.example/claims.roles";
    assertEquals(List.of(), sentences(TestIssuer.withDefaults().names("sub", path, path), token));
    Tokens widget = Tokens.good().without("sub").header("typ", "widget+jwt").claim("userId", "1");
    assertEquals(List.of(), sentences(TestIssuer.withDefaults(), widget));
  }

  @Test
  void commasInOneText_areToldUnlessTheySeparate() {
    Tokens token = Tokens.good().claim("roles", "admin,staff").claim("scope", "a b");
    assertEquals(
        List.of(
            "Commas are part of a role or scope in roles; where they separate them, set"
                + " watchword.rolesclaim=roles split ,"),
        sentences(TestIssuer.withDefaults(), token));
    assertEquals(
        List.of(
            "Commas are part of a role or scope in scope; where they separate them, set"
                + " watchword.scopeclaim=scope split ,"),
        sentences(TestIssuer.withDefaults(), Tokens.good().claim("scope", "a,b")));
    TestIssuer split = TestIssuer.withDefaults().names("sub", "roles split ,", "scope");
    assertEquals(List.of(), sentences(split, token));
    Tokens array = Tokens.good().rawClaim("roles", "[\"a,b\"]");
    assertEquals(List.of(), sentences(TestIssuer.withDefaults(), array));
  }

  @Test
  void twoMistakesAtOnce_areBothFound() {
    String token = "Bearer " + Tokens.good().expiringAt(NOW.minusSeconds(40)).text();
    assertMistakes(Set.of("bearer", "cleaned", "clock"), TestIssuer.withDefaults(), token);
  }

  @Test
  void tokenOfAnotherSystem_isRecognised() {
    TestIssuer issuer = TestIssuer.withDefaults();
    assertMistakes(Set.of("empty"), issuer, "");
    assertMistakes(Set.of("opaque"), issuer, "0123456789abcdef");
    assertMistakes(Set.of("publishable"), issuer, "wpk_0123456789");
    assertMistakes(Set.of("encrypted"), issuer, "eyJ.a.b.c.d");
    assertMistakes(Set.of("cut"), issuer, Tokens.goodText().substring(0, 50));
    assertMistakes(Set.of("unsigned"), issuer, Tokens.good().algorithm("none").unsigned());
    assertMistakes(Set.of("unsigned"), issuer, Tokens.good().algorithm("None").text());
    for (String alg : List.of("RS256", "ES256", "PS512", "EdDSA")) {
      assertMistakes(Set.of("asymmetric"), issuer, Tokens.good().algorithm(alg).text());
    }
    assertMistakes(Set.of("case"), issuer, Tokens.good().algorithm("hs256").text());
    assertMistakes(Set.of("kind"), issuer, Tokens.good().header("typ", "logout+jwt").text());
  }

  /** Keys from text, as an operator has them. */
  private static TestIssuer holding(byte[] secret) {
    return TestIssuer.withDefaults()
        .keys(new SharedKey("usual", null, secret, Set.of(MacAlgorithm.HS256), null, null));
  }

  private static String by(byte[] secret) {
    return Tokens.good().secret(secret).text();
  }

  @Test
  void secretMistakenForBase64OrReverse_isRecognised() {
    byte[] bytes = TestSecrets.secret("some bytes");
    for (byte[] text :
        List.of(
            Base64.getEncoder().encode(bytes),
            Base64.getEncoder().withoutPadding().encode(bytes),
            Base64.getUrlEncoder().encode(bytes),
            Base64.getUrlEncoder().withoutPadding().encode(bytes))) {
      assertMistakes(Set.of("base64"), holding(text), by(bytes));
      assertMistakes(Set.of("base64"), holding(bytes), by(text));
      byte[] line = (new String(text, US_ASCII) + "\n").getBytes(US_ASCII);
      assertMistakes(Set.of("base64"), holding(bytes), by(line));
    }
    byte[] prefixed = ("base64:" + Base64.getEncoder().encodeToString(bytes)).getBytes(US_ASCII);
    assertMistakes(Set.of("base64"), holding(bytes), by(prefixed));
    byte[] hex = HexFormat.of().formatHex(bytes).getBytes(US_ASCII);
    assertMistakes(Set.of("hex"), holding(hex), by(bytes));
    assertMistakes(Set.of("hex"), holding(bytes), by(hex));
  }

  @Test
  void secretWithExtraCharacters_isRecognised() {
    String secret = TestSecrets.text("plain");
    byte[] bytes = secret.getBytes(UTF_8);
    for (String ending : List.of("\n", "\r\n")) {
      assertMistakes(Set.of("newline"), holding(bytes), by((secret + ending).getBytes(UTF_8)));
    }
    assertMistakes(Set.of("whitespace"), holding(bytes), by((secret + " ").getBytes(UTF_8)));
    assertMistakes(Set.of("whitespace"), holding((secret + "\n").getBytes(UTF_8)), by(bytes));
    assertMistakes(Set.of("quotes"), holding(bytes), by(("\"" + secret + "\"").getBytes(UTF_8)));
    assertMistakes(Set.of("quotes"), holding(("'" + secret + "'").getBytes(UTF_8)), by(bytes));
    String umlaut = secret + "\u00e4";
    assertMistakes(
        Set.of("charset"), holding(umlaut.getBytes(UTF_8)), by(umlaut.getBytes(ISO_8859_1)));
    assertMistakes(Set.of("unset"), holding(bytes), by("undefined".getBytes(UTF_8)));
    assertMistakes(Set.of("other-secret"), holding(bytes), Tokens.good().signedBy("x").text());
  }

  @Test
  void sentences_holdNoSecret() {
    String secret = TestSecrets.text("plain");
    byte[] bytes = secret.getBytes(UTF_8);
    for (String other : List.of(secret + "\n", '"' + secret + '"', "undefined", secret + "x")) {
      Explanation explanation =
          Explanation.of(holding(bytes).verifier(), by(other.getBytes(UTF_8)), ANY, NOW);
      for (Hint hint : explanation.hints()) {
        assertFalse(hint.sentence().contains(secret), hint.sentence());
      }
      explanation.steps().forEach(step -> assertFalse(step.sentence().contains(secret)));
    }
  }

  @Test
  void rightSecretUnderAnotherKey_isRecognised() {
    SharedKey ended = Keys.dated("old", null, null, NOW);
    SharedKey kid = Keys.named("main", "k1");
    TestIssuer issuer = TestIssuer.withDefaults().keys(kid, ended);
    assertMistakes(Set.of("dates"), issuer, Tokens.good().signedBy("old").text());
    assertMistakes(
        Set.of("kid"), TestIssuer.withDefaults().keys(kid), Tokens.good().kid("k2").text());
    assertMistakes(
        Set.of("dates"),
        TestIssuer.withDefaults().keys(Keys.dated("main", "k1", NOW.plusSeconds(9), null)),
        Tokens.good().kid("k1").text());
    assertMistakes(
        Set.of("algorithm"), TestIssuer.withDefaults(), Tokens.good().algorithm("HS512").text());
    KeyRing several = ring(false, null);
    Explanation other =
        Explanation.of(
            new TokenVerifier(several),
            Tokens.good().signedBy("g").text(),
            new IssuerFilter("acme", Set.of()),
            NOW);
    assertEquals("issuer", other.hints().get(0).mistake());
    assertEquals(
        Set.of("key", "no-issuer"),
        mistakes(new TokenVerifier(several), Tokens.good().signedBy("g").text()));
  }

  @Test
  void datesInWrongUnitOrType_areRecognised() {
    TestIssuer issuer = TestIssuer.withDefaults();
    long millis = NOW.toEpochMilli();
    for (String name : List.of("exp", "nbf", "iat")) {
      assertMistakes(Set.of("milliseconds"), issuer, Tokens.good().claim(name, millis).text());
    }
    assertMistakes(Set.of("type"), issuer, Tokens.good().claim("exp", "1790000000").text());
    assertMistakes(Set.of("lifetime"), issuer, Tokens.good().claim("exp", 900).text());
    assertMistakes(Set.of("endless"), issuer, Tokens.good().without("exp").text());
    assertMistakes(Set.of("type"), issuer, Tokens.good().claim("sub", 7).text());
  }

  @Test
  void differingClocks_areRecognised() {
    TestIssuer issuer = TestIssuer.withDefaults();
    assertMistakes(Set.of("clock"), issuer, Tokens.good().expiringAt(NOW.minusSeconds(90)).text());
    assertMistakes(Set.of(), issuer, Tokens.good().expiringAt(NOW.minusSeconds(9000)).text());
    for (String name : List.of("iat", "nbf")) {
      Tokens ahead = Tokens.good().expiringAt(NOW.plusSeconds(90_000));
      Instant minutes = NOW.plusSeconds(200);
      assertMistakes(Set.of("clock"), issuer, ahead.claim(name, minutes).text());
      Instant hours = NOW.plus(Duration.ofHours(5)).plusSeconds(1800 - 2);
      assertMistakes(Set.of("timezone"), issuer, ahead.claim(name, hours).text());
    }
  }

  @Test
  void wrongAudienceOrIssuer_isShownBesideExpectedOne() {
    assertEquals(
        "Wrong audience: the token says \"web\", here is \"api\" or \"https://api.example/\".",
        sentence(good().claim("aud", "web")));
    assertEquals(
        "Wrong audience: it differs by a slash or white space at an end from"
            + " \"https://api.example/\".",
        sentence(good().claim("aud", "https://api.example")));
    assertEquals(
        "Wrong audience: it differs by capitals alone from \"api\".",
        sentence(good().claim("aud", "API")));
    assertEquals(
        "Wrong audience: several stand in one text; write an array.",
        sentence(good().claim("aud", "api,web")));
    assertEquals(
        "The signer must set aud to \"api\" or \"https://api.example/\".",
        sentence(good().without("aud")));
    assertEquals(
        "Wrong iss: the token says \"globex\", here is \"acme\".",
        sentence(good().claim("iss", "globex")));
    assertEquals("The signer must set iss to \"acme\".", sentence(good().without("iss")));
  }

  private static String sentence(Tokens token) {
    List<Hint> hints = Explanation.of(strict().verifier(), token.text(), ANY, NOW).hints();
    assertEquals(1, hints.size(), hints::toString);
    return hints.get(0).sentence();
  }

  @Test
  void claimThatStandsTwice_isRecognised() {
    long exp = NOW.plusSeconds(60).getEpochSecond();
    String twice = "{\"exp\":" + exp + ",\"userId\":\"a\",\"userId\":\"a\"}";
    assertMistakes(
        Set.of("twice"), TestIssuer.withDefaults(), Tokens.good().rawPayload(twice).text());
    assertMistakes(
        Set.of("object"), TestIssuer.withDefaults(), Tokens.good().rawPayload("\"alice\"").text());
  }
}
