package dev.watchword.identity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A widget's user. What a proof says and what the page alone says have separate methods, so that
 * code cannot take one for the other by mistake. Only {@link Identifier} makes one. Immutable.
 */
public final class Identity {
  private final Assurance assurance;
  private final String issuer;
  private final String user;
  private final Map<String, @Nullable Object> trusted;
  private final Map<String, @Nullable Object> untrusted;
  private final Map<String, IgnoredAttribute> ignored;
  private final @Nullable String warning;

  Identity(
      Assurance assurance,
      String issuer,
      String user,
      Attributes attributes,
      @Nullable String warning) {
    this.assurance = assurance;
    this.issuer = issuer;
    this.user = user;
    this.trusted = Collections.unmodifiableMap(new LinkedHashMap<>(attributes.trusted));
    this.untrusted = Collections.unmodifiableMap(new LinkedHashMap<>(attributes.untrusted));
    this.ignored = Collections.unmodifiableMap(new LinkedHashMap<>(attributes.ignored));
    this.warning = warning;
  }

  public Assurance assurance() {
    return assurance;
  }

  /** The operator's name for the issuer, that is the tenant. */
  public String issuer() {
    return issuer;
  }

  /**
   * The user's id; empty where nothing proves it. Of a token or hash without an id it is the e-mail
   * address, so a tenant's ids should not look like addresses.
   */
  public Optional<String> user() {
    return assurance == Assurance.PUBLISHABLE ? Optional.empty() : Optional.of(user);
  }

  /** The user's id as the request says it; present only where nothing proves it. */
  public Optional<String> unverifiedUser() {
    return assurance == Assurance.PUBLISHABLE ? Optional.of(user) : Optional.empty();
  }

  /** Attributes that a token or a hash proves. Values as in a token's claims. */
  public Map<String, @Nullable Object> trusted() {
    return trusted;
  }

  /** Attributes that the page may set and has set: anybody may have written them. */
  public Map<String, @Nullable Object> untrusted() {
    return untrusted;
  }

  /** Names whose values count for nothing, and why. The values are nowhere. */
  public Map<String, IgnoredAttribute> ignored() {
    return ignored;
  }

  /** What the page's author should change before it stops working; empty for nothing. */
  public Optional<String> warning() {
    return Optional.ofNullable(warning);
  }

  /** The assurance and the issuer; never the user. */
  @Override
  public String toString() {
    return "Identity[" + assurance.code() + " of " + issuer + "]";
  }
}
