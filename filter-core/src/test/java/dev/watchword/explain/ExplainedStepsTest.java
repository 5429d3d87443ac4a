package dev.watchword.explain;

import static dev.watchword.testing.Tokens.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.ClaimRules;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.IssuerLookup;
import dev.watchword.token.KeyRing;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.Printable;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TimeRules;
import dev.watchword.token.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads of each check: what would have passed, and what came. */
class ExplainedStepsTest {
  private static TestIssuer strict() {
    return TestIssuer.withDefaults()
        .iss("acme")
        .audiences("https://api.example/", "api")
        .required("tenant", "email|phone")
        .maxLifetime(Duration.ofMinutes(10))
        .maxAge(Duration.ofMinutes(5));
  }

  private static Tokens good() {
    return Tokens.good()
        .claim("iss", "acme")
        .claim("aud", List.of("api", "x"))
        .claim("tenant", 7)
        .claim("phone", "1")
        .claim("iat", NOW.minusSeconds(60))
        .claim("nbf", NOW.minusSeconds(3600));
  }

  /** Sentences by the name of the check; that of one that failed begins with an exclamation. */
  private static Map<String, String> steps(TokenVerifier verifier, String token, IssuerFilter by) {
    Map<String, String> steps = new LinkedHashMap<>();
    for (ExplainedStep step : Explanation.of(verifier, token, by, NOW).steps()) {
      steps.put(step.check(), (step.passed() ? "" : "! ") + step.sentence());
    }
    return steps;
  }

  private static Map<String, String> steps(TestIssuer issuer, Tokens token) {
    return steps(issuer.verifier(), token.text(), IssuerFilter.ANY);
  }

  private static void assertSays(String steps, Map<String, String> said) {
    steps
        .lines()
        .forEach(
            line -> {
              String check = line.substring(0, line.indexOf(':'));
              assertEquals(line.substring(check.length() + 2), said.get(check), check);
            });
  }

  @Test
  void everyStep_saysExpectedAndActualValue() {
    Map<String, String> said = steps(strict(), good());
    String main = "main ***" + Keys.key("main").fingerprint();
    assertSays(
        """
        size: expected at most 8192 characters; got 225
        form: expected three parts of unpadded base64url, with dots between; got parts of 20, 160 and 43 characters
        header: expected one strict JSON object without crit, zip, enc or b64, any kid short and printable; got {"alg":"HS256"}
        alg: expected HS256, HS384 or HS512; got "HS256"
        typ: expected none, JWT, at+jwt or widget+jwt; got none
        mac: expected 43 characters, as HS256 has; got 43
        issuer: expected one issuer that may have signed; got default
        key: expected a live key of issuer default; got no kid, so MAIN
        keyalg: expected HS256; got HS256
        signature: expected the MAC of MAIN; got that of MAIN
        payload: expected one strict JSON object, each name once; got {"sub":"alice","exp":1772366700,"iss":"acme","aud":["api","x"],"tenant":7,"phone":"1","iat":1772366340,"nbf":1772362800}
        iss: expected "acme"; got "acme"
        aud: expected "api" or "https://api.example/"; got ["api","x"]
        dates: expected exp, nbf and iat to be whole or decimal seconds since 1970; got exp 1772366700, nbf 1772362800, iat 1772366340
        exp: expected an end after 2026-03-01T12:00:00Z, give or take 30s; got 2026-03-01T12:05:00Z (in 5m)
        nbf: expected a start not after 2026-03-01T12:00:00Z, give or take 30s, or none; got 2026-03-01T11:00:00Z (1h ago)
        iat: expected made not after 2026-03-01T12:00:00Z, give or take 30s; got 2026-03-01T11:59:00Z (1m ago)
        lifetime: expected exp after iat, at most 10m; got 6m
        age: expected at most 5m, give or take 30s; got 1m
        names: expected names to be strings of 1 to 256 characters without controls; got sub "alice"
        required: expected the claims email|phone, tenant; got phone "1", tenant 7
        """
            .replace("MAIN", main),
        said);
    assertEquals(21, said.size());
  }

