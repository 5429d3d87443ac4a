package dev.watchword.guard;

import static java.util.Objects.requireNonNull;

import dev.watchword.limit.DenyList;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.Store;
import dev.watchword.limit.Subject;
import dev.watchword.limit.Subject.Kind;
import dev.watchword.limit.UsedTokens;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenHistory;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is remembered of valid tokens: whether one was revoked, or used before. */
public final class TokenMemory implements TokenHistory {
  private static final Rejection AGAIN =
      new Rejection(Reason.REPLAYED, "the token is good for one request, and was used before");
  private static final Rejection FULL =
      new Rejection(
          Reason.UNAVAILABLE, "there is no place to remember that the token is used (quota)");
  private static final Rejection LATE =
      new Rejection(Reason.LIFETIME, "a token that is good for one use must end within the hour");

  private static final Map<Kind, Rejection> REVOKED = new EnumMap<>(Kind.class);

  static {
    for (Kind kind : Kind.values()) {
      REVOKED.put(kind, new Rejection(Reason.REVOKED, "the token is revoked, by " + kind.code()));
    }
  }

  private final @Nullable DenyList denyList;
  private final @Nullable UsedTokens usedTokens;

  public TokenMemory(Store store) {
    this.denyList = store.denyList();
    this.usedTokens = store.usedTokens();
  }

  /** Why the token of that caller is not admitted any more; null where it is. */
  @Override
  public @Nullable Rejection revoked(Caller caller, Instant now) {
    return caller.use().revocable() ? guarded("revocations", () -> looked(caller, now)) : null;
  }

  private @Nullable Rejection looked(Caller caller, Instant now) {
    Rejection wrongId = TokenUse.wrongId(caller);
    if (wrongId != null) {
      return wrongId;
    }
    DenyList list = denyList();
    if (list.isEmpty()) {
      return null; // subjects are hashes, and would be made for nothing
    }
    List<Subject> subjects = RevocableSubjects.of(caller);
    return judged(caller, subjects, list.find(subjects), now);
  }

  private DenyList denyList() {
    if (denyList == null) {
      throw new UnsupportedOperationException("the store keeps no revocations");
    }
    return denyList;
  }

  private static @Nullable Rejection judged(
      Caller caller, List<Subject> subjects, Map<Subject, Revocation> found, Instant now) {
    Instant issuedAt = caller.issuedAt().orElse(null);
    for (Subject subject : subjects) {
      Revocation one = found.get(subject);
      if (one != null && one.refuses(issuedAt, now)) {
        return requireNonNull(REVOKED.get(subject.kind()));
      }
    }
    return null;
  }

  /**
   * Those of these callers whose tokens are revoked, asked in one question. None where it cannot be
   * answered: they were admitted, and are asked about again soon.
   */
  public Set<Caller> revokedAmong(Collection<Caller> callers, Instant now) {
    Map<Caller, List<Subject>> subjects = new LinkedHashMap<>();
    callers.forEach(caller -> subjects.put(caller, RevocableSubjects.of(caller)));
    Set<Subject> all = new LinkedHashSet<>();
    subjects.values().forEach(all::addAll);
    Set<Caller> revoked = new HashSet<>();
    guarded(
        "revocations",
        () -> {
          Map<Subject, Revocation> found = denyList().find(all);
          subjects.forEach(
              (caller, own) -> {
                if (!found.isEmpty() && judged(caller, own, found, now) != null) {
                  revoked.add(caller);
                }
              });
          return null;
        });
    return revoked;
  }

  /** Uses the token of that caller, where its issuer's are good for one use; null where it may. */
  @Override
  public @Nullable Rejection use(Caller caller, Instant now) {
    if (!caller.use().singleUse()) {
      return null;
    }
    Rejection fault = TokenUse.fault(caller);
    return fault == null ? use(TokenUse.of(caller, now)) : fault;
  }

  /**
   * The same memory for a place where every token is good for one use, whatever its issuer's are
   * elsewhere. It must end within the hour, so that it is remembered no longer.
   */
  public TokenHistory forOneUse() {
    TokenMemory memory = this;
    return new TokenHistory() {
      @Override
      public @Nullable Rejection revoked(Caller caller, Instant now) {
        return memory.revoked(caller, now);
      }

      @Override
      public @Nullable Rejection use(Caller caller, Instant now) {
        Rejection fault = TokenUse.fault(caller);
        if (fault != null) {
          return fault;
        }
        return TokenUse.endsWithinHour(caller, now) ? memory.use(TokenUse.of(caller, now)) : LATE;
      }
    };
  }

  /** Uses a token; why it must not be, or null where it now is. */
  @Nullable Rejection use(TokenUse use) {
    return guarded("used tokens", () -> used(use));
  }

  private @Nullable Rejection used(TokenUse use) {
    if (usedTokens == null) {
      throw new UnsupportedOperationException("the store keeps no used tokens");
    }
    return switch (usedTokens.use(use.token(), use.keep(), use.quota())) {
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
