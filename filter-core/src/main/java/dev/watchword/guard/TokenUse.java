package dev.watchword.guard;

import dev.watchword.limit.Subject;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.TimeRules;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The use of a token that is good for one request.
 *
 * @param keep for how long it must be remembered
 * @param quota how many of its issuer are remembered at once
 */
record TokenUse(Subject token, Duration keep, int quota) {
  private static final Rejection NO_ID =
      new Rejection(Reason.CLAIM, "jti is not a string of 1 character or more");
  private static final Rejection NO_END =
      new Rejection(Reason.CLAIM, "exp is missing, and the token is good for one request");

  /** The id by which a token is remembered; null where it has none that is fit for that. */
  static @Nullable String idOf(Caller caller) {
    return caller.claims().get("jti") instanceof String id && !id.isEmpty() ? id : null;
  }

  /** Why it cannot be remembered that the token of that caller was used; null where it can. */
  static @Nullable Rejection fault(Caller caller) {
    if (idOf(caller) == null) {
      return NO_ID;
    }
    return caller.expiresAt().isEmpty() ? NO_END : null;
  }

  /** Why the id of that token is none; null where it has a good one or none at all. */
  static @Nullable Rejection wrongId(Caller caller) {
    return caller.claims().containsKey("jti") && idOf(caller) == null ? NO_ID : null;
  }

  /** The use of a token that has no {@link #fault}. */
  static TokenUse of(Caller caller, Instant now) {
    String id = idOf(caller);
    Instant end = caller.expiresAt().orElse(null);
    if (id == null || end == null) {
      throw new IllegalArgumentException("a token without jti or exp");
    }
    // Nodes whose clocks differ by the leeway all forget it when none would admit it any more.
    Duration keep = Duration.between(now, end.plus(caller.leeway()).plus(caller.leeway()));
    return new TokenUse(Subject.token(caller.issuer(), id), keep, caller.use().quota());
  }

  /** Whether the token ends so soon that it may be seen by others: in an hour, and the leeway. */
  static boolean endsWithinHour(Caller caller, Instant now) {
    Instant latest = now.plus(Duration.ofHours(1)).plus(TimeRules.DEFAULT_LEEWAY);
    return caller.expiresAt().filter(exp -> !exp.isAfter(latest)).isPresent();
  }

  boolean isOfSameToken(TokenUse other) {
    return token.equals(other.token);
  }
}
