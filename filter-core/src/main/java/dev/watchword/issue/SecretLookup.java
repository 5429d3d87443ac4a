package dev.watchword.issue;

import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the owner of a secret. Both the known secrets and the shown text go through an HMAC under a
 * random key of this object alone, so the time of a look-up says nothing about the secrets.
 * Immutable.
 *
 * @param <T> the type of an owner
 */
public final class SecretLookup<T> {
  private static final int BLIND_BYTES = 32;

  private final SharedKey blind = newBlind();
  private final Map<String, Known<T>> known = new HashMap<>();

  private record Known<T>(T owner, SharedKey key) {}

  /** The secrets of each owner. */
  public SecretLookup(Collection<T> owners, Function<T, List<SharedKey>> secrets) {
    for (T owner : owners) {
      for (SharedKey key : secrets.apply(owner)) {
        known.put(HexFormat.of().formatHex(key.secret().macBy(blind)), new Known<>(owner, key));
      }
    }
  }

  private static SharedKey newBlind() {
    byte[] bytes = new byte[BLIND_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new SharedKey("blind", null, bytes, Set.of(MacAlgorithm.HS256), null, null);
  }

  /** The owner of this secret, which must be good now; null for none. */
  @Nullable T find(String shown, Instant now) {
    byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
    byte[] mac = Objects.requireNonNull(blind.mac(MacAlgorithm.HS256, bytes));
    Known<T> found = known.get(HexFormat.of().formatHex(mac));
    return found != null && found.key.liveAt(now) ? found.owner : null;
  }
}
