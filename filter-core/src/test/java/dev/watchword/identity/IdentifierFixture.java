package dev.watchword.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.watchword.identity.Identification.Identified;
import dev.watchword.identity.Identification.NotIdentified;
import dev.watchword.identity.IdentityHashRules.Mode;
import dev.watchword.json.StrictJson;
import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.KeyRing;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenHistory;
import dev.watchword.token.TokenVerifier;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Where widgets ask who their user is. It starts out with the issuer {@code default}, its key
 * {@code main}, a publishable token, and the standard rules; the clock stands at {@link
 * Tokens#NOW}.
 */
final class IdentifierFixture {
  /** A publishable token of the issuer's, and the page that may show it. */
  static final String PUBLISHABLE = "wpk_0123456789abcdef";

  static final String PAGE = "https://app.example";

  /** The secret of identity hashes. */
  static final String HASHES = "hashes";

  static final IdentityRules DEFAULT = IdentityRules.DEFAULT;

  private final IdentityCounts meter = new IdentityCounts();
  private final Map<String, IdentityRules> rules = new HashMap<>();
  private TokenHistory history = TokenHistory.NONE;
  private KeyRing ring =
      new KeyRing(List.of(TestIssuer.withDefaults().publishable(PUBLISHABLE, PAGE).issuer()));
  private IssuerFilter selection = IssuerFilter.ANY.includingRestricted();
  private List<String> origins = List.of();
  private Instant now = Tokens.NOW;

  static IdentityRules accepting(Mode mode, Instant until, SharedKey... keys) {
    IdentityHashRules legacy = new IdentityHashRules(mode, until, List.of(keys));
    return new IdentityRules(DEFAULT.idNames(), DEFAULT.signedOnly(), DEFAULT.clientOk(), legacy);
  }

  /** The same rules, under which a whole number may be an id. */
  static IdentityRules numeric(IdentityRules rules) {
    return new IdentityRules(
        rules.idNames(), rules.signedOnly(), rules.clientOk(), rules.legacy(), true);
  }

  /** A desk that knows users by identity hashes too. */
  static IdentifierFixture withHashes(Mode mode) {
    return new IdentifierFixture().rules("default", accepting(mode, null, Keys.key(HASHES)));
  }

  /** A desk that accepts hashes under these names alone. */
  static IdentifierFixture withHashesNamed(String... names) {
    IdentityHashRules legacy =
        new IdentityHashRules(Mode.ACCEPT, null, List.of(Keys.key(HASHES)), List.of(names));
    return new IdentifierFixture()
        .rules(
            "default",
            new IdentityRules(DEFAULT.idNames(), DEFAULT.signedOnly(), DEFAULT.clientOk(), legacy));
  }

  IdentifierFixture rules(String issuer, IdentityRules other) {
    rules.put(issuer, other);
    return this;
  }

  IdentifierFixture ring(KeyRing other) {
    ring = other;
    return this;
  }

  /** What the request itself picks. */
  IdentifierFixture picking(String selector) {
    selection = new IssuerFilter(selector, java.util.Set.of()).includingRestricted();
    return this;
  }

  /** The {@code Origin} fields of the requests to come. */
  IdentifierFixture from(String... others) {
    origins = List.of(others);
    return this;
  }

  /** What is remembered of tokens. */
  IdentifierFixture history(TokenHistory other) {
    history = other;
    return this;
  }

  IdentifierFixture at(Instant other) {
    now = other;
    return this;
  }

  IdentityCounts meter() {
    return meter;
  }

  Identifier identifier() {
    TokenVerifier verifier = new TokenVerifier(ring);
    return new Identifier(
        () -> verifier, name -> rules.getOrDefault(name, DEFAULT), history, meter);
  }

  private IdentityRequest request(String json) {
    Map<String, Object> members = StrictJson.read(json.getBytes(UTF_8));
    assertNotNull(members, json);
    return new IdentityRequest(members, origins, selection);
  }

  Identification ask(String json) {
    return identifier().identify(request(json), now);
  }

  Identification askInsecurely(String json) {
    return identifier().identifyInsecurely(request(json), now);
  }

  /** Fails unless somebody is identified. */
  Identity identified(String json) {
    return assertIdentified(ask(json));
  }

  /** Fails unless no user is identified, for that reason. */
  Rejection refused(Reason reason, String json) {
    return assertRefused(reason, ask(json));
  }

  static Identity assertIdentified(Identification outcome) {
    return assertInstanceOf(Identified.class, outcome, outcome::toString).identity();
  }

  static Rejection assertRefused(Reason reason, Identification outcome) {
    Rejection refused = assertInstanceOf(NotIdentified.class, outcome, "" + outcome).rejection();
    assertEquals(reason, refused.reason(), refused::detail);
    return refused;
  }

  /** In a word: how sure it is, or why not. */
  static String inAWord(Identification outcome) {
    return outcome instanceof Identified identified
        ? identified.identity().assurance().code()
        : ((NotIdentified) outcome).rejection().reason().code();
  }

  /** A body: names and values in turn, values as {@link Tokens#json} takes them. */
  static String body(Object... namesAndValues) {
    Map<String, Object> members = new java.util.LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return Tokens.json(members);
  }

  /** An identity hash, by nothing but the JDK. */
  static String hash(String secret, String message) {
    byte[] mac = Tokens.mac(message, "HmacSHA256", TestSecrets.secret(secret));
    return HexFormat.of().formatHex(mac);
  }

  static String hash(String message) {
    return hash(HASHES, message);
  }
}