  @Test
  void rulesThatAreNotSet_areShownAsNotSet() {
    assertSays(
        """
        iss: expected any issuer, or none; got none
        aud: expected any audience, or none; got none
        exp: expected an end after 2026-03-01T12:00:00Z, give or take 30s; got 2026-03-01T12:05:00Z (in 5m)
        nbf: expected a start not after 2026-03-01T12:00:00Z, give or take 30s, or none; got none
        iat: expected made not after 2026-03-01T12:00:00Z, give or take 30s, or none; got none
        lifetime: expected exp after iat; got not both
        age: expected any age; got no iat
        required: expected no claim besides; got none
        """,
        steps(TestIssuer.withDefaults(), Tokens.good()));
    TestIssuer aged = TestIssuer.withDefaults().maxAge(Duration.ofHours(1));
    assertSays(
        """
        iat: ! expected made not after 2026-03-01T12:00:00Z, give or take 30s; got none
        age: expected at most 1h, give or take 30s; got no iat
        """,
        steps(aged, Tokens.good()));
  }

  @Test
  void issuerWithRelaxedExp_saysSo() {
    Issuer issuer = TestIssuer.withDefaults().issuer();
    TimeRules times = new TimeRules(Duration.ofSeconds(30), null, null, false);
    ClaimRules rules = new ClaimRules(null, Set.of(), Set.of(), times, issuer.rules().names());
    KeyRing ring = new KeyRing(List.of(new Issuer("default", issuer.keys(), rules)));
    assertSays(
        """
        exp: expected an end after 2026-03-01T12:00:00Z, give or take 30s, or none; got none
        lifetime: expected exp after iat; got not both
        age: expected any age; got 1m
        """,
        steps(
            new TokenVerifier(ring),
            good().without("exp").without("iss").text(),
            IssuerFilter.ANY));
  }

  @Test
  void emptyPayload_failsEachRuleSeparately() {
    assertSays(
        """
        payload: expected one strict JSON object, each name once; got {}
        iss: ! expected "acme"; got none
        aud: ! expected "api" or "https://api.example/"; got none
        dates: expected exp, nbf and iat to be whole or decimal seconds since 1970; got none
        exp: ! expected an end after 2026-03-01T12:00:00Z, give or take 30s; got none
        iat: ! expected made not after 2026-03-01T12:00:00Z, give or take 30s; got none
        names: expected names to be strings of 1 to 256 characters without controls; got none
        required: ! expected the claims email|phone, tenant; got none
        """,
        steps(strict(), Tokens.good().rawPayload("{}")));
  }

  @Test
  void invalidDates_areShownAndNoTimeIsChecked() {
    Map<String, String> said = steps(strict(), good().claim("exp", "soon").claim("nbf", null));
    assertSays(
        "dates: ! expected exp, nbf and iat to be whole or decimal seconds since 1970;"
            + " got exp \"soon\", nbf null, iat 1772366340",
        said);
    assertTrue(said.keySet().stream().noneMatch(Set.of("exp", "nbf", "iat", "age")::contains));
  }

  // ---- keys

  private static final SharedKey NEXT = Keys.dated("next", "k3", NOW.plusSeconds(60), null);
  private static final SharedKey MAIN =
      Keys.dated("main", "k2", NOW.minusSeconds(60), NOW.plusSeconds(60));
  private static final SharedKey OLD = Keys.dated("old", "k1", null, NOW.minusSeconds(60));
  private static final SharedKey LARGE = Keys.with("large", MacAlgorithm.HS512, MacAlgorithm.HS384);

  /** With the fingerprints of these four in place of their names. */
  private static String withPrints(String text) {
    return text.replace("<next>", "next kid \"k3\" ***" + NEXT.fingerprint())
        .replace("<main>", "main kid \"k2\" ***" + MAIN.fingerprint())
        .replace("<old>", "old kid \"k1\" ***" + OLD.fingerprint())
        .replace("<large>", "large ***" + LARGE.fingerprint());
  }

  private static void assertSaysOfKeys(String steps, Tokens token) {
    TestIssuer four = TestIssuer.withDefaults().keys(NEXT, MAIN, OLD, LARGE);
    assertSays(withPrints(steps), steps(four, token));
  }

  @Test
  void keysThatMayTry_areNamed() {
    assertSaysOfKeys(
        """
        key: expected the live key of that kid, or live keys without an id; got kid "k2", so <main>
        keyalg: expected HS256; got HS256
        signature: expected the MAC of <main>; got that of <main>
        """,
        Tokens.good().kid("k2"));
    assertSaysOfKeys(
        """
        key: expected a live key of issuer default; got no kid, so <main> or <large>
        signature: expected the MAC of <main> or <large>; got that of <main>
        """,
        Tokens.good());
    assertSaysOfKeys(
        "signature: ! expected the MAC of <main> or <large>; got another MAC",
        Tokens.good().signedBy("mallory"));
    assertSaysOfKeys(
        """
        key: expected the live key of that kid, or live keys without an id; got kid "zz", so <large>
        keyalg: ! expected HS384 or HS512; got HS256
        """,
        Tokens.good().kid("zz").signedBy("large"));
  }

