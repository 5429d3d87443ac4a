package dev.watchword.identity;

import dev.watchword.identity.Identification.Identified;
import dev.watchword.identity.Identification.NotIdentified;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import dev.watchword.token.SessionClaims;
import dev.watchword.token.UserId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One request with a valid token: which user it names, and whether the page agrees. */
final class SignedTokenCheck {
  /** In a signed token it would be an OAuth client's, which is no user (RFC 9068 section 2.2). */
  private static final String CLIENT_ID = "client_id";

  /** Surge's parameter beside a publishable token; beside a signed one it "serves no purpose". */
  private static final String USER_ID = "user_id";

  private final Caller caller;
  private final Map<String, @Nullable Object> claims;
  private final IdentityRules rules;

  SignedTokenCheck(Caller caller, IdentityRules rules) {
    this.caller = caller;
    this.claims = caller.claims();
    this.rules = rules;
  }

  /**
   * Decides.
   *
   * @param members what the request says besides its token
   */
  Identification identify(Map<String, @Nullable Object> members) {
    if (claims.containsKey(CLIENT_ID)) {
      return new NotIdentified(Reason.KIND, "the token is an OAuth client's, not a user's");
    }
    if (SessionClaims.isSession(caller)) {
      return new NotIdentified(
          Reason.KIND, "the token is a session's, with which no other session can begin");
    }
    String user = rules.hasUserIn(claims) ? rules.userIn(claims) : emailAddress();
    if (user == null) {
      return new NotIdentified(
          Reason.CLAIM, "the token does not name exactly one user" + rules.numberIn(claims));
    }
    for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
      NotIdentified contradiction = contradiction(user, member.getKey(), member.getValue());
      if (contradiction != null) {
        return contradiction;
      }
    }
    return new Identified(
        new Identity(Assurance.SIGNED, caller.issuer(), user, attributes(members), null));
  }

  /** The user of a token without an id. */
  private @Nullable String emailAddress() {
    return claims.get("email") instanceof String email
            && email.contains("@")
            && !Boolean.FALSE.equals(claims.get("email_verified"))
            && UserId.isGood(email)
        ? email
        : null;
  }

  private @Nullable NotIdentified contradiction(String user, String name, @Nullable Object value) {
    boolean isId = rules.idNames().contains(name);
    if (claims.containsKey(name)) {
      return Objects.equals(claims.get(name), value) || (isId && user.equals(rules.id(value)))
          ? null
          : new NotIdentified(Reason.MISMATCH, "the request contradicts a claim of its token");
    }
    return !isId || name.equals(USER_ID) || user.equals(rules.id(value))
        ? null
        : new NotIdentified(Reason.MISMATCH, "the request names another user than its token");
  }

  private Attributes attributes(Map<String, @Nullable Object> members) {
    Attributes attributes = new Attributes(rules);
    claims.forEach(attributes::addVerified);
    members.forEach(
        (name, value) -> {
          if (claims.containsKey(name)) {
            return; // it says the same
          }
          if (!rules.idNames().contains(name)) {
            attributes.addUnverified(name, value);
          } else if (name.equals(USER_ID)) {
            attributes.ignore(name, IgnoredAttribute.TOKEN_NAMES_THE_USER);
          }
        });
    return attributes;
  }
}
