package dev.watchword.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong with the keys of one issuer. Each sentence begins with a verb. */
final class KeyFaults {
  static final String PREVIOUS = "previous";
  static final int MOST_LIVE = 4;

  /** Behind the dot stands which of several keys it is that were set in one place. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(\\.[A-Za-z0-9._-]+)?");

  private final List<String> faults = new ArrayList<>();
  private final Map<String, SharedKey> kids = new HashMap<>();
  private final Set<Object> secrets = new HashSet<>();

  private KeyFaults() {}

  static List<String> of(List<SharedKey> keys, boolean shortAllowed) {
    KeyFaults found = new KeyFaults();
    keys.forEach(key -> found.add(key, shortAllowed));
    if (keys.stream().anyMatch(start -> liveWith(start, keys) > MOST_LIVE)) {
      found.faults.add("has more than 4 keys that are live at once; end the old ones by .until");
    }
    return found.faults;
  }

  static boolean isPrevious(SharedKey key) {
    return key.name().equals(PREVIOUS) || key.name().startsWith(PREVIOUS + ".");
  }

  private void add(SharedKey key, boolean shortAllowed) {
    if (!NAME.matcher(key.name()).matches()) {
      faults.add("needs keys with names of lower-case letters and digits only");
    }
    boolean isPrevious = isPrevious(key);
    String kid = key.kid();
    SharedKey other = kid == null ? null : kids.putIfAbsent(kid, key);
    if (other != null && !(isPrevious && other.identity().equals(key.identity()))) {
      faults.add("has the kid '" + kid + "' for two keys");
    }
    if (!isPrevious && !secrets.add(key.identity())) {
      faults.add("has the same secret for two keys; a new key needs a new secret");
    }
    String weakness = weakness(key, shortAllowed);
    if (weakness != null) {
      faults.add("has the key '" + Printable.plain(key.name()) + "', whose secret " + weakness);
    }
  }

  private static @Nullable String weakness(SharedKey key, boolean shortAllowed) {
    return key.secret().weakness(SecretStrength.ofSigning(key.algorithms(), shortAllowed));
  }

  /** How many are live when that one begins: the most at once are reached when some key begins. */
  private static long liveWith(SharedKey start, List<SharedKey> keys) {
    Instant when = start.from() == null ? Instant.MIN : start.from();
    return keys.stream().filter(key -> key.liveAt(when)).count();
  }
}
