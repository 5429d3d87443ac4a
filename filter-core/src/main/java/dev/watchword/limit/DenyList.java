package dev.watchword.limit;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was revoked. */
public interface DenyList {
  /**
   * Adds a revocation to those that the subject has. Two that are made at once, on whatever node,
   * both count.
   *
   * @param keep for how long it is of use, which is as long as a token that it is about can be
   *     good; null for ever. Of several the longest counts
   * @throws IllegalStateException where there is no place for it
   */
  void revoke(Subject subject, Revocation revocation, @Nullable Duration keep);

  /** Takes back every revocation of the subject itself. */
  void lift(Subject subject);

  /**
   * Whether it is known, without asking anybody, that nothing is revoked: then no subject is made
   * of a token. A list that is kept elsewhere cannot know.
   */
  default boolean isEmpty() {
    return false;
  }

  /** The revocations of those of the subjects that have one, asked together. */
  Map<Subject, Revocation> find(Collection<Subject> subjects);
}
