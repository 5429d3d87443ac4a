package dev.watchword.testing;

import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import java.time.Instant;
import java.util.Set;

/** Keys for tests. The secret of a key is the test secret of its name. */
public final class Keys {
  private Keys() {}

  /** An HS256 key that is good for ever and has no {@code kid}. */
  public static SharedKey key(String name) {
    return dated(name, null, null, null);
  }

  /** An HS256 key with a {@code kid}. */
  public static SharedKey named(String name, String kid) {
    return dated(name, kid, null, null);
  }

  /** An HS256 key from one instant, included, to another, excluded. */
  public static SharedKey dated(String name, String kid, Instant from, Instant until) {
    return new SharedKey(
        name, kid, TestSecrets.secret(name), Set.of(MacAlgorithm.HS256), from, until);
  }

  /** A key for several algorithms. */
  public static SharedKey with(String name, MacAlgorithm... algorithms) {
    return new SharedKey(name, null, TestSecrets.secret(name), Set.of(algorithms), null, null);
  }
}
