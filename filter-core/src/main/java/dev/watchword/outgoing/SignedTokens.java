package dev.watchword.outgoing;

import dev.watchword.token.TokenKind;
import dev.watchword.token.TokenSigner;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Short-lived tokens that are signed here, for listed origins alone. A token is sent again until
 * half of its life is over, unless {@link #freshEachTime} is said. Immutable but for the tokens
 * that it remembers, and safe for use by several threads at once.
 */
public final class SignedTokens implements OutgoingTokens {
  private static final Set<String> OWN = Set.of("iat", "nbf", "exp", "jti", "aud");
  private static final Duration LONGEST = Duration.ofHours(1);

  private final TokenSigner signer;
  private final Map<String, Object> claims;
  private final Duration lifetime;
  private final InstantSource clock;
  private final boolean isFresh;

  /** The audience of each origin; empty for none. */
  private final Map<String, String> audiences;

  private final Map<String, Signed> remembered = new ConcurrentHashMap<>();

  private record Signed(String token, Instant from, Instant until) {
    boolean isGood(Instant now) {
      return !now.isBefore(from) && now.isBefore(until); // a clock may be set back
    }

    @Override
    public String toString() {
      return "Signed[***]";
    }
  }

  private SignedTokens(
      TokenSigner signer,
      Map<String, Object> claims,
      Duration lifetime,
      InstantSource clock,
      boolean isFresh,
      Map<String, String> audiences) {
    this.signer = signer;
    this.claims = Map.copyOf(claims);
    this.lifetime = lifetime;
    this.clock = clock;
    this.isFresh = isFresh;
    this.audiences = Map.copyOf(audiences);
  }

  /**
   * Tokens for nobody yet: {@link #to} lists who gets them.
   *
   * @param claims of every token, such as {@code iss} and {@code sub}; {@code iat}, {@code exp},
   *     {@code jti} and {@code aud} are set here
   * @param lifetime from now to {@code exp}: 1 second to an hour, in whole seconds
   * @throws IllegalArgumentException where a claim or the lifetime is not allowed
   */
  public static SignedTokens by(TokenSigner signer, Map<String, ?> claims, Duration lifetime) {
    for (String claim : claims.keySet()) {
      if (OWN.contains(claim)) {
        throw new IllegalArgumentException("'" + claim + "' is set anew with each token");
      }
    }
    boolean isWhole = lifetime.equals(lifetime.truncatedTo(ChronoUnit.SECONDS));
    if (!isWhole || lifetime.toSeconds() < 1 || lifetime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("the lifetime must be whole seconds, from 1 s to 1 h");
    }
    return new SignedTokens(
        signer, Map.copyOf(claims), lifetime, InstantSource.system(), false, Map.of());
  }

  /**
   * The same, and calls of this origin get tokens without an audience.
   *
   * @throws IllegalArgumentException where it is no exact origin, or is neither https nor loopback
   */
  public SignedTokens to(String origin) {
    return listing(origin, "");
  }

  /**
   * The same, and calls of this origin get tokens for this audience. Each origin has one: the last
   * that was said.
   *
   * @throws IllegalArgumentException where it is no exact origin, or is neither https nor loopback,
   *     or the audience is empty
   */
  public SignedTokens to(String origin, String audience) {
    if (audience.isEmpty()) {
      throw new IllegalArgumentException("the audience is empty");
    }
    return listing(origin, audience);
  }

  private SignedTokens listing(String origin, String audience) {
    Map<String, String> more = new LinkedHashMap<>(audiences);
    more.put(Origins.listed(origin), audience);
    return new SignedTokens(signer, claims, lifetime, clock, isFresh, more);
  }

  /** The same, but each call gets a token of its own: for servers that take one only once. */
  public SignedTokens freshEachTime() {
    return new SignedTokens(signer, claims, lifetime, clock, true, audiences);
  }

  /** The same by another clock; the system's by default. */
  public SignedTokens clock(InstantSource other) {
    return new SignedTokens(signer, claims, lifetime, other, isFresh, audiences);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException where no key that may sign is live
   */
  @Override
  public Optional<String> tokenFor(URI target) {
    String origin = Origins.of(target);
    String audience = origin == null ? null : audiences.get(origin);
    if (origin == null || audience == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    @Nullable Signed last = isFresh ? null : remembered.get(origin);
    if (last != null && last.isGood(now)) {
      return Optional.of(last.token);
    }
    Instant from = now.truncatedTo(ChronoUnit.SECONDS);
    Signed next = new Signed(signed(audience, from), from, from.plus(lifetime.dividedBy(2)));
    if (!isFresh) {
      remembered.put(origin, next);
    }
    return Optional.of(next.token);
  }

  private String signed(String audience, Instant now) {
    Map<String, Object> all = new LinkedHashMap<>(claims);
    if (!audience.isEmpty()) {
      all.put("aud", audience);
    }
    all.put("iat", now);
    all.put("exp", now.plus(lifetime));
    all.put("jti", UUID.randomUUID().toString());
    return signer.sign(TokenKind.SIGNED, all, now);
  }

  /** The origins alone. */
  @Override
  public String toString() {
    return "SignedTokens" + audiences.keySet();
  }
}
