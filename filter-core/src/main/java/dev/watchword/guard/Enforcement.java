package dev.watchword.guard;

import dev.watchword.guard.Outcome.Denied;
import dev.watchword.guard.Outcome.Granted;
import dev.watchword.guard.Requester.WithoutToken;
import dev.watchword.http.LocalRequest;
import dev.watchword.http.RequestFacts;
import dev.watchword.token.Reason;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a denied request is really refused: the only place where it can turn into a granted one,
 * for as long as an operator needs that.
 *
 * @param from until then everything passes without a caller, and the log says what would have been
 *     refused; null: it is refused
 * @param ofIssuers asked, of a denied request alone, whether some issuer may have such a date of
 *     its own
 * @param insecure whether requests from this very machine pass without a token, for local testing
 */
public record Enforcement(@Nullable Instant from, boolean insecure, BooleanSupplier ofIssuers) {
  /** Every denied request is refused. */
  public static final Enforcement FULL = new Enforcement(null, false);

  /** The same for all issuers. */
  public Enforcement(@Nullable Instant from, boolean insecure) {
    this(from, insecure, () -> false);
  }

  /** What is no matter of tokens, and holds on a developer's machine as everywhere. */
  private static final Set<Reason> NOT_ABOUT_TOKENS =
      EnumSet.of(
          Reason.CLOSED,
          Reason.AMBIGUOUS_PATH,
          Reason.HOST,
          Reason.UNREADABLE,
          Reason.CROSS_SITE,
          Reason.ORIGIN,
          Reason.RATE_LIMITED,
          Reason.STREAMS_LIMITED,
          Reason.FAULT);

  /** Whether nothing is refused at that instant. */
  public boolean isDryRun(Instant now) {
    return from != null && now.isBefore(from);
  }

  /** Whether the request passes in spite of the reason, being made on this machine for testing. */
  boolean permitsLocal(RequestFacts facts, Reason reason) {
    return insecure && !NOT_ABOUT_TOKENS.contains(reason) && LocalRequest.isLocal(facts);
  }

  /** A mode that does not apply says why. */
  private Denied explained(Denied denied, RequestFacts facts) {
    String obstacle =
        insecure && !NOT_ABOUT_TOKENS.contains(denied.reason())
            ? LocalRequest.obstacle(facts)
            : null;
    return obstacle == null
        ? denied
        : denied.withNote("watchword.insecure does not apply: " + obstacle);
  }

  /**
   * What becomes of a denied request.
   *
   * @param otherwise the rule by which a request passes for which none could be chosen
   * @param dryRun whether it passes until a date
   */
  Outcome apply(Denied denied, Incoming request, PathRule otherwise, boolean dryRun) {
    boolean insecure = permitsLocal(request.facts(), denied.reason());
    if (!insecure && !dryRun) {
      return explained(denied, request.facts());
    }
    return new Granted(
        denied.rule() == null ? otherwise : denied.rule(),
        insecure ? WithoutToken.INSECURE : WithoutToken.ANONYMOUS,
        request.charged(),
        request.used(),
        List.of(),
        denied.reason());
  }
}
