package dev.watchword.identity;

import dev.watchword.token.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer's users may say of themselves.
 *
 * @param idNames claims and request members that name the user; all that are there must agree
 * @param signedOnly attributes that count only in a token
 * @param clientOk attributes that the page may also set; what a token says of them still wins
 * @param numericIds whether a whole number may be an id, and is its decimal text
 */
public record IdentityRules(
    List<String> idNames,
    List<String> signedOnly,
    List<String> clientOk,
    IdentityHashRules legacy,
    boolean numericIds) {
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

  /** Rules under which an id is always a string. */
  public IdentityRules(
      List<String> idNames,
      List<String> signedOnly,
      List<String> clientOk,
      IdentityHashRules legacy) {
    this(idNames, signedOnly, clientOk, legacy, false);
  }

  /** Whether it is an attribute of users. */
  public boolean isDeclared(String attribute) {
    return signedOnly.contains(attribute) || clientOk.contains(attribute);
  }

  /** Whether any of these members names a user, right or wrong. */
  boolean hasUserIn(Map<String, @Nullable Object> members) {
    return idNames.stream().anyMatch(members::containsKey);
  }

  /** The id that this value says; null where it says none. */
  @Nullable String id(@Nullable Object value) {
    return UserId.in(value, numericIds);
  }

  /** The one user whom these members name; null where they name none, or do not agree. */
  @Nullable String userIn(Map<String, @Nullable Object> members) {
    Set<@Nullable String> ids = new HashSet<>();
    for (String name : idNames) {
      if (members.containsKey(name)) {
        ids.add(id(members.get(name)));
      }
    }
    return ids.size() == 1 ? ids.iterator().next() : null;
  }

  /** What to add to the sentence of a refusal where one of these values is a number. */
  String numberAmong(Stream<@Nullable Object> values) {
    return !numericIds && values.anyMatch(Number.class::isInstance)
        ? " (an id is a number; send a text, or set relax=numericname)"
        : "";
  }

  /** The same for the members that name the user. */
  String numberIn(Map<String, @Nullable Object> members) {
    return numberAmong(idNames.stream().map(members::get));
  }
}
