package dev.watchword.identity;

import dev.watchword.token.SharedKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether an issuer's users may still be known by an identity hash.
 *
 * @param until the first instant at which no hash is accepted any more; null for none
 * @param keys what the hashes are made with, newest first
 * @param names under which a hash may come. A hash does not say what it is of, so the fewer the
 *     better
 */
public record IdentityHashRules(
    Mode mode, @Nullable Instant until, List<SharedKey> keys, List<String> names) {
  /** Every name that is known: those of {@code userHMAC} and the other vendors'. */
  public static final List<String> ALL_NAMES = IdentityHashField.names();

  public static final IdentityHashRules OFF = new IdentityHashRules(Mode.OFF, null, List.of());

  public IdentityHashRules {
    keys = List.copyOf(keys);
    names = List.copyOf(names);
  }

  /** Rules for hashes under every name. */
  public IdentityHashRules(Mode mode, @Nullable Instant until, List<SharedKey> keys) {
    this(mode, until, keys, ALL_NAMES);
  }

  /** What becomes of a hash. */
  public enum Mode {
    /** It is refused: this issuer never had any. */
    OFF("off"),
    /** It is accepted. */
    ACCEPT("accept"),
    /** It is accepted, and the answer and the log ask for a token instead. */
    WARN("warn"),
    /** It is refused, and counted: this issuer has moved to tokens. */
    REQUIRE_JWT("require-jwt");

    private final String word;

    Mode(String word) {
      this.word = word;
    }

    /** The word used in settings. */
    public String configName() {
      return word;
    }
  }

  /** Why no hash is accepted at that instant; null where hashes are. */
  @Nullable String closedAt(Instant now) {
    if (mode == Mode.OFF) {
      return "identity hashes are off for this issuer (identity.legacy)";
    }
    if (mode == Mode.REQUIRE_JWT) {
      return "this issuer has moved from identity hashes to tokens (identity.legacy)";
    }
    return until == null || now.isBefore(until)
        ? null
        : "identity hashes ended at " + until + " (identity.until)";
  }

  /** What the page's author should do before hashes end; null where no warning is wanted. */
  @Nullable String warning() {
    return mode == Mode.WARN
        ? "Identity hashes end"
            + (until == null ? " soon" : " at " + until)
            + ": send a signed token instead."
        : null;
  }

  @Override
  public String toString() {
    return "IdentityHashRules[" + mode.name().toLowerCase(Locale.ROOT) + ", until " + until + "]";
  }
}
