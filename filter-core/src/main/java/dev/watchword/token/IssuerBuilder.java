package dev.watchword.token;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts an issuer together. What is not said is strict: HS256, {@code exp} required, 30 seconds of
 * leeway, no relaxation, no role and no scope. Not safe for use by several threads.
 */
public final class IssuerBuilder {
  private final String name;
  private final List<SharedKey> keys = new ArrayList<>();
  private final Set<String> audiences = new LinkedHashSet<>();
  private final Set<String> required = new LinkedHashSet<>();
  private final Set<String> grants = new LinkedHashSet<>();
  private String selector;
  private @Nullable String iss;
  private Duration leeway = TimeRules.DEFAULT_LEEWAY;
  private @Nullable Duration maxAge;
  private @Nullable Duration maxLifetime;
  private ClaimNames names = ClaimNames.DEFAULT;
  private UseRules use = UseRules.NONE;

  IssuerBuilder(String name) {
    this.name = name;
    this.selector = name;
  }

  /** Adds a key for HS256 from the text that both sides have. The newest key comes first. */
  public IssuerBuilder secret(String secret) {
    String keyName = keys.isEmpty() ? "usual" : "key" + (keys.size() + 1);
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return key(new SharedKey(keyName, null, bytes, EnumSet.of(MacAlgorithm.HS256), null, null));
  }

  /** Adds a key. The newest comes first. */
  public IssuerBuilder key(SharedKey key) {
    keys.add(key);
    return this;
  }

  /** The value by which a request picks this issuer; its name by default. */
  public IssuerBuilder selector(String other) {
    selector = other;
    return this;
  }

  /** The exact {@code iss} of its tokens; by default any, or none, will do. */
  public IssuerBuilder iss(String exact) {
    iss = exact;
    return this;
  }

  /** One of the values of which {@code aud} must have one; by default it is not looked at. */
  public IssuerBuilder audience(String audience) {
    audiences.add(audience);
    return this;
  }

  /** A claim that must be there. */
  public IssuerBuilder requires(String claim) {
    required.add(claim);
    return this;
  }

  /** A role or scope that its tokens may confer; without any they confer none. */
  public IssuerBuilder grants(String roleOrScope) {
    grants.add(roleOrScope);
    return this;
  }

  /** The forgiven difference of clocks, at most 5 minutes. */
  public IssuerBuilder leeway(Duration other) {
    leeway = other;
    return this;
  }

  /** The greatest age since {@code iat}, which is then required. */
  public IssuerBuilder maxAge(Duration age) {
    maxAge = age;
    return this;
  }

  /** The longest time from {@code iat} to {@code exp}. */
  public IssuerBuilder maxLifetime(Duration lifetime) {
    maxLifetime = lifetime;
    return this;
  }

  /** Which claims say who the caller is and what they may do. */
  public IssuerBuilder names(ClaimNames claims) {
    names = claims;
    return this;
  }

  /** What is remembered of its tokens; by default nothing. */
  public IssuerBuilder use(UseRules rules) {
    use = rules;
    return this;
  }

  /**
   * The issuer.
   *
   * @throws InvalidIssuerException where the settings would refuse such an issuer: a name of other
   *     than letters, digits, - and _, no key, a short secret, more than four live keys
   */
  public Issuer build() {
    TimeRules times = new TimeRules(leeway, maxAge, maxLifetime);
    if (use.revocable() || use.singleUse()) {
      required.add("jti");
    }
    return new Issuer(
        name,
        selector,
        keys,
        new ClaimRules(iss, audiences, required, times, names),
        EnumSet.noneOf(Relaxation.class),
        grants,
        Publishable.NONE,
        use,
        false,
        null);
  }
}
