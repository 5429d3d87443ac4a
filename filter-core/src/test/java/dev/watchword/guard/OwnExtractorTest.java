package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.event.GuardEvent;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.http.Extraction;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.http.RequestFacts;
import dev.watchword.http.TokenExtractor;
import dev.watchword.http.TokenExtractors;
import dev.watchword.settings.SettingsException;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A place for tokens that the application looks at itself. */
class OwnExtractorTest {
  private static final String TOKEN =
      Tokens.good().secret(TestSecrets.text("hooks").getBytes(StandardCharsets.US_ASCII)).text();

  /** What is to be done where nothing is said of how the token travels. */
  private static final TokenExtractor FUNCTION =
      facts ->
          facts.header("X-Legacy") == null
              ? Extraction.none()
              : Extraction.token(facts.header("X-Legacy").substring(1));

  private final List<GuardEvent> events = new ArrayList<>();

  private WatchwordBuilder builder(TokenExtractor extractor) {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(() -> Tokens.NOW)
        .listener(events::add)
        .set("watchword.secret", TestSecrets.text("hooks"))
        .tokenExtractor("legacy", extractor);
  }

  private Decision check(TokenExtractor extractor, Requests request) {
    try (Watchword watchword =
        builder(extractor).set("watchword.source", "bearer,legacy").start()) {
      return watchword.guard().check(request.facts());
    }
  }

  private static Requests with(String method) {
    return Requests.request(method, "/api").header("X-Legacy", "." + TOKEN);
  }

  private static List<String> values(Pass pass, String name) {
    return pass.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(Header::value)
        .toList();
  }

  @Test
  void extractedToken_isCheckedLikeAnyOther() {
    Pass pass = assertPass(check(FUNCTION, with("GET")));
    assertEquals("alice", pass.caller().getName());
    assertStop(401, "token_missing", check(FUNCTION, Requests.get("/api")));
    Requests changed = Requests.get("/api").header("X-Legacy", "." + TOKEN + "x");
    assertStop(401, "token_invalid", check(FUNCTION, changed));
    assertStop(400, "request_malformed", check(FUNCTION, with("GET").bearer(TOKEN)));
  }

  @Test // requirement 41
  void tokenOfFunction_needsProofOfPageAsCookieDoes() {
    assertStop(403, "forbidden", check(FUNCTION, with("POST")));
    assertEquals(
        "a token from legacy needs proof of a page of ours: it has neither Origin nor Sec-Fetch-Site: same-origin",
        events.get(0).detail());
    assertPass(
        check(FUNCTION, with("POST").host("a.example").header("Origin", "http://a.example")));
    assertStop(403, "forbidden", check(FUNCTION, with("GET").header("Upgrade", "websocket")));
  }

  @Test // requirement 41: code has put it there, which no browser does on its own
  void tokenInHeader_needsNoProof() {
    TokenExtractor header =
        TokenExtractors.header("X-Legacy", value -> Extraction.token(value.substring(1)));
    Pass pass = assertPass(check(header, with("POST")));
    assertEquals(List.of("X-Legacy"), values(pass, "Vary"));
    assertEquals(List.of("private"), values(pass, "Cache-Control"));
    assertStop(
        400, "request_malformed", check(header, with("POST").header("X-Legacy", "." + TOKEN)));
  }

  @ParameterizedTest // requirement 41: browsers remember these, and send them for any page
  @ValueSource(strings = {"Basic", "basic", "Digest", "Negotiate", "NTLM"})
  void credentialsThatBrowsersSend_areNotRead(String scheme) {
    TokenExtractor header =
        TokenExtractors.header(
            "Authorization", value -> Extraction.token(value.substring(value.indexOf(' ') + 1)));
    Requests sent = Requests.post("/api").header("Authorization", scheme + " " + TOKEN);
    assertStop(401, "token_missing", check(header, sent));
    assertPass(check(header, Requests.post("/api").header("Authorization", "JWT " + TOKEN)));
  }

  @Test // requirement 40
  void answerToTokenOfFunction_isNeverStored() {
    Pass pass = assertPass(check(FUNCTION, with("GET")));
    assertEquals(List.of("*"), values(pass, "Vary"));
    assertEquals(List.of("private, no-store"), values(pass, "Cache-Control"));
  }

