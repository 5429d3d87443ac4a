package dev.watchword.tenant;

import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A secret as it was read, and where it came from. It becomes one key, and is cleared then. */
final class Secret {
  private final byte[] bytes;
  private final String origin;
  private final boolean packaged;

  /**
   * A secret.
   *
   * @param origin words for the start-up summary
   * @param packaged whether it is part of the application's archive
   */
  Secret(byte[] bytes, String origin, boolean packaged) {
    this.bytes = bytes;
    this.origin = origin;
    this.packaged = packaged;
  }

  /** The bytes themselves; clear them after use. */
  byte[] bytes() {
    return bytes;
  }

  /** What is shown rather than signed with; the bytes here are cleared. */
  SharedKey credential(String name, @Nullable Instant until) {
    SharedKey key = new SharedKey(name, null, bytes, Set.of(MacAlgorithm.HS256), null, until);
    Arrays.fill(bytes, (byte) 0);
    return key;
  }

  String origin() {
    return origin;
  }

  boolean packaged() {
    return packaged;
  }

  @Override
  public String toString() {
    return "Secret[*** from " + origin + "]";
  }
}
