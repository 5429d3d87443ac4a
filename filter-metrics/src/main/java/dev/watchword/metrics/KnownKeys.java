package dev.watchword.metrics;

import dev.watchword.token.Caller;
import dev.watchword.token.Issuer;
import dev.watchword.token.SharedKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The keys that have series of their own: those in force, but no more than so many. Where issuers
 * come and go in a database, all of theirs are {@code other} together.
 */
final class KnownKeys {
  /** With more keys in force, those that end first are the known ones. */
  static final int MOST = 100;

  static final KnownKeys NONE = new KnownKeys(Map.of());

  private static final List<String> OTHER = List.of("other", "other", "other");

  /** The keys by the values of their labels, in the order in which they end. */
  private final Map<List<String>, SharedKey> keys;

  private KnownKeys(Map<List<String>, SharedKey> keys) {
    this.keys = keys;
  }

  static KnownKeys of(List<Issuer> issuers) {
    Map<List<String>, SharedKey> all = new LinkedHashMap<>();
    for (Issuer issuer : issuers) {
      for (SharedKey key : issuer.keys()) {
        all.put(List.of(issuer.name(), key.name(), key.fingerprint()), key);
      }
    }
    return new KnownKeys(
        all.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.comparing(KnownKeys::end)))
            .limit(MOST)
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new)));
  }

  private static Instant end(SharedKey key) {
    Instant until = key.until();
    return until == null ? Instant.MAX : until;
  }

  /** The values of the labels for the key that signed the caller's token. */
  List<String> labels(Caller caller) {
    List<String> own = List.of(caller.issuer(), caller.key(), caller.keyFingerprint());
    return keys.containsKey(own) ? own : OTHER;
  }

  Map<List<String>, SharedKey> all() {
    return keys;
  }
}