  @Test
  void keysThatMayNotTry_areShownWithTheirDates() {
    String all =
        "and keys <next> (good from 2026-03-01T12:01:00Z), <main> (good until 2026-03-01T12:01:00Z),"
            + " <old> (ended 2026-03-01T11:59:00Z), <large>";
    String wanted = "key: ! expected the live key of that kid, or live keys without an id; got ";
    assertSaysOfKeys(wanted + "kid \"k1\", " + all, Tokens.good().kid("k1").signedBy("old"));
    assertSaysOfKeys(wanted + "kid \"k3\", " + all, Tokens.good().kid("k3").signedBy("next"));
  }

  // ---- issuers

  @Test
  void whatPicksIssuer_isShown() {
    List<Issuer> two =
        List.of(
            TestIssuer.withDefaults().name("acme").iss("acme").issuer(),
            TestIssuer.withDefaults().name("globex").iss("globex").keys(Keys.key("g")).issuer());
    TokenVerifier byRequest = new TokenVerifier(new KeyRing(two, IssuerLookup.REQUEST, null));
    TokenVerifier byIss = new TokenVerifier(new KeyRing(two, IssuerLookup.ISS, null));
    String token = Tokens.good().claim("iss", "acme").text();
    String unknown = Tokens.good().claim("iss", "x").text();
    assertSays(
        "issuer: expected an issuer that the request picks by \"acme\","
            + " of those that the rule names: acme, globex; got acme",
        steps(byRequest, token, new IssuerFilter("acme", Set.of("globex", "acme"))));
    assertSays(
        "issuer: ! expected an issuer that the request picks by \"x\"; got none of them",
        steps(byRequest, token, new IssuerFilter("x", Set.of())));
    assertSays(
        "issuer: ! expected one issuer that may have signed; got none of them",
        steps(byRequest, token, IssuerFilter.ANY));
    assertSays(
        "issuer: expected an issuer with the token's iss, of those that the rule names: acme; got"
            + " acme",
        steps(byIss, token, new IssuerFilter(null, Set.of("acme"))));
    assertSays(
        "issuer: ! expected an issuer with the token's iss; got none of them",
        steps(byIss, unknown, IssuerFilter.ANY));
  }

  // ---- before any key

  @Test
  void formAndHeader_areShownAsTheyCame() {
    TokenVerifier verifier = strict().verifier();
    assertSays(
        "size: ! expected at most 8192 characters; got 9000",
        steps(verifier, "a".repeat(9000), IssuerFilter.ANY));
    assertSays(
        "header: ! expected at most 1024 bytes; got 1124 bytes",
        steps(strict(), Tokens.good().header("pad", "x".repeat(1100))));
    assertSays(
        "alg: ! expected HS256, HS384 or HS512; got \"none\"",
        steps(strict(), Tokens.good().algorithm("none")));
    assertSays(
        "alg: ! expected HS256, HS384 or HS512; got none",
        steps(strict(), Tokens.good().rawHeader("{}")));
    assertSays(
        "typ: ! expected none, JWT, at+jwt or widget+jwt; got no string",
        steps(strict(), Tokens.good().rawHeader("{\"typ\":7}")));
    assertSays(
        "mac: ! expected 43 characters, as HS256 has; got 47",
        steps(verifier, Tokens.goodText() + "AAAA", IssuerFilter.ANY));
    assertSays(
        "payload: ! expected one strict JSON object, each name once; got [1]",
        steps(strict(), Tokens.good().rawPayload("[1]")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a|one part",
        "a.b|2 parts",
        "a.b.c.d|4 parts",
        ".bb.cc|nothing in the part 1",
        "aQ..cc|nothing in the part 2",
        "aQ.bQ.|nothing in the part 3",
        "!a.bb.cc|the character \"!\" in the part 1",
        "aQ.b+.cc|the character \"+\" in the part 2",
        "aaaaa.bbbb.cccc|a number of characters that base64url never has in the part 1",
        "aQ.aB.cc|a last character that says more than there are bits in the part 2",
        "aQ.aaa.cccc|a last character that says more than there are bits in the part 2",
        "aQ.aaaa.ccccc|a number of characters that base64url never has in the part 3",
        "aQ.aaaa.cccccQ|parts of 2, 4 and 6 characters"
      })
  void oddForm_isShownWhereItIs(String token, String form) {
    assertEquals(form, ValueText.form(token));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1s",
    "59, 59s",
    "60, 1m",
    "61, 1m 1s",
    "3599, 59m 59s",
    "3600, 1h",
    "3659, 1h",
    "3660, 1h 1m",
    "7200, 2h",
    "86399, 23h 59m",
    "86400, 1d",
    "90000, 1d 1h",
    "200000, 2d 7h",
    "-5, -5s",
    "-3660, -1h 1m"
  })
  void duration_hasItsTwoGreatestUnits(long seconds, String shown) {
    assertEquals(shown, ValueText.duration(Duration.ofSeconds(seconds)));
  }

