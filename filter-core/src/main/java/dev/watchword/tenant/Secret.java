package dev.watchword.tenant;

import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A secret as it was read, and where it came from. It becomes one key, and is cleared then. */
final class Secret {
  private final byte[] bytes;
  private final String origin;
  private final boolean packaged;
  private final @Nullable String surroundings;

  /**
   * A secret.
   *
   * @param origin words for the start-up summary
   * @param packaged whether it is part of the application's archive
   * @param surroundings what stands around the text and is probably not meant, as the beginning of
   *     a sentence; null for nothing
   */
  Secret(byte[] bytes, String origin, boolean packaged, @Nullable String surroundings) {
    this.bytes = bytes;
    this.origin = origin;
    this.packaged = packaged;
    this.surroundings = surroundings;
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

  /** Says what stands around the secret of that; nothing where nothing does. */
  List<String> warnings(String whose) {
    return surroundings == null
        ? List.of()
        : List.of(
            "WARNING: %s the secret of %s, from %s; take it away, or both sides need it"
                .formatted(surroundings, whose, origin));
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
