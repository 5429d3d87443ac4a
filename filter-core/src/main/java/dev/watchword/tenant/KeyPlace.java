package dev.watchword.tenant;

import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.token.KeyId;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a key is set, or several as one JWK Set or folder, and what is set besides their secrets.
 *
 * @param name the operator's word for it
 * @param kid of the only key, or of the one of several that signs
 */
record KeyPlace(
    String name,
    Section section,
    @Nullable String kid,
    @Nullable Instant from,
    @Nullable Instant until) {
  static KeyPlace of(String name, Section section) {
    return new KeyPlace(
        name,
        section,
        section.given(Property.KID),
        section.date(Property.FROM),
        section.date(Property.UNTIL));
  }

  /** Whether there can be a key; where not, that is noted. */
  boolean isSound() {
    if (from != null && until != null && !from.isBefore(until)) {
      section.mistake(Property.UNTIL, "is not after the key's from date");
      return false;
    }
    if (kid != null && !KeyId.isValid(kid)) {
      section.mistake(Property.KID, "is not " + KeyId.FORM + ", as a token's is");
      return false;
    }
    return true;
  }

  /** A key of this place. One of several is called by its {@code kid} or its fingerprint, too. */
  SharedKey key(KeySecret read) {
    SharedKey key =
        new SharedKey(name, read.kid(), read.secret().bytes(), read.algorithms(), from, until);
    if (read.isOneOfSeveral()) {
      String own = read.kid();
      boolean isWord = own != null && own.matches("[A-Za-z0-9._-]+");
      String which = isWord ? own : key.fingerprint();
      key = key.secret().asKey(name + "." + which, own, read.algorithms(), from, until);
    }
    return read.maySign() ? key : key.onlyVerifying();
  }

  /** Whether a key was set in this place. */
  boolean holds(SharedKey key) {
    return key.name().equals(name) || key.name().startsWith(name + ".");
  }

  /** A key that was set here, with what is set for it now besides its secret. */
  SharedKey again(SharedKey key, Set<MacAlgorithm> allowed) {
    Set<MacAlgorithm> algorithms = EnumSet.copyOf(allowed);
    algorithms.retainAll(key.algorithms()); // it may have been for one of them alone
    boolean isOnly = key.name().equals(name);
    SharedKey again =
        key.secret()
            .asKey(
                key.name(),
                isOnly && kid != null ? kid : key.kid(),
                algorithms.isEmpty() ? allowed : algorithms,
                from,
                until);
    return key.maySign() ? again : again.onlyVerifying();
  }
}
