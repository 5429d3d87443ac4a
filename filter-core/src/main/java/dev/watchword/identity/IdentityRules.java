package dev.watchword.identity;

import dev.watchword.token.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer's users may say of themselves.
 *
 * @param idNames claims and request members that name the user; all that are there must agree
 * @param signedOnly attributes that count only in a token
 * @param clientOk attributes that the page may also set; what a token says of them still wins
 */
public record IdentityRules(
    List<String> idNames,
    List<String> signedOnly,
    List<String> clientOk,
    IdentityHashRules legacy) {
  /** Users are known by their tokens alone, and a page may set how they are shown. */
  public static final IdentityRules DEFAULT =
      new IdentityRules(
          List.of("sub", "userId", "user_id", "external_id"),
          List.of("email", "userEmail", "customerId", "companies", "role"),
          List.of("name", "userName", "userAvatarUrl", "customerName", "profilePicture", "locale"),
          IdentityHashRules.OFF);

  public IdentityRules {
    idNames = List.copyOf(idNames);
    signedOnly = List.copyOf(signedOnly);
    clientOk = List.copyOf(clientOk);
  }

  /** Whether it is an attribute of users. */
  public boolean isDeclared(String attribute) {
    return signedOnly.contains(attribute) || clientOk.contains(attribute);
  }

  /** Whether any of these members names a user, right or wrong. */
  boolean hasUserIn(Map<String, @Nullable Object> members) {
    return idNames.stream().anyMatch(members::containsKey);
  }

  /** The one user whom these members name; null where they name none, or do not agree. */
  @Nullable String userIn(Map<String, @Nullable Object> members) {
    Set<@Nullable Object> ids = new HashSet<>();
    for (String name : idNames) {
      if (members.containsKey(name)) {
        ids.add(members.get(name));
      }
    }
    Object only = ids.size() == 1 ? ids.iterator().next() : null;
    return only instanceof String id && UserId.isGood(id) ? id : null;
  }
}
