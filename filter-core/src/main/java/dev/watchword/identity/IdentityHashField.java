package dev.watchword.identity;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names under which vendors' pages send an identity hash: the hexadecimal HMAC-SHA256 of the
 * user's id, or of their e-mail address, under a secret of its own.
 */
enum IdentityHashField {
  USER_HMAC("userHMAC", "userId"),
  /** Featurebase, Intercom, Gainsight PX; Front sends the address alone. */
  USER_HASH("userHash", "userId", "user_id", "email"),
  USER_HASH_SNAKE("user_hash", "user_id", "userId", "email"),
  IDENTIFIER_HASH("identifier_hash", "identifier"),
  HASH("hash", "user.id"),
  SIGNATURE("signature", "email"),
  EMAIL_HASH("email_hash", "email"),
  SUBSCRIBER_HASH("subscriberHash", "subscriberId"),
  /** The id and the second it was made, within five minutes. */
  USER_ID_SIG("user_id_sig", "user_id");

  /** The company's hash, which comes beside the user's and proves no user. */
  static final String COMPANY_HASH = "companyHash";

  static final List<String> COMPANY = List.of("companyId", "company_id", "company.id");

  /** Beside {@link #USER_ID_SIG}: seconds since 1970. */
  static final String STAMP = "unix_ts";

  private final String field;
  private final List<String> messages;

  IdentityHashField(String field, String... messages) {
    this.field = field;
    this.messages = List.of(messages);
  }

  /** All of them, the company's last. */
  static List<String> names() {
    return Stream.concat(Stream.of(values()).map(IdentityHashField::field), Stream.of(COMPANY_HASH))
        .toList();
  }

  String field() {
    return field;
  }

  /** The first of the members that are hashed, in the vendor's order; null for none. */
  @Nullable String message(Map<String, @Nullable Object> members) {
    return firstOf(messages, members);
  }

  /** The members that may be hashed. */
  List<String> messages() {
    return messages;
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
