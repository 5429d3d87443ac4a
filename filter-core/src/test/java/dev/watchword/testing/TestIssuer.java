package dev.watchword.testing;

import dev.watchword.token.ClaimNames;
import dev.watchword.token.ClaimRules;
import dev.watchword.token.Issuer;
import dev.watchword.token.KeyRing;
import dev.watchword.token.Publishable;
import dev.watchword.token.Relaxation;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TimeRules;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.UseRules;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts an issuer together. It starts as the standard one: name {@code default}, one key {@code
 * main}, thirty seconds of leeway and no other requirement.
 */
public final class TestIssuer {
  private String name = "default";
  private List<SharedKey> keys = List.of(Keys.key("main"));
  private String iss;
  private Set<String> audiences = Set.of();
  private Set<String> required = Set.of();
  private Duration leeway = TimeRules.DEFAULT_LEEWAY;
  private Duration maxAge;
  private Duration maxLifetime;
  private ClaimNames names = ClaimNames.DEFAULT;
  private Set<Relaxation> relaxations = Set.of();
  private Publishable publishable = Publishable.NONE;
  private UseRules use = UseRules.NONE;

  private TestIssuer() {}

  public static TestIssuer withDefaults() {
    return new TestIssuer();
  }

  /** The verifier of the standard issuer's tokens. */
  public static TokenVerifier standardVerifier() {
    return withDefaults().verifier();
  }

  public TestIssuer name(String other) {
    name = other;
    return this;
  }

  public TestIssuer keys(SharedKey... others) {
    keys = List.of(others);
    return this;
  }

  public TestIssuer iss(String other) {
    iss = other;
    return this;
  }

  public TestIssuer audiences(String... others) {
    audiences = Set.of(others);
    return this;
  }

  public TestIssuer required(String... claims) {
    required = Set.of(claims);
    return this;
  }

  public TestIssuer leeway(Duration other) {
    leeway = other;
    return this;
  }

  public TestIssuer maxAge(Duration other) {
    maxAge = other;
    return this;
  }

  public TestIssuer maxLifetime(Duration other) {
    maxLifetime = other;
    return this;
  }

  public TestIssuer names(String nameClaim, String rolesClaim, String scopeClaim) {
    names = new ClaimNames(nameClaim, rolesClaim, scopeClaim);
    return this;
  }

  /** A publishable token, for pages of these origins. */
  public TestIssuer publishable(String token, String... origins) {
    publishable = new Publishable(Set.of(token), Set.of(origins));
    return this;
  }

  /** Forgives its tokens that; it counts then only where it is named. */
  public TestIssuer relaxed(Relaxation... others) {
    relaxations = Set.of(others);
    return this;
  }

  /** Remembers its tokens so. */
  public TestIssuer use(UseRules other) {
    use = other;
    return this;
  }

  public Issuer issuer() {
    TimeRules times = new TimeRules(leeway, maxAge, maxLifetime);
    boolean numeric = relaxations.contains(Relaxation.NUMERICNAME);
    ClaimNames claims = new ClaimNames(names.name(), names.roles(), names.scope(), numeric);
    Set<String> all = new HashSet<>(required);
    if (use.singleUse() || (use.revocable() && !relaxations.contains(Relaxation.NOJTI))) {
      all.add("jti");
    }
    ClaimRules rules = new ClaimRules(iss, audiences, all, times, claims);
    boolean forPages = !publishable.tokens().isEmpty();
    return new Issuer(name, name, keys, rules, relaxations, null, publishable, use, forPages, null);
  }

  public KeyRing ring() {
    return new KeyRing(List.of(issuer()));
  }

  public TokenVerifier verifier() {
    return new TokenVerifier(ring());
  }
}
