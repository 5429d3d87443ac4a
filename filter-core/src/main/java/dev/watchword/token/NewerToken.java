package dev.watchword.token;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A token that is to take the place of one that was admitted, while what it opened lives on. */
public final class NewerToken {
  private static final Rejection OTHER =
      new Rejection(Reason.MISMATCH, "the newer token of a stream is not of its caller");
  private static final Rejection NOT_LATER =
      new Rejection(Reason.LIFETIME, "the newer token of a stream does not expire later");

  private NewerToken() {}

  /**
   * Why a valid token must not take that place; null where it may: it is of the same issuer, kind
   * and subject, and expires later.
   */
  public static @Nullable Rejection fault(@Nullable Caller before, @Nullable Caller newer) {
    if (before == null || newer == null || !isSame(before, newer)) {
      return OTHER;
    }
    Instant earlier = before.expiresAt().orElse(Instant.MAX);
    return newer.expiresAt().filter(earlier::isBefore).isPresent() ? null : NOT_LATER;
  }

  /** The id has issuer, kind and name; where another claim names callers, sub still counts. */
  private static boolean isSame(Caller before, Caller newer) {
    return before.id().equals(newer.id())
        && Objects.equals(before.claims().get("sub"), newer.claims().get("sub"));
  }
}
