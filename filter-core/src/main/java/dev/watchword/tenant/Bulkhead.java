package dev.watchword.tenant;

import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerSource;
import dev.watchword.token.IssuerSourceException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks an issuer source on a few threads of its own, one call at a time for each selector. Requests
 * wait for an answer: only so many of them, and only for so long. A call that takes longer holds
 * its thread here until it ends, but no request waits for it any more.
 */
final class Bulkhead implements IssuerSource, AutoCloseable {
  static final int MOST_OPEN = 16;
  static final int MOST_WAITING = 256;

  private static final Duration IDLE = Duration.ofSeconds(10);

  private final IssuerSource source;
  private final Duration answerTimeout;
  private final Semaphore places = new Semaphore(MOST_WAITING);
  private final Map<String, Call> open = new ConcurrentHashMap<>();
  private final Set<Call> running = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor threads;

  Bulkhead(IssuerSource source, Duration answerTimeout) {
    this.source = source;
    this.answerTimeout = answerTimeout;
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    this.threads =
        new ThreadPoolExecutor(
            MOST_OPEN,
            MOST_OPEN,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), // as long as there are places to wait at most
            work -> thread(work, loader));
    threads.allowCoreThreadTimeOut(true);
  }

  /** Nothing of the request that happens to start it hangs on a thread: others use it later. */
  private static Thread thread(Runnable work, ClassLoader loader) {
    Thread thread = new Thread(null, work, "watchword-issuer-source", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    return thread;
  }

  /** One call of the source, whose answer many may wait for. */
  private final class Call implements Runnable {
    private final String selector;
    private final CompletableFuture<@Nullable Issuer> answer = new CompletableFuture<>();

    Call(String selector) {
      this.selector = selector;
    }

    @Override
    public void run() {
      running.add(this);
      try {
        Issuer issuer = source.find(selector);
        end();
        answer.complete(issuer);
      } catch (Throwable whatever) { // the source is not our code
        end();
        answer.completeExceptionally(IssuerSourceException.of(whatever));
      }
    }

    /** Before the answer is given: who has it and asks once more gets a new one. */
    private void end() {
      running.remove(this);
      open.remove(selector);
    }

    /** It goes on, if it has begun; it is still open then, so that it is not begun once more. */
    void giveUp() {
      answer.completeExceptionally(
          new IssuerSourceException("the issuer source did not answer in time"));
      if (threads.remove(this)) {
        open.remove(selector);
      }
    }
  }

  @Override
  public @Nullable Issuer find(String selector) {
    if (!places.tryAcquire()) {
      throw new IssuerSourceException("too many questions to the issuer source are open");
    }
    try {
      return awaited(open.computeIfAbsent(selector, this::begun));
    } finally {
      places.release();
    }
  }

  private Call begun(String selector) {
    if (running.size() == MOST_OPEN && running.stream().allMatch(call -> call.answer.isDone())) {
      throw new IssuerSourceException(
          "the issuer source hangs: " + MOST_OPEN + " calls do not end");
    }
    Call call = new Call(selector);
    try {
      threads.execute(call);
    } catch (RejectedExecutionException closed) {
      throw new IssuerSourceException(
          "the application has ended, and asks the issuer source no more");
    }
    return call;
  }

  private @Nullable Issuer awaited(Call call) {
    try {
      return call.answer.get(answerTimeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      call.giveUp();
      throw new IssuerSourceException("the issuer source did not answer in time");
    } catch (ExecutionException failed) {
      Throwable why = failed.getCause();
      throw IssuerSourceException.of(why == null ? failed : why);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IssuerSourceException("the request was interrupted, waiting for the issuer source");
    }
  }

  /** Ends its threads, and asks no more: what is open is interrupted. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