  @Test
  void date_isShownFromNow() {
    assertEquals("0s ago", ValueText.ago(NOW, NOW));
    assertEquals("in 1s", ValueText.ago(NOW.plusSeconds(1), NOW));
    assertEquals("1s ago", ValueText.ago(NOW.minusSeconds(1), NOW));
  }

  @Test
  void value_isShownAsJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a\u0007", List.of("x", 1L, List.of()));
    map.put("b", null);
    assertEquals("{\"a\\u0007\":[\"x\",1,[]],\"b\":null}", ValueText.value(map));
  }

  @ParameterizedTest // a terminal takes these for commands, or does not show them
  @ValueSource(chars = {0, 7, 0x1B, 0x1F, 0x7F, 0x80, 0x9B, 0xA0, 0xAD, 0x202E, 0x2028, 0xD800})
  void unprintableCharacter_isEscaped(char c) {
    assertEquals("\\u" + HexFormat.of().toHexDigits(c), Printable.plain(String.valueOf(c)));
  }

  @ParameterizedTest
  @ValueSource(chars = {' ', '!', '~', '"', 'a', '0', '\u00e9', '\u1234'})
  void printableCharacter_isShown(char c) {
    assertEquals(String.valueOf(c), Printable.plain(String.valueOf(c)));
  }

  @Test
  void longText_isCutAfter400Characters() {
    assertEquals("x".repeat(400), Printable.plain("x".repeat(400)));
    assertEquals("x".repeat(400) + "...", Printable.plain("x".repeat(401)));
  }

  // ---- clocks

  private static String hints(Tokens token) {
    return Explanation.of(TestIssuer.withDefaults().verifier(), token.text(), IssuerFilter.ANY, NOW)
        .hints()
        .stream()
        .map(Hint::mistake)
        .collect(Collectors.joining(","));
  }

  @ParameterizedTest // whole quarters of an hour ahead are time zones, give or take a minute
  @CsvSource({
    "31, clock",
    "899, clock",
    "900, clock",
    "901, timezone",
    "959, timezone",
    "960, clock",
    "1500, clock",
    "1740, clock",
    "1741, timezone",
    "19800, timezone",
    "19859, timezone",
    "19860, clock",
    "93540, clock",
    "93541, timezone",
    "93599, timezone",
    "93600, ",
    "100000, "
  })
  void dateAhead_isExplainedByClockOrTimeZone(long seconds, String mistake) {
    String expected = mistake == null ? "" : mistake;
    Tokens token = Tokens.good().expiringAt(NOW.plusSeconds(200_000));
    assertEquals(expected, hints(token.claim("iat", NOW.plusSeconds(seconds))));
    token.without("iat");
    assertEquals(expected, hints(token.claim("nbf", NOW.plusSeconds(seconds))));
  }

  @ParameterizedTest
  @CsvSource({"30, clock", "900, clock", "901, "})
  void expThatHasJustPassed_isExplainedByClock(long seconds, String mistake) {
    String expected = mistake == null ? "" : mistake;
    assertEquals(expected, hints(Tokens.good().expiringAt(NOW.minusSeconds(seconds))));
  }

  @ParameterizedTest
  @CsvSource({
    "1, lifetime",
    "99999999, lifetime",
    "100000000, ",
    "999999999999, ",
    "1000000000000, milliseconds",
    "9999999999999, milliseconds",
    "10000000000000, "
  })
  void numberThatIsNoCurrentDate_isExplainedAsLifetimeOrMilliseconds(long exp, String mistake) {
    assertEquals(mistake == null ? "" : mistake, hints(Tokens.good().claim("exp", exp)));
  }

  @Test
  void milliseconds_areShownAsDate() {
    String token = Tokens.good().claim("exp", NOW.toEpochMilli()).text();
    Explanation explanation =
        Explanation.of(TestIssuer.withDefaults().verifier(), token, IssuerFilter.ANY, NOW);
    assertEquals(
        "exp is in milliseconds (2026-03-01T12:00:00Z); write seconds, in JavaScript"
            + " Math.floor(Date.now() / 1000).",
        explanation.hints().get(0).sentence());
  }

  // ---- hints

  private static List<String> sentences(TokenVerifier verifier, String token) {
    return Explanation.of(verifier, token, IssuerFilter.ANY, NOW).hints().stream()
        .map(Hint::sentence)
        .toList();
  }

  @Test
  void cleanedText_isExaminedToo() {
    assertEquals(
        List.of(
            "'Bearer' belongs to the header Authorization, not to the token.",
            "No dot: this is no JWT, or only a piece of one."),
        sentences(TestIssuer.standardVerifier(), "Bearer abc"));
  }

  @Test
  void veryLongText_isNotSearched() {
    TokenVerifier verifier = TestIssuer.standardVerifier();
    assertEquals(2, sentences(verifier, " " + "x".repeat(65_535)).size());
    assertEquals(0, sentences(verifier, " " + "x".repeat(65_536)).size());
  }

  @Test
  void kindOfToken_isQuoted() {
    assertEquals(
        List.of(
            "typ \"logout+jwt\" is another kind of token, made for another purpose. A caller's own"
                + " has JWT, at+jwt or no typ."),
        sentences(TestIssuer.standardVerifier(), Tokens.good().header("typ", "logout+jwt").text()));
  }

  @Test
  void macThatIsTooLong_wasCutOrJoined() {
    assertEquals(
        List.of("Was the token cut off? Its last part is too short or long."),
        sentences(TestIssuer.standardVerifier(), Tokens.goodText() + "AAAA"));
  }

  @Test
  void otherKid_isShownBesideThatOfKey() {
    String start = "The MAC is right under key 'a' of issuer 'default', whose kid is ";
    TokenVerifier named =
        TestIssuer.withDefaults().keys(Keys.named("a", "k1"), Keys.named("b", "k2")).verifier();
    TokenVerifier unnamed =
        TestIssuer.withDefaults().keys(Keys.key("a"), Keys.named("b", "zz")).verifier();
    String token = Tokens.good().kid("zz").signedBy("a").text();
    assertEquals(List.of(start + "\"k1\"; the token says \"zz\"."), sentences(named, token));
    assertEquals(List.of(start + "not set; the token says \"zz\"."), sentences(unnamed, token));
  }

  @Test
  void secretMistake_isExplainedInOneSentence() {
    byte[] text = TestSecrets.text("main").getBytes(StandardCharsets.UTF_8);
    SharedKey key = new SharedKey("usual", null, text, Set.of(MacAlgorithm.HS256), null, null);
    String sentence =
        sentences(TestIssuer.withDefaults().keys(key).verifier(), Tokens.goodText()).get(0);
    assertTrue(
        sentence.startsWith(
            "The secrets differ by one reading (key 'usual'): the other side decodes its text as"
                + " base64"),
        sentence);
  }

  @ParameterizedTest // a tenant's mistake is not looked for in the keys of a thousand others
  @CsvSource({"100, key", "101, "})
  void otherKeys_areTriedAmongHundredIssuers(int issuers, String mistake) {
    List<Issuer> all =
        IntStream.range(0, issuers)
            .mapToObj(i -> TestIssuer.withDefaults().name("i" + i).keys(Keys.key("i" + i)).issuer())
            .toList();
    TokenVerifier verifier = new TokenVerifier(new KeyRing(all, IssuerLookup.REQUEST, null));
    String token = Tokens.good().signedBy("i7").text();
    Explanation explanation = Explanation.of(verifier, token, IssuerFilter.ANY, NOW);
    assertEquals(mistake == null ? "no-issuer" : mistake, explanation.hints().get(0).mistake());
    String misread = Tokens.good().secret(newline("i7")).text();
    assertEquals(
        mistake == null ? "no-issuer" : "newline",
        Explanation.of(verifier, misread, IssuerFilter.ANY, NOW).hints().get(0).mistake());
  }

  private static byte[] newline(String word) {
    byte[] secret = TestSecrets.secret(word);
    byte[] longer = Arrays.copyOf(secret, secret.length + 1);
    longer[secret.length] = '\n';
    return longer;
  }

  @Test // requirement 25
  void explanation_isPrintedAsNamesOfItsChecksAlone() {
    Explanation explanation =
        Explanation.of(TestIssuer.standardVerifier(), "a b", IssuerFilter.ANY, NOW);
    assertEquals("Explanation[Step[size passed], Step[form failed]]", explanation.toString());
    assertEquals("Hint[opaque]", explanation.hints().get(0).toString());
  }
}
