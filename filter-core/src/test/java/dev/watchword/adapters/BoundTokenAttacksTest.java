package dev.watchword.adapters;

import static dev.watchword.adapters.RawClient.bearer;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.Watchword;
import dev.watchword.event.GuardEvent;
import dev.watchword.jaxrs.JaxrsAdapter;
import dev.watchword.servlet.ServletAdapter;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.Tokens;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an adversary tries at tokens in bodies, at tokens that are bound to a request, and at
 * numbers: each is refused with a reason of its own, through both adapters, on Jetty and Tomcat.
 * Bad key sets stop the start: {@code BadJwkTest} and {@code KeyFolderTest}.
 */
class BoundTokenAttacksTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";
  private static final String BODY = "n=1";

  private final String secret = RandomSecrets.good();
  private final List<GuardEvent> events = new CopyOnWriteArrayList<>();

  /** Where an application may run. */
  enum Place {
    SERVLET_ON_JETTY(ServletAdapter::serve),
    SERVLET_ON_TOMCAT(ServletAdapter::onTomcat),
    JERSEY_ON_JETTY(JaxrsAdapter::onJersey),
    JERSEY_ON_TOMCAT(JaxrsAdapter::onJerseyAndTomcat),
    RESTEASY_ON_JETTY(JaxrsAdapter::onResteasy);

    private final Start start;

    Place(Start start) {
      this.start = start;
    }

    RawClient start(Watchword watchword) throws Exception {
      return new RawClient(start.of(watchword));
    }
  }

  /** Starts a server. */
  private interface Start {
    RunningServer of(Watchword watchword) throws Exception;
  }

  /** One request, and the reason for which it is refused; {@code passed} for none. */
  private record Attack(String what, String reason, String request, String body, String[] headers) {
    static Attack of(String what, String reason, String request, String... headers) {
      return new Attack(what, reason, request, "", headers);
    }

    Attack with(String type, String text) {
      return framed(text, "Content-Type: " + type, "Content-Length: " + text.length());
    }

    Attack framed(String text, String... more) {
      String[] all = Stream.of(headers, more).flatMap(Stream::of).toArray(String[]::new);
      return new Attack(what, reason, request, text, all);
    }
  }

  private Watchword watchword() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(new TestClock())
        .listener(events::add)
        .set("watchword.secret", secret)
        .set("watchword.limit.failures", "off")
        .set("watchword.rules", "form,json,hash,query,thousand,big")
        .set("watchword.rule.form", "/rest/bound/form source bearer,form:jwt")
        .set("watchword.rule.json", "/rest/bound/json source bearer,json:jwt")
        .set("watchword.rule.hash", "/rest/bound/hash bodyhash hash")
        .set("watchword.rule.query", "/rest/bound/query qsh /")
        .set("watchword.rule.thousand", "/rest/thousand claim n=1000")
        .set("watchword.rule.big", "/rest/big claim n=9007199254740992")
        .start();
  }

  private Tokens good() {
    return Tokens.good().secret(secret.getBytes(US_ASCII));
  }

  private static String sha256(String text) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
    return HexFormat.of().formatHex(hash);
  }

  private String number(String claim, String digits) {
    return bearer(good().without(claim).rawClaim(claim, digits).text());
  }

  private List<Attack> inBodies() {
    String token = good().text();
    String twice = "{\"jwt\":\"" + token + "\",\"jwt\":\"" + token + "\"}";
    String large = "{\"jwt\":\"" + token + "\",\"x\":\"" + "x".repeat(65_536) + "\"}";
    String field = "jwt=" + token;
    String member = "{\"jwt\":\"" + token + "\"}";
    return List.of(
        Attack.of("form", "passed", "POST /bound/form").with(FORM, field),
        Attack.of("JSON", "passed", "POST /bound/json").with(JSON, member),
        Attack.of("form and header", "several_tokens", "POST /bound/form", bearer(token))
            .with(FORM, field),
        Attack.of("JSON and header", "several_tokens", "POST /bound/json", bearer(token))
            .with(JSON, member),
        Attack.of("twice in form", "several_tokens", "POST /bound/form")
            .with(FORM, field + "&" + field),
        Attack.of("twice in JSON", "body", "POST /bound/json").with(JSON, twice),
        Attack.of("two objects", "body", "POST /bound/json").with(JSON, member + member),
        Attack.of("truncated JSON", "body", "POST /bound/json")
            .with(JSON, member.substring(0, member.length() - 1)),
        Attack.of("truncated form", "malformed", "POST /bound/form")
            .with(FORM, field.substring(0, field.lastIndexOf('.'))),
        Attack.of("large body", "body_size", "POST /bound/json").with(JSON, large),
        Attack.of("form of another type", "missing", "POST /bound/form").with("text/plain", field));
  }

  private List<Attack> ofHashes() throws Exception {
    String bound = bearer(good().claim("hash", sha256(BODY)).text());
    Attack pass = Attack.of("its body", "passed", "POST /bound/hash", bound);
    Attack attack = Attack.of("another body", "body_hash", "POST /bound/hash", bound);
    String chunked = "Transfer-Encoding: chunked";
    String type = "Content-Type: " + FORM;
    return List.of(
        pass.with(FORM, BODY),
        pass.framed("1\r\nn\r\n2\r\n=1\r\n0\r\n\r\n", chunked, type),
        attack.with(FORM, "n=2"),
        attack.with(FORM, "n="),
        attack.with(FORM, BODY + BODY),
        attack.with(FORM, ""),
        attack.framed("3\r\nn=1\r\n1\r\n \r\n0\r\n\r\n", chunked, type),
        Attack.of("no hash", "body_hash", "POST /bound/hash", bearer(good().text()))
            .with(FORM, BODY));
  }

  private List<Attack> ofQueries() throws Exception {
    String bound = bearer(good().claim("qsh", sha256("GET&/rest/bound/query&a=1")).text());
    String other = bearer(good().claim("qsh", sha256("GET&/rest/bound/hash&a=1")).text());
    String fixed = bearer(good().claim("qsh", "context-qsh").text());
    return List.of(
        Attack.of("its request", "passed", "GET /bound/query?a=1", bound),
        Attack.of("another query", "query_hash", "GET /bound/query?a=2", bound),
        Attack.of("more of a query", "query_hash", "GET /bound/query?a=1&a=2", bound),
        Attack.of("another method", "query_hash", "POST /bound/query?a=1", bound).with(FORM, ""),
        Attack.of("another path", "query_hash", "GET /bound/query?a=1", other),
        Attack.of("no hash", "query_hash", "GET /bound/query?a=1", bearer(good().text())),
        Attack.of("fixed value", "query_hash", "GET /bound/query?a=1", fixed));
  }

  private List<Attack> ofNumbers() {
    String rsa = bearer(good().header("alg", "RS256").text());
    return List.of(
        Attack.of("1000", "passed", "GET /thousand", number("n", "1000")),
        Attack.of("1e3", "wrong_claim", "GET /thousand", number("n", "1e3")),
        Attack.of("01000", "payload", "GET /thousand", number("n", "01000")),
        Attack.of("2^53", "passed", "GET /big", number("n", "9007199254740992")),
        Attack.of("2^53 + 1", "wrong_claim", "GET /big", number("n", "9007199254740993")),
        Attack.of("exp 1e3", "expired", "GET /any", number("exp", "1e3")),
        Attack.of("exp 01", "payload", "GET /any", number("exp", "01")),
        Attack.of("exp beyond 2^53", "claim", "GET /any", number("exp", "9007199254740993")),
        Attack.of("sub 1e3", "claim", "GET /any", number("sub", "1e3")),
        Attack.of("RSA", "algorithm", "GET /any", rsa));
  }

  private void check(RawClient site, Attack attack) throws Exception {
    events.clear();
    RawClient.Reply reply = site.call(attack.request(), attack.body(), attack.headers());
    GuardEvent last = events.get(0);
    String reason = last.reason() == null ? "passed" : last.reason().code();
    assertEquals(attack.reason(), reason, attack::what);
    assertEquals(attack.reason().equals("passed"), reply.status() == 200, attack::what);
  }

  @ParameterizedTest // requirements 7, 11 and 55
  @EnumSource
  void attack_isRefusedForReasonOfItsOwn(Place place) throws Exception {
    List<Attack> attacks = new ArrayList<>(inBodies());
    attacks.addAll(ofHashes());
    attacks.addAll(ofQueries());
    attacks.addAll(ofNumbers());
    try (Watchword watchword = watchword();
        RawClient site = place.start(watchword)) {
      List<Executable> checks = new ArrayList<>();
      attacks.forEach(attack -> checks.add(() -> check(site, attack)));
      assertAll(checks);
    }
  }
}
