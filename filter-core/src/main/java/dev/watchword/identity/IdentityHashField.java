package dev.watchword.identity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A name under which pages send an identity hash: the hexadecimal HMAC-SHA256 of the user's id, or
 * of their e-mail address, under a secret of its own.
 *
 * @param field the name
 * @param messages the members that may be hashed, in the vendor's order
 */
record IdentityHashField(String field, List<String> messages) {
  /** The company's hash, which comes beside the user's and proves no user. */
  static final String COMPANY_HASH = "companyHash";

  static final List<String> COMPANY = List.of("companyId", "company_id", "company.id");

  /** The hash of the id and the second it was made, within five minutes. */
  static final String STAMPED = "user_id_sig";

  /** Beside {@link #STAMPED}: seconds since 1970. */
  static final String STAMP = "unix_ts";

  /** Those of vendors, by their names. */
  static final Map<String, IdentityHashField> KNOWN = known();

  /** A name of one's own, and after a colon the member that is hashed. */
  private static final Pattern FORM = Pattern.compile("([\\w-]+)(?::([\\w-]+(?:\\.[\\w-]+)?))?");

  IdentityHashField {
    messages = List.copyOf(messages);
  }

  private static Map<String, IdentityHashField> known() {
    Map<String, IdentityHashField> known = new LinkedHashMap<>();
    Stream.of(
            new IdentityHashField("userHMAC", List.of("userId")),
            // Featurebase, Intercom, Gainsight PX; Front sends the address alone
            new IdentityHashField("userHash", List.of("userId", "user_id", "email")),
            new IdentityHashField("user_hash", List.of("user_id", "userId", "email")),
            new IdentityHashField("identifier_hash", List.of("identifier")),
            new IdentityHashField("hash", List.of("user.id")),
            new IdentityHashField("signature", List.of("email")),
            new IdentityHashField("email_hash", List.of("email")),
            new IdentityHashField("subscriberHash", List.of("subscriberId")),
            new IdentityHashField(STAMPED, List.of("user_id")))
        .forEach(one -> known.put(one.field, one));
    return known;
  }

  /**
   * What a word of the settings means: a vendor's name, or {@code NAME:MEMBER}, or one's own name
   * for the hash of what names a user.
   *
   * @throws IllegalArgumentException where it is no such word
   */
  static IdentityHashField of(String word, List<String> idNames) {
    Matcher form = FORM.matcher(word);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + word + "' is no name such as userHash, or identity_hash:user_id");
    }
    String name = form.group(1);
    String message = form.group(2);
    IdentityHashField known = KNOWN.get(name);
    return message != null
        ? new IdentityHashField(name, List.of(message))
        : known == null ? new IdentityHashField(name, idNames) : known;
  }

  boolean isStamped() {
    return field.equals(STAMPED);
  }

  /** The first of the members that are hashed, in the vendor's order; null for none. */
  @Nullable String message(Map<String, @Nullable Object> members) {
    return firstOf(messages, members);
  }

  /** The first member that is there, as a dotted path; null for none. */
  static @Nullable String firstOf(List<String> paths, Map<String, @Nullable Object> members) {
    return paths.stream().filter(path -> at(path, members) != null).findFirst().orElse(null);
  }

  static @Nullable Object at(String path, Map<String, @Nullable Object> members) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return members.get(path);
    }
    return members.get(path.substring(0, dot)) instanceof Map<?, ?> inner
        ? inner.get(path.substring(dot + 1))
        : null;
  }
}
