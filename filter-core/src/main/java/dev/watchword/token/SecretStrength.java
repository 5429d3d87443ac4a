package dev.watchword.token;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How good a secret must be, for what it is used. No sentence holds a part of a secret.
 *
 * @param use what needs the length, for the sentence about a shorter one
 * @param leastBytes the least length
 * @param leastVariety how many different bytes there must be
 * @param rule where the length comes from, for the same sentence
 * @param usualBytes how long a new one should be
 */
public record SecretStrength(
    String use, int leastBytes, int leastVariety, String rule, int usualBytes) {
  private static final int LEAST_VARIETY = 8;

  /** 128 bits cannot be guessed; nothing is signed with it, so RFC 7518 asks for no more. */
  public static final SecretStrength COMPARED =
      new SecretStrength("a secret that is only compared", 16, LEAST_VARIETY, "128 bits", 32);

  /** For a secret that signs or verifies; a short one only where the operator says so. */
  public static SecretStrength ofSigning(Set<MacAlgorithm> algorithms, boolean shortAllowed) {
    MacAlgorithm strongest = algorithms.stream().max(MacAlgorithm::compareTo).orElseThrow();
    int size = strongest.leastKeyBytes();
    return new SecretStrength(
        strongest.name(),
        shortAllowed ? 1 : size,
        shortAllowed ? 1 : LEAST_VARIETY,
        "RFC 7518 section 3.2",
        size);
  }

  /** What makes the secret protect nothing, beginning with a verb; null for nothing. */
  public @Nullable String weakness(byte[] secret) {
    if (new String(secret, StandardCharsets.ISO_8859_1).contains("-----BEGIN")) {
      return "is PEM text, a key of another kind; a shared secret is wanted";
    }
    if (secret.length < leastBytes) {
      return "has %s bytes, but %s needs at least %s (%s)"
          .formatted(secret.length, use, leastBytes, rule);
    }
    BitSet variety = new BitSet();
    for (byte one : secret) {
      variety.set(one & 0xFF);
    }
    return variety.cardinality() < leastVariety
        ? "has fewer than " + leastVariety + " different bytes"
        : null;
  }
}
