package dev.watchword.identity;

import dev.watchword.identity.Identification.Identified;
import dev.watchword.identity.Identification.NotIdentified;
import dev.watchword.token.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One request with an identity hash: whether the hash is right, and whose it is. */
final class IdentityHashCheck {
  private static final Duration STAMP_GOOD_FOR = Duration.ofMinutes(5);
  private static final String EMAIL = "email";

  private final Map<String, @Nullable Object> members;
  private final IdentityRules rules;
  private final Instant now;
  private final IdentityHashVerifier verifier;

  /** All fields that may hold a hash, by their names: those of vendors, and the operator's own. */
  private final Map<String, IdentityHashField> fields;

  /** Everything that may name a user in a request with a hash. */
  private final Set<String> idPaths;

  IdentityHashCheck(Map<String, @Nullable Object> members, IdentityRules rules, Instant now) {
    this.members = members;
    this.rules = rules;
    this.now = now;
    this.verifier = new IdentityHashVerifier(rules.legacy().keys(), now);
    this.fields = new LinkedHashMap<>(IdentityHashField.KNOWN);
    rules.legacy().fields(rules.idNames()).forEach(one -> fields.put(one.field(), one));
    this.idPaths =
        Stream.concat(
                rules.idNames().stream(),
                fields.values().stream()
                    .flatMap(field -> field.messages().stream())
                    .filter(path -> !path.equals(EMAIL)))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the request brings any hash under a name of vendors. */
  static boolean isIn(Map<String, @Nullable Object> members) {
    return members.containsKey(IdentityHashField.COMPANY_HASH)
        || IdentityHashField.KNOWN.keySet().stream().anyMatch(members::containsKey);
  }

  /** Whether the request brings any hash, also under a name of the operator's own. */
  boolean isIn() {
    return isIn(members) || fields.keySet().stream().anyMatch(members::containsKey);
  }

  private boolean isAccepted(List<IdentityHashField> shown) {
    return rules.legacy().fields(rules.idNames()).containsAll(shown)
        && (!members.containsKey(IdentityHashField.COMPANY_HASH)
            || rules.legacy().names().contains(IdentityHashField.COMPANY_HASH));
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
    List<IdentityHashField> shown =
        fields.values().stream().filter(field -> members.containsKey(field.field())).toList();
    if (!isAccepted(shown)) {
      return new NotIdentified(
          Reason.HASH, "no hash is accepted under that name (identity.hashes)");
    }
    if (shown.size() > 1) {
      return new NotIdentified(Reason.SEVERAL_TOKENS, "more than one identity hash of the user");
    }
    return shown.isEmpty()
        ? new NotIdentified(Reason.HASH, "the hash of a company proves no user")
        : byField(shown.get(0), issuer);
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
    String message = field.isStamped() ? stamped(id) : id;
    if (message == null) {
      return new NotIdentified(
          Reason.HASH, "the identity hash was not made within five minutes of now");
    }
    Object hash = members.get(field.field());
    if (!verifier.isHash(hash, message)) {
      String why = verifier.fault(hash, message, "the identity hash is not that of this user");
      return new NotIdentified(Reason.HASH, why);
    }
    if (otherUser(id)) {
      return new NotIdentified(Reason.MISMATCH, "the request names another user than its hash");
    }
    Attributes attributes = attributes(field, path, id);
    return attributes == null
        ? new NotIdentified(Reason.HASH, companyFault())
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

  private boolean otherUser(String id) {
    return idPaths.stream()
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
    if (field.isStamped()) {
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

  private String companyFault() {
    String fault = "the company's hash is not that of this company";
    String company = IdentityHashField.firstOf(IdentityHashField.COMPANY, members);
    return company != null && IdentityHashField.at(company, members) instanceof String id
        ? verifier.fault(members.get(IdentityHashField.COMPANY_HASH), id, fault)
        : fault;
  }

  private @Nullable String verifiedCompany(String path, String user) {
    String id = rules.id(IdentityHashField.at(path, members));
    return id != null
            && !id.equals(user) // the user's own hash would prove that company
            && verifier.isHash(members.get(IdentityHashField.COMPANY_HASH), id)
        ? id
        : null;
  }

  private void addUnverified(Attributes attributes, Set<String> known) {
    members.forEach(
        (name, value) -> {
          if (known.contains(name) || idPaths.contains(name)) {
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
