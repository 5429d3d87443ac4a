package dev.watchword.token;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A secret that both sides know, with the algorithms and dates it is good for. Never prints its
 * bytes. Two keys are equal where they differ in nothing but when they were last used.
 */
public final class SharedKey {
  private final String name;
  private final @Nullable String kid;
  private final Map<MacAlgorithm, PooledHmac> engines;
  private final @Nullable Instant from;
  private final @Nullable Instant until;
  private final SecretIdentity identity;
  private final SharedSecret secret;
  private final boolean maySign;

  private volatile long lastUsed;

  /**
   * A key. Whether the secret is good enough depends on its use, and is judged by the {@link
   * Issuer} that verifies with it.
   *
   * @param name the operator's word for it, such as {@code previous}; an {@link Issuer} says what
   *     its are
   * @param kid the value of the {@code kid} header that means this key: 1 to 128 printable ASCII
   *     characters; null for none
   * @param secret the bytes; the array may be cleared afterwards
   * @param algorithms what may be signed and verified with it; at least one
   * @param from the first instant at which it is good; null for always
   * @param until the first instant at which it is no longer good; null for ever
   * @throws InvalidIssuerException where one of these is not as said
   */
  public SharedKey(
      String name,
      @Nullable String kid,
      byte[] secret,
      Set<MacAlgorithm> algorithms,
      @Nullable Instant from,
      @Nullable Instant until) {
    String fault = fault(kid, algorithms, from, until);
    if (fault != null) {
      throw new InvalidIssuerException("key '" + Printable.plain(name) + "'", fault);
    }
    this.name = name;
    this.kid = kid;
    this.from = from;
    this.until = until;
    this.maySign = true;
    this.engines = new EnumMap<>(MacAlgorithm.class);
    for (MacAlgorithm algorithm : algorithms) {
      engines.put(algorithm, algorithm.engine(secret));
    }
    this.secret = new SharedSecret(secret);
    this.identity = new SecretIdentity(this.secret.fingerprint());
  }

  private SharedKey(SharedKey same, boolean maySign) {
    this.name = same.name;
    this.kid = same.kid;
    this.engines = same.engines;
    this.from = same.from;
    this.until = same.until;
    this.identity = same.identity;
    this.secret = same.secret;
    this.maySign = maySign;
  }

  private static @Nullable String fault(
      @Nullable String kid,
      Set<MacAlgorithm> algorithms,
      @Nullable Instant from,
      @Nullable Instant until) {
    if (algorithms.isEmpty()) {
      return "has no algorithm";
    }
    if (kid != null && !KeyId.isValid(kid)) {
      return "has a kid that is not " + KeyId.FORM;
    }
    return from != null && until != null && !from.isBefore(until) ? "ends before it begins" : null;
  }

  public String name() {
    return name;
  }

  public @Nullable String kid() {
    return kid;
  }

  public Set<MacAlgorithm> algorithms() {
    return Set.copyOf(engines.keySet());
  }

  public @Nullable Instant from() {
    return from;
  }

  public @Nullable Instant until() {
    return until;
  }

  /** Eight hexadecimal digits by which two people can tell whether they hold the same secret. */
  public String fingerprint() {
    return identity.shown();
  }

  public SharedSecret secret() {
    return secret;
  }

  /** Equal for two keys that have the same secret; good for comparing and nothing else. */
  public Object identity() {
    return identity;
  }

  /** Whether the key is good at that instant: not before {@code from}, before {@code until}. */
  public boolean liveAt(Instant now) {
    return (from == null || !now.isBefore(from)) && (until == null || now.isBefore(until));
  }

  /** When the last token under this key was admitted, to the second; null for never. */
  public @Nullable Instant lastUsed() {
    return lastUsed == 0 ? null : Instant.ofEpochSecond(lastUsed);
  }

  /** Takes over the last use of the same key from before the settings were read again. */
  public void usedAsMuchAs(SharedKey earlier) {
    lastUsed = Math.max(lastUsed, earlier.lastUsed);
  }

  /** Written once a second at most, so that threads do not fight over it. */
  void usedAt(Instant now) {
    long second = now.getEpochSecond();
    if (second != lastUsed) {
      lastUsed = second;
    }
  }

  public boolean allows(MacAlgorithm algorithm) {
    return engines.containsKey(algorithm);
  }

  /** Whether tokens may be signed with it; all keys verify. */
  public boolean maySign() {
    return maySign;
  }

  /** The same key, which verifies and does not sign: as RFC 7517 section 4.3 says by key_ops. */
  public SharedKey onlyVerifying() {
    return new SharedKey(this, false);
  }

  /** The weakest of its algorithms: what it signs with, unless told otherwise. */
  MacAlgorithm weakest() {
    return engines.keySet().iterator().next();
  }

  /** What signs by an algorithm that the key is for. */
  PooledHmac engine(MacAlgorithm algorithm) {
    return Objects.requireNonNull(engines.get(algorithm));
  }

  /** The MAC over these bytes; null where the key is not for this algorithm. */
  public byte @Nullable [] mac(MacAlgorithm algorithm, byte[] signingInput) {
    PooledHmac engine = engines.get(algorithm);
    return engine == null ? null : engine.sign(signingInput);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return this == object
        || (object instanceof SharedKey other
            && name.equals(other.name)
            && maySign == other.maySign
            && identity.equals(other.identity)
            && Objects.equals(kid, other.kid)
            && Objects.equals(from, other.from)
            && Objects.equals(until, other.until)
            && engines.keySet().equals(other.engines.keySet()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, identity, kid, from, until);
  }

  @Override
  public String toString() {
    return "SharedKey[" + name + " ***" + fingerprint() + "]";
  }
}
