package dev.watchword.token;

import org.jspecify.annotations.Nullable;

/**
 * The HMAC algorithms of RFC 7518 section 3.2. There is no other kind here, and no {@code none}.
 */
public enum MacAlgorithm {
  HS256(32, "HmacSHA256"),
  HS384(48, "HmacSHA384"),
  HS512(64, "HmacSHA512");

  private final int macBytes;
  private final String javaName;

  MacAlgorithm(int macBytes, String javaName) {
    this.macBytes = macBytes;
    this.javaName = javaName;
  }

  /** The least size of a key in bytes: that of the MAC. */
  public int leastKeyBytes() {
    return macBytes;
  }

  /** The length of the MAC as unpadded base64url text. */
  public int macChars() {
    return (macBytes * 8 + 5) / 6;
  }

  PooledHmac engine(byte[] secret) {
    return new PooledHmac(name(), javaName, secret);
  }

  /** The algorithm of exactly this name; null where there is none. Case matters (RFC 7515). */
  public static @Nullable MacAlgorithm ofName(@Nullable String name) {
    for (MacAlgorithm algorithm : values()) {
      if (algorithm.name().equals(name)) {
        return algorithm;
      }
    }
    return null;
  }
}
