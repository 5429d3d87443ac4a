package dev.watchword.guard;

import dev.watchword.limit.DenyList;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.Store;
import dev.watchword.limit.Subject;
import dev.watchword.limit.UsedTokens;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is remembered of valid tokens: whether one was revoked, or used before. */
public final class TokenMemory {
  private static final Rejection AGAIN =
      new Rejection(Reason.REPLAYED, "the token is good for one request, and was used before");
  private static final Rejection FULL =
      new Rejection(
          Reason.UNAVAILABLE, "there is no place to remember that the token is used (quota)");
  private static final Rejection NO_ID =
      new Rejection(Reason.CLAIM, "jti is not a string of 1 character or more");
  private static final Rejection NO_END =
      new Rejection(Reason.CLAIM, "exp is missing, and the token is good for one request");

  private final @Nullable DenyList denyList;
  private final @Nullable UsedTokens usedTokens;

  public TokenMemory(Store store) {
    this.denyList = store.denyList();
    this.usedTokens = store.usedTokens();
  }

  /** Why the token of that caller is not admitted any more; null where it is. */
  public @Nullable Rejection revoked(Caller caller, Instant now) {
    return caller.use().revocable() ? guarded("revocations", () -> looked(caller, now)) : null;
  }

  private @Nullable Rejection looked(Caller caller, Instant now) {
    if (denyList == null) {
      throw new UnsupportedOperationException("the store keeps no revocations");
    }
    if (caller.claims().get("jti") != null && tokenId(caller) == null) {
      return NO_ID;
    }
    Map<Subject, Revocation> found = denyList.find(subjects(caller));
    Instant issuedAt = caller.issuedAt().orElse(null);
    for (Map.Entry<Subject, Revocation> one : found.entrySet()) {
      if (one.getValue().refuses(issuedAt, now)) {
        return new Rejection(
            Reason.REVOKED, "the token is revoked, by " + one.getKey().kind().code());
      }
    }
    return null;
  }

  /** Whatever is revoked together with other tokens, and the token itself. */
  private static List<Subject> subjects(Caller caller) {
    String issuer = caller.issuer();
    List<Subject> subjects = new ArrayList<>();
    String id = tokenId(caller);
    if (id != null) {
      subjects.add(Subject.token(issuer, id));
    }
    subjects.add(Subject.caller(issuer, caller.id()));
    subjects.add(Subject.issuer(issuer));
    subjects.add(Subject.key(issuer, caller.keyFingerprint()));
    for (String claim : caller.use().revocableClaims()) {
      Object value = caller.claim(claim, Object.class).orElse(null);
      for (Object one : value instanceof List<?> several ? several : listOf(value)) {
        if (one instanceof String || one instanceof Number || one instanceof Boolean) {
          subjects.add(Subject.claim(issuer, claim, one.toString()));
        }
      }
    }
    return subjects;
  }

  private static List<?> listOf(@Nullable Object value) {
    return value == null ? List.of() : List.of(value);
  }

  private static @Nullable String tokenId(Caller caller) {
    return caller.claims().get("jti") instanceof String id && !id.isEmpty() ? id : null;
  }

  /** Uses the token of that caller; why it must not be, or null where it now is. */
  @Nullable Rejection use(Caller caller, Instant now) {
    String id = tokenId(caller);
    if (id == null) {
      return NO_ID;
    }
    Instant end = caller.expiresAt().orElse(null);
    if (end == null) {
      return NO_END;
    }
    // Nodes whose clocks differ by the leeway all forget it when none would admit it any more.
    Duration keep = Duration.between(now, end.plus(caller.leeway()).plus(caller.leeway()));
    return guarded("used tokens", () -> used(Subject.token(caller.issuer(), id), keep, caller));
  }

  private @Nullable Rejection used(Subject token, Duration keep, Caller caller) {
    if (usedTokens == null) {
      throw new UnsupportedOperationException("the store keeps no used tokens");
    }
    return switch (usedTokens.use(token, keep, caller.use().quota())) {
      case FIRST -> null;
      case AGAIN -> AGAIN;
      case FULL -> FULL;
    };
  }

  /** Whatever the store throws is a refusal that no client can help. */
  private static @Nullable Rejection guarded(String what, Supplier<@Nullable Rejection> question) {
    try {
      return question.get();
    } catch (Exception | LinkageError | AssertionError | StackOverflowError fault) {
      return new Rejection(
          Reason.UNAVAILABLE, what + " cannot be looked up: " + fault.getClass().getName());
    }
  }
}
