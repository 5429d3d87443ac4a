package dev.watchword.limit;

import dev.watchword.limit.OutageRules.Rule;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks something that may be out of reach: after a failure it is left alone for a second, so that
 * requests do not all wait for what does not answer. Then one tries it, and the others go on
 * without.
 */
final class Breaker {
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long CLOSED = Long.MIN_VALUE;

  private final LongSupplier nanos;
  private final long start;

  /** When it may be tried next, in nanoseconds since the start. */
  private final AtomicLong next = new AtomicLong(CLOSED);

  private volatile @Nullable String fault;

  Breaker(LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Says that it was not asked, or did not answer. */
  static final class OutOfReachException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    OutOfReachException(String fault, @Nullable Throwable cause) {
      super(fault, cause);
    }
  }

  /**
   * What the question gives.
   *
   * @throws OutOfReachException where it failed now or shortly before
   */
  <T> T ask(Supplier<T> question) {
    long wait = next.get();
    long now = nanos.getAsLong() - start;
    if (wait != CLOSED && (now < wait || !next.compareAndSet(wait, now + PAUSE))) {
      throw new OutOfReachException("it failed shortly before", null);
    }
    return askNow(question);
  }

  /** The same; where there is no answer, by the rule for that. */
  <T> T ask(Rule rule, Supplier<T> question, Supplier<T> otherwise) {
    try {
      return ask(question);
    } catch (OutOfReachException down) {
      if (rule == Rule.REFUSE) {
        throw down;
      }
      return otherwise.get();
    }
  }

  /** The same without regard to earlier failures. */
  <T> T askNow(Supplier<T> question) {
    try {
      T answer = question.get();
      next.set(CLOSED);
      fault = null;
      return answer;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failed) {
      fault = failed.getClass().getName();
      next.set(nanos.getAsLong() - start + PAUSE);
      throw new OutOfReachException(failed.getClass().getName(), failed);
    }
  }

  /** What the last failure was; null where the last question was answered. */
  @Nullable String fault() {
    return fault;
  }
}
