package dev.watchword.identity;

import dev.watchword.token.SharedKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether an issuer's users may still be known by an identity hash.
 *
 * @param until the first instant at which no hash is accepted any more; null for none
 * @param keys what the hashes are made with, newest first
 * @param names under which a hash may come: a vendor's, {@code NAME:MEMBER} with the member that is
 *     hashed, or one's own for the hash of what names a user. A hash does not say what it is of, so
 *     the fewer the better; {@code user_id_sig} stands alone, for the hash of an id and a second is
 *     also that of the id {@code ID|SECOND}
 */
public record IdentityHashRules(
    Mode mode, @Nullable Instant until, List<SharedKey> keys, List<String> names) {
  /** The names of {@code userHMAC} and other vendors' that may stand beside each other. */
  public static final List<String> ALL_NAMES =
      Stream.concat(
              IdentityHashField.KNOWN.keySet().stream(), Stream.of(IdentityHashField.COMPANY_HASH))
          .filter(name -> !name.equals(IdentityHashField.STAMPED))
          .toList();

  public static final IdentityHashRules OFF = new IdentityHashRules(Mode.OFF, null, List.of());

  public IdentityHashRules {
    keys = List.copyOf(keys);
    names = List.copyOf(names);
    check(names);
  }

  /** Rules for hashes under every name. */
  public IdentityHashRules(Mode mode, @Nullable Instant until, List<SharedKey> keys) {
    this(mode, until, keys, ALL_NAMES);
  }

  /** The names between commas; an {@code IllegalArgumentException} says what is wrong with them. */
  public static List<String> namesOf(String text) {
    List<String> names =
        Stream.of(text.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    if (names.isEmpty()) {
      throw new IllegalArgumentException("there is no name, such as userHash");
    }
    check(names);
    return names;
  }

  private static void check(List<String> names) {
    Set<String> fields = new HashSet<>();
    for (String name : names) {
      if (!fields.add(IdentityHashField.of(name, List.of()).field())) {
        throw new IllegalArgumentException("'" + name + "' stands there twice");
      }
    }
    if (names.size() > 1 && fields.contains(IdentityHashField.STAMPED)) {
      throw new IllegalArgumentException(
          "user_id_sig must be the only name: it is also the hash of a user called ID|SECOND");
    }
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

  /** Whether hashes are made of an id and a second. */
  public boolean isStamped() {
    return fields(List.of()).stream().anyMatch(IdentityHashField::isStamped);
  }

  /**
   * Whether hashes of users and of companies are accepted: both are the HMAC of an id with one
   * secret, so that of a company is also that of a user with its id.
   */
  public boolean mixesCompaniesWithUsers() {
    return Set.of(Mode.ACCEPT, Mode.WARN).contains(mode)
        && names.size() > 1
        && names.contains(IdentityHashField.COMPANY_HASH);
  }

  /**
   * The fields under which a hash is accepted, without the company's.
   *
   * @param idNames what names a user, for names that do not say what is hashed
   */
  List<IdentityHashField> fields(List<String> idNames) {
    return names.stream()
        .filter(name -> !name.equals(IdentityHashField.COMPANY_HASH))
        .map(name -> IdentityHashField.of(name, idNames))
        .toList();
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
