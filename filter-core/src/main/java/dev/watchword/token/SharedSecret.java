package dev.watchword.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The bytes of a {@link SharedKey}, and what may be asked about them. They are never shown. */
public final class SharedSecret {
  private static final byte[] FINGERPRINT_LABEL =
      "watchword fingerprint".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;

  /** Made when first asked for: only the settings compare secrets, each with all others. */
  private volatile @Nullable Set<Object> readings;

  SharedSecret(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** 32 hexadecimal digits, the same for the same secret. */
  String fingerprint() {
    byte[] digest = MacAlgorithm.HS256.engine(bytes).sign(FINGERPRINT_LABEL);
    return HexFormat.of().formatHex(digest, 0, 16);
  }

  /** A key with this secret. */
  public SharedKey asKey(
      String name,
      @Nullable String kid,
      Set<MacAlgorithm> algorithms,
      @Nullable Instant from,
      @Nullable Instant until) {
    return new SharedKey(name, kid, bytes, algorithms, from, until);
  }

  /** What makes the secret too weak for that use; null where it is good. */
  @Nullable String weakness(SecretStrength strength) {
    return strength.weakness(bytes);
  }

  /**
   * What this secret is, and what it becomes when it is read as base64 or hexadecimal: who knows
   * one secret knows another with which it shares one of these. Good for comparing and nothing
   * else.
   */
  public Set<Object> readings() {
    Set<Object> known = readings;
    if (known == null) {
      known = Set.copyOf(decodings());
      readings = known;
    }
    return known;
  }

  private Set<Object> decodings() {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Set<Object> found = new HashSet<>(Set.of(new SecretIdentity(fingerprint())));
    List<Function<String, byte[]>> decoders =
        List.of(
            Base64.getDecoder()::decode, Base64.getUrlDecoder()::decode, HexFormat.of()::parseHex);
    for (Function<String, byte[]> decoder : decoders) {
      try {
        byte[] decoded = decoder.apply(text);
        if (decoded.length > 0) {
          found.add(new SecretIdentity(new SharedSecret(decoded).fingerprint()));
        }
      } catch (IllegalArgumentException otherForm) {
        // it is no text of that form
      }
    }
    return found;
  }

  /** Whether its SHA-256 begins with one of these, as those of published secrets are listed. */
  public boolean isAmong(Set<Long> digests) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return digests.contains(ByteBuffer.wrap(digest).getLong());
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** Whether these are the same bytes; the time taken does not tell (constant time). */
  public boolean is(byte[] shown) {
    return MessageDigest.isEqual(shown, bytes);
  }

  /** The MAC over the secret by a key: the same for the same secret, and tells nothing. */
  public byte[] macBy(SharedKey key) {
    return Objects.requireNonNull(key.mac(key.weakest(), bytes));
  }

  /**
   * The MAC by what the other side may have made of this secret: to tell a person what went wrong.
   * Null where nothing is left of the secret that way.
   */
  public byte @Nullable [] misread(
      UnaryOperator<byte[]> misreading, MacAlgorithm algorithm, byte[] signingInput) {
    byte[] misread = misreading.apply(bytes.clone());
    return misread.length == 0 ? null : algorithm.engine(misread).sign(signingInput);
  }

  @Override
  public String toString() {
    return "***";
  }
}
