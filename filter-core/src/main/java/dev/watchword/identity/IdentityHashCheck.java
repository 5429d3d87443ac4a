package dev.watchword.identity;

import dev.watchword.identity.Identification.Identified;
import dev.watchword.identity.Identification.NotIdentified;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.Reason;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenSigner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One request with an identity hash: whether the hash is right, and whose it is. */
final class IdentityHashCheck {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final Duration STAMP_GOOD_FOR = Duration.ofMinutes(5);
  private static final String EMAIL = "email";

  /** Everything that may name a user in a request with a hash. */
  private static final Set<String> ID_PATHS =
      Stream.of(IdentityHashField.values())
          .flatMap(field -> field.messages().stream())
          .filter(path -> !path.equals(EMAIL))
          .collect(Collectors.toUnmodifiableSet());

  private final Map<String, @Nullable Object> members;
  private final IdentityRules rules;
  private final Instant now;

  IdentityHashCheck(Map<String, @Nullable Object> members, IdentityRules rules, Instant now) {
    this.members = members;
    this.rules = rules;
    this.now = now;
  }

  /** Whether the request brings any hash. */
  static boolean isIn(Map<String, @Nullable Object> members) {
    return members.containsKey(IdentityHashField.COMPANY_HASH) || !fields(members).isEmpty();
  }

  private static List<IdentityHashField> fields(Map<String, @Nullable Object> members) {
    return Stream.of(IdentityHashField.values())
        .filter(field -> members.containsKey(field.field()))
        .toList();
  }

  private List<String> names(List<IdentityHashField> fields) {
    Stream<String> company = Stream.of(IdentityHashField.COMPANY_HASH).filter(members::containsKey);
    return Stream.concat(fields.stream().map(IdentityHashField::field), company).toList();
  }

  /**
   * Decides.
   *
   * @param issuer the operator's name for the issuer whose rules these are
   */
  Identification identify(String issuer) {
    String closed = rules.legacy().closedAt(now);
    if (closed != null) {
      return new NotIdentified(Reason.HASH, closed);
    }
    List<IdentityHashField> fields = fields(members);
    if (!rules.legacy().names().containsAll(names(fields))) {
      return new NotIdentified(
          Reason.HASH, "no hash is accepted under that name (identity.hashes)");
    }
    if (fields.size() > 1) {
      return new NotIdentified(Reason.SEVERAL_TOKENS, "more than one identity hash of the user");
    }
    return fields.isEmpty()
        ? new NotIdentified(Reason.HASH, "the hash of a company proves no user")
        : byField(fields.get(0), issuer);
  }

  private Identification byField(IdentityHashField field, String issuer) {
    String path = field.message(members);
    Object said = path == null ? null : IdentityHashField.at(path, members);
    String id = rules.id(said);
    if (path == null || id == null) {
      return new NotIdentified(
          Reason.USER,
          "beside an identity hash there must be the user's id"
              + rules.numberAmong(Stream.ofNullable(said)));
    }
    String message = field == IdentityHashField.USER_ID_SIG ? stamped(id) : id;
    if (message == null) {
      return new NotIdentified(
          Reason.HASH, "the identity hash was not made within five minutes of now");
    }
    if (!isHash(members.get(field.field()), message)) {
      return new NotIdentified(Reason.HASH, "the identity hash is not that of this user");
    }
    if (otherUser(id)) {
      return new NotIdentified(Reason.MISMATCH, "the request names another user than its hash");
    }
    Attributes attributes = attributes(field, path, id);
    return attributes == null
        ? new NotIdentified(Reason.HASH, "the company's hash is not that of this company")
        : new Identified(
            new Identity(Assurance.LEGACY_HMAC, issuer, id, attributes, rules.legacy().warning()));
  }

  private @Nullable String stamped(String id) {
    Object stamp = members.get(IdentityHashField.STAMP);
    String text = stamp instanceof Long seconds ? seconds.toString() : stamp + "";
    if (!text.matches("\\d{1,12}")) {
      return null;
    }
    Instant made = Instant.ofEpochSecond(Long.parseLong(text));
    boolean fresh = Duration.between(made, now).abs().compareTo(STAMP_GOOD_FOR) <= 0;
    return fresh ? id + "|" + text : null;
  }

  /** With one secret for all the MAC of every token would be the hash of its own text. */
  private boolean isHash(@Nullable Object shown, String message) {
    if (!(shown instanceof String hex)
        || !HEX.matcher(hex).matches()
        || TokenSigner.isSigningInput(message)) {
      return false;
    }
    byte[] hash = HexFormat.of().parseHex(hex);
    boolean found = false;
    for (SharedKey key : rules.legacy().keys()) {
      byte[] right = key.mac(MacAlgorithm.HS256, message.getBytes(StandardCharsets.UTF_8));
      found |= key.liveAt(now) && right != null && MessageDigest.isEqual(right, hash);
    }
    return found;
  }

  private boolean otherUser(String id) {
    return Stream.concat(ID_PATHS.stream(), rules.idNames().stream())
        .map(path -> IdentityHashField.at(path, members))
        .anyMatch(other -> other != null && !id.equals(rules.id(other)));
  }

  /** A hash proves one id, and the company's hash one more; null where that one is wrong. */
  private @Nullable Attributes attributes(IdentityHashField field, String path, String user) {
    Attributes attributes = new Attributes(rules);
    Set<String> known = new HashSet<>(Set.of(field.field(), path));
    if (path.equals(EMAIL)) {
      attributes.addVerified(EMAIL, user);
    }
    if (field == IdentityHashField.USER_ID_SIG) {
      known.add(IdentityHashField.STAMP);
    }
    if (members.containsKey(IdentityHashField.COMPANY_HASH)) {
      String company = IdentityHashField.firstOf(IdentityHashField.COMPANY, members);
      String id = company == null ? null : verifiedCompany(company, user);
      if (company == null || id == null) {
        return null;
      }
      attributes.addVerifiedCompany(id);
      known.add(IdentityHashField.COMPANY_HASH);
      known.add(company.replaceFirst("\\..*", ""));
    }
    addUnverified(attributes, known);
    return attributes;
  }

  private @Nullable String verifiedCompany(String path, String user) {
    String id = rules.id(IdentityHashField.at(path, members));
    return id != null
            && !id.equals(user) // the user's own hash would prove that company
            && isHash(members.get(IdentityHashField.COMPANY_HASH), id)
        ? id
        : null;
  }

  private void addUnverified(Attributes attributes, Set<String> known) {
    members.forEach(
        (name, value) -> {
          if (known.contains(name) || ID_PATHS.contains(name) || rules.idNames().contains(name)) {
            return;
          }
          if (name.equals("user") && value instanceof Map<?, ?> inner) {
            inner.forEach((key, of) -> addUnverifiedOfUser(attributes, (String) key, of));
          } else {
            attributes.addUnverified(name, value);
          }
        });
  }

  private static void addUnverifiedOfUser(
      Attributes attributes, String name, @Nullable Object value) {
    if (!name.equals("id")) {
      attributes.addUnverified(name, value);
    }
  }
}
