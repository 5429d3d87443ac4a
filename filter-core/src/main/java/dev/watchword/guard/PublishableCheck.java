package dev.watchword.guard;

import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.http.QueryParameters;
import dev.watchword.http.RequestFacts;
import dev.watchword.token.Caller;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.IssuerSourceException;
import dev.watchword.token.Publishable;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.SessionClaims;
import dev.watchword.token.TokenKind;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.UserId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a request with a publishable token may do: read, where a rule says so, from listed pages.
 */
final class PublishableCheck {
  private static final String USER = "user_id";
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final TokenVerifier verifier;
  private final RequestFacts facts;
  private final PathRule rule;
  private final @Nullable Visitor earlier;

  /** A check; {@code earlier} is the visitor that this token came with before; null for none. */
  PublishableCheck(
      TokenVerifier verifier, RequestFacts facts, PathRule rule, @Nullable Visitor earlier) {
    this.verifier = verifier;
    this.facts = facts;
    this.rule = rule;
    this.earlier = earlier;
  }

  /** What is made of the token. */
  sealed interface Result {}

  /** {@code headers} are for the answer that the application gives. */
  record Accepted(Visitor visitor, List<Header> headers) implements Result {}

  record Rejected(Reason reason, String detail) implements Result {}

  Result of(String token, IssuerFilter filter) {
    try {
      boolean isUsable = rule.access() == Access.PUBLISHABLE && isReading();
      if (earlier != null) {
        return isUsable ? new Accepted(earlier, List.of()) : wantsSigned();
      }
      Issuer issuer = verifier.publisher(token, filter);
      if (issuer == null) {
        return new Rejected(Reason.PUBLISHABLE, "nobody here has this publishable token");
      }
      return isUsable ? of(issuer.name(), issuer.publishable()) : wantsSigned();
    } catch (IssuerSourceException cannotAnswer) {
      Rejection refused = cannotAnswer.refused();
      return new Rejected(refused.reason(), refused.detail());
    }
  }

  /** What is made of the session of a user whom nothing proves. */
  Result ofSession(Caller caller) {
    String user = SessionClaims.visitor(caller);
    boolean isAccepted =
        rule.access() == Access.PUBLISHABLE && rule.requirements().kind() != TokenKind.SIGNED;
    return user != null && isAccepted && isReading()
        ? new Accepted(new Visitor(caller.issuer(), user), List.of())
        : wantsSigned();
  }

  private Rejected wantsSigned() {
    return new Rejected(Reason.KIND, "rule '" + rule.name() + "' wants a signed token for this");
  }

  private Result of(String issuer, Publishable publishable) {
    if (!publishable.allows(facts.headers().all("Origin"))) {
      return new Rejected(
          Reason.ORIGIN, "the page's origin is none of those of issuer '" + issuer + "'");
    }
    String user = user();
    return user == null
        ? new Rejected(Reason.USER, "beside a publishable token there must be one user_id")
        : new Accepted(new Visitor(issuer, user), List.of(framing(publishable)));
  }

  /** The handshake of a WebSocket is a GET too, but a WebSocket is written to. */
  private boolean isReading() {
    return READING.contains(facts.method())
        && facts.headers().all("Upgrade").stream()
            .noneMatch(protocols -> protocols.toLowerCase(Locale.ROOT).contains("websocket"));
  }

  private @Nullable String user() {
    List<String> users = QueryParameters.values(facts.query(), USER);
    return users.size() == 1 && UserId.isGood(users.get(0)) ? users.get(0) : null;
  }

  /** Only pages of these origins may show the answer in a frame. */
  private static Header framing(Publishable publishable) {
    String origins = String.join(" ", new TreeSet<>(publishable.origins()));
    return new Header("Content-Security-Policy", "frame-ancestors " + origins);
  }
}