  @Test // requirement 40
  void tokenInUrl_isRefusedWhereExtractorHidesIt() {
    TokenExtractor path = facts -> Extraction.token(facts.rawPath().substring(5));
    Requests inPath = Requests.get("/api/" + TOKEN);
    assertStop(400, "request_malformed", check(path, inPath));
    assertEquals(
        "token extractor 'legacy': the token is in the URL, and isInUrl() is false",
        events.get(0).detail());
    Requests inQuery = with("GET").query("x=" + TOKEN);
    assertStop(400, "request_malformed", check(FUNCTION, inQuery));
  }

  /** A link with the token in it. */
  private static final class LinkExtractor implements TokenExtractor {
    @Override
    public Extraction extract(RequestFacts facts) {
      return Extraction.token(facts.rawPath().substring(5));
    }

    @Override
    public boolean isInUrl() {
      return true;
    }
  }

  @Test // requirement 40
  void tokenInUrl_isForSingleRulesAndHour() {
    assertThrows(
        SettingsException.class,
        () -> builder(new LinkExtractor()).set("watchword.source", "legacy").start());
    try (Watchword watchword =
        builder(new LinkExtractor())
            .set("watchword.rules", "link")
            .set("watchword.rule.link", "/api/* source legacy kind signed")
            .start()) {
      Pass pass = assertPass(watchword.guard().check(Requests.get("/api/" + TOKEN).facts()));
      assertEquals(List.of("no-referrer"), values(pass, "Referrer-Policy"));
      String late =
          Tokens.good()
              .secret(TestSecrets.text("hooks").getBytes(StandardCharsets.US_ASCII))
              .claim("exp", Tokens.NOW.plusSeconds(7200).getEpochSecond())
              .text();
      assertStop(
          401, "token_invalid", watchword.guard().check(Requests.get("/api/" + late).facts()));
    }
  }

  @Test // requirement 9
  void extractorThatFails_isRefusal() {
    TokenExtractor failing =
        facts -> {
          throw new IllegalStateException("CANARY");
        };
    assertStop(401, "token_invalid", check(failing, with("GET")));
    assertEquals("java.lang.IllegalStateException", events.get(0).detail());
    assertStop(401, "token_invalid", check(facts -> null, with("GET")));
    assertStop(400, "request_malformed", check(facts -> Extraction.token(""), with("GET")));
  }

  @Test // requirement 74
  void textOfExtractor_isEscaped() {
    assertStop(400, "request_malformed", check(f -> Extraction.malformed("a\nb"), with("GET")));
    assertEquals("token extractor 'legacy': a\\u000ab", events.get(0).detail());
    assertStop(400, "request_malformed", check(f -> Extraction.several(), with("GET")));
    assertEquals("several_tokens", events.get(1).reason().code());
  }

  @ParameterizedTest
  @CsvSource({"/api source legacy, true", "/api source legacy2, false", "/api source x:y, false"})
  void nameInRule_isExtractorOrFailsStart(String rule, boolean good) {
    WatchwordBuilder builder =
        builder(FUNCTION).set("watchword.rules", "api").set("watchword.rule.api", rule);
    if (good) {
      try (Watchword watchword = builder.start()) {
        assertTrue(watchword.summary().contains("rule api: /api needs a token (legacy)"));
      }
    } else {
      String told = assertThrows(SettingsException.class, builder::start).getMessage();
      String form =
          "is none of bearer, authorization, scheme:NAME, header:NAME, cookie:NAME, query:NAME, form:NAME, json:NAME, subprotocol, legacy";
      assertTrue(told.contains(form), told);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "legacy", "bearer", "authorization", "header", "cookie", "query", "A", "a:b"})
  void nameOfExtractor_isOneThatSettingsCanWrite(String name) {
    assertThrows(
        IllegalArgumentException.class, () -> builder(FUNCTION).tokenExtractor(name, FUNCTION));
  }

  @Test
  void headerThatBrowsersFill_isRefusedForExtractor() {
    for (String name : List.of("Cookie", "cookie", "", "a b")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> TokenExtractors.header(name, value -> Extraction.none()));
    }
    assertFalse(TokenExtractors.header("X-A", value -> Extraction.none()).isAmbient());
  }
}
