package dev.watchword.guard;

import dev.watchword.http.RequestFacts;
import dev.watchword.token.Caller;
import dev.watchword.token.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What a rule wants a token to be bound to.
 *
 * @param bodyHash the claim with the hash of the body that the token is for; null for any body
 * @param queryHash how the token names its method, path and query; null for any
 */
public record RequestBinding(@Nullable String bodyHash, @Nullable QueryHash queryHash) {
  /** A token is for any request. */
  public static final RequestBinding NONE = new RequestBinding(null, null);

  static RequestBinding of(RuleOptions options) {
    QueryHash query =
        options.has(RuleWord.QSH) ? QueryHash.of(options.all(RuleWord.QSH).get(0).each()) : null;
    String body = options.sole(RuleWord.BODYHASH);
    return body == null && query == null ? NONE : new RequestBinding(body, query);
  }

  /** Why the token is not for this request; null where it is. */
  @Nullable Rejection fault(Caller caller, RequestFacts facts) {
    Rejection fault = queryHash == null ? null : queryHash.fault(caller, facts);
    return fault != null || bodyHash == null ? fault : BodyHash.fault(caller, bodyHash, facts);
  }

  String describe() {
    return (bodyHash == null ? "" : ", bound to its body by claim " + bodyHash)
        + (queryHash == null ? "" : ", bound to " + queryHash + " by claim qsh")
        + (queryHash != null && queryHash.fromPage() ? " (or " + QueryHash.FIXED + ")" : "");
  }
}
