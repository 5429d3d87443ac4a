package dev.watchword.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.testing.Requests;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Preflights, the headers that let a page read an answer, and where a cookie token came from. */
class CorsTest {
  private static final String APP = "https://app.example";
  private static final Cors CORS =
      new Cors(Set.of(APP, "https://b.example:8443"), List.of("Authorization", "X-Tenant"), true);

  private static Requests preflight(String origin) {
    return Requests.request("OPTIONS", "/api")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST");
  }

  private static String value(List<Header> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equals(name))
        .map(Header::value)
        .findFirst()
        .orElse(null);
  }

  @Test // requirement 54
  void truePreflightOfListedOrigin_isAnswered() {
    HttpAnswer answer = CORS.preflight(preflight(APP).facts());
    assertEquals(204, answer.status());
    assertEquals("", answer.body());
    assertEquals(APP, value(answer.headers(), "Access-Control-Allow-Origin"));
    assertEquals(
        "Authorization, X-Tenant", value(answer.headers(), "Access-Control-Allow-Headers"));
    assertEquals(
        "GET, HEAD, POST, PUT, PATCH, DELETE",
        value(answer.headers(), "Access-Control-Allow-Methods"));
    assertEquals("true", value(answer.headers(), "Access-Control-Allow-Credentials"));
    assertEquals("Origin", value(answer.headers(), "Vary"));
  }

  @ParameterizedTest // requirement 54: exact, as browsers compare
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://app.example",
        "https://app.example:443",
        "null",
        "*",
        "",
        "https://APP.example",
        "https://app.example/",
        "https://app.example.evil.example",
        "https://xapp.example"
      })
  void preflightOfAnotherOrigin_isNotAnswered(String origin) {
    assertNull(CORS.preflight(preflight(origin).facts()));
    assertNull(value(CORS.headers(preflight(origin).facts()), "Access-Control-Allow-Origin"));
  }

  @ParameterizedTest // requirement 54: one label, in place of the asterisk and nowhere else
  @CsvSource({
    "https://pr-17.preview.example, true",
    "https://a.b.preview.example, false",
    "https://preview.example, false",
    "https://.preview.example, false",
    "https://*.preview.example, false",
    "https://x@y.preview.example, false",
    "https://evil.example/.preview.example, false",
    "https://evil.example#a.preview.example, false",
    "https://pr-17.preview.example:444, false",
    "http://pr-17.preview.example, false",
    "https://pr-17.preview.example.evil.example, false",
    "https://PR-17.preview.example, false",
  })
  void anyLabel_isExactlyOne(String origin, boolean isListed) {
    Cors any = new Cors(Set.of("https://*.preview.example"), List.of(), true);
    HttpAnswer answer = any.preflight(preflight(origin).facts());
    assertEquals(isListed, answer != null);
    assertEquals(
        isListed ? origin : null,
        value(any.headers(preflight(origin).facts()), "Access-Control-Allow-Origin"));
    assertEquals(isListed, any.isOwnOrListed(Requests.post("/").header("Origin", origin).facts()));
  }

  @Test // requirement 54
  void requestThatMerelyLooksLikePreflight_isNotAnswered() {
    Requests noMethod = Requests.request("OPTIONS", "/api").header("Origin", APP);
    Requests noOrigin =
        Requests.request("OPTIONS", "/api").header("Access-Control-Request-Method", "POST");
    Requests post =
        Requests.post("/api").header("Origin", APP).header("Access-Control-Request-Method", "POST");
    Requests small =
        Requests.request("options", "/api")
            .header("Origin", APP)
            .header("Access-Control-Request-Method", "POST");
    for (Requests request : List.of(noMethod, noOrigin, post, small)) {
      assertNull(CORS.preflight(request.facts()));
    }
    assertNull(CORS.preflight(preflight(APP).header("Origin", APP).facts()));
    assertNull(Cors.OFF.preflight(preflight(APP).facts()));
    assertNotNull(CORS.preflight(preflight(APP).facts()));
  }

  @Test
  void answerToListedOrigin_canBeReadByItsPage() {
    List<Header> headers = CORS.headers(Requests.get("/api").header("Origin", APP).facts());
    assertEquals(APP, value(headers, "Access-Control-Allow-Origin"));
    assertEquals(
        "WWW-Authenticate, Retry-After, RateLimit, RateLimit-Policy",
        value(headers, "Access-Control-Expose-Headers"));
  }

  @Test // or a shared cache would hand one origin's answer to another
  void answerToUnlistedOrigin_stillVariesByOrigin() {
    assertEquals(List.of(new Header("Vary", "Origin")), CORS.headers(Requests.get("/api").facts()));
    assertEquals(List.of(), Cors.OFF.headers(Requests.get("/api").header("Origin", APP).facts()));
  }

  @Test
  void withoutCredentials_browserIsNotToldToSendThem() {
    Cors plain = new Cors(Set.of(APP), List.of(), false);
    List<Header> headers = plain.headers(Requests.get("/").header("Origin", APP).facts());
    assertNull(value(headers, "Access-Control-Allow-Credentials"));
  }

  @ParameterizedTest // requirement 41
  @CsvSource(
      nullValues = "-",
      value = {
        "GET, -, -, true",
        "HEAD, -, -, true",
        "GET, https://evil.example, cross-site, true",
        "POST, -, -, false",
        "PUT, -, -, false",
        "DELETE, -, -, false",
        "OPTIONS, -, -, false",
        "CONNECT, -, -, false",
        "get, -, -, false",
        "POST, https://app.example, -, true",
        "POST, https://own.example, -, true",
        "POST, http://own.example, -, true",
        "POST, https://OWN.example, -, true",
        "POST, https://own.example:444, -, false",
        "POST, https://evil.example, -, false",
        "POST, https://own.example.evil.example, -, false",
        "POST, own.example, -, false",
        "POST, ://own.example, -, false",
        "POST, null, -, false",
        "POST, '', -, false",
        "POST, https://public.example, same-origin, true", // a proxy has rewritten the host
        "POST, null, same-origin, true", // a page that sends no referrer
        "POST, https://public.example, same-site, false",
        "POST, https://public.example, cross-site, false",
        "POST, https://public.example, Same-Origin, false",
        "POST, -, same-origin, true",
        "POST, -, same-site, false",
        "POST, -, cross-site, false",
        "POST, -, none, false",
        "POST, -, Same-Origin, false"
      })
  void cookieTokenOnUnsafeMethod_needsProofOfOwnPage(
      String method, String origin, String site, boolean allowed) {
    Requests request = Requests.request(method, "/api").host("own.example");
    if (origin != null) {
      request.header("Origin", origin);
    }
    if (site != null) {
      request.header("Sec-Fetch-Site", site);
    }
    assertEquals(allowed, CORS.isOwnOrListed(request.facts()));
  }

  @ParameterizedTest // requirement 41: a proxy may have written the port of the page's scheme
  @CsvSource({
    "own.example:443, https://own.example, true",
    "own.example:80, http://own.example, true",
    "own.example:80, https://own.example, false",
    "own.example:443, http://own.example, false",
  })
  void portOfScheme_isNoOtherHost(String host, String origin, boolean own) {
    Requests request = Requests.post("/api").host(host).header("Origin", origin);
    assertEquals(own, CORS.isOwnOrListed(request.facts()));
  }

  @Test // requirement 41
  void severalOriginsOrSites_areNoProof() {
    Requests twoOrigins = Requests.post("/").header("Origin", "https://a.example");
    twoOrigins.header("Origin", "https://b.example").header("Sec-Fetch-Site", "same-origin");
    assertEquals(false, CORS.isOwnOrListed(twoOrigins.facts()));
    Requests twoSites = Requests.post("/").header("Sec-Fetch-Site", "same-origin");
    twoSites.header("Sec-Fetch-Site", "same-origin");
    assertEquals(false, CORS.isOwnOrListed(twoSites.facts()));
  }

  @Test // requirement 41: a handshake is a GET
  void webSocketHandshake_needsProofToo() {
    Requests handshake = Requests.get("/ws").host("own.example");
    handshake.header("Upgrade", "websocket");
    assertEquals(false, CORS.isOwnOrListed(handshake.facts()));
    handshake.header("Origin", "https://own.example");
    assertEquals(true, CORS.isOwnOrListed(handshake.facts()));
    handshake.header("Origin", "https://evil.example");
    assertEquals(false, CORS.isOwnOrListed(handshake.facts()));
  }

  @Test
  void originWithoutKnownHost_isNotOwn() {
    Requests request = Requests.post("/").header("Origin", "https://own.example");
    assertEquals(false, CORS.isOwnOrListed(request.facts()));
    request.header("Host", "own.example"); // the container alone is asked
    assertEquals(false, CORS.isOwnOrListed(request.facts()));
  }
}
