package dev.watchword.identity;

import dev.watchword.token.SharedKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether an issuer's users may still be known by an identity hash.
 *
 * @param until the first instant at which no hash is accepted any more; null for none
 * @param keys what the hashes are made with, newest first
 */
public record LegacyRules(Mode mode, @Nullable Instant until, List<SharedKey> keys) {
  public static final LegacyRules OFF = new LegacyRules(Mode.OFF, null, List.of());

  public LegacyRules {
    keys = List.copyOf(keys);
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
    public String word() {
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

  /** Whether the other says the same with the same keys. */
  boolean sameAs(LegacyRules other) {
    return mode == other.mode
        && Objects.equals(until, other.until)
        && SharedKey.sameAs(keys, other.keys);
  }

  @Override
  public String toString() {
    return "LegacyRules[" + mode.name().toLowerCase(Locale.ROOT) + ", until " + until + "]";
  }
}
