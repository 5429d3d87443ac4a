package dev.watchword.redis;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import dev.watchword.redis.Connector.Connection;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one connection, which all threads share. Lettuce connects again where the server has closed
 * it; where there never was one, or it is silent though open (a firewall has forgotten it), a new
 * one is made here.
 */
final class RedisLink implements AutoCloseable {
  private static final int MOST_SILENCES = 3;
  private static final int MOST_GREETINGS = 20;
  private static final Executor A_MOMENT_LATER =
      CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);

  private final Connector connector;
  private final Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<?>> greeting;
  private final Duration timeout;
  private volatile CompletableFuture<Connection> connection;
  private int silences;
  private boolean closed;

  /**
   * Begins to connect, and does not wait for it.
   *
   * @param greeting is said before anything else on a new connection
   */
  RedisLink(
      RedisUrl url,
      Duration timeout,
      Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<?>> greeting) {
    this.connector = new Connector(url, timeout);
    this.greeting = greeting;
    this.timeout = timeout;
    this.connection = connect();
  }

  private CompletableFuture<Connection> connect() {
    return connector.connect().thenCompose(made -> greet(made, MOST_GREETINGS));
  }

  /** Lettuce may hand a connection over a moment before it takes commands. */
  private CompletionStage<Connection> greet(Connection made, int tries) {
    return greeting
        .apply(made.commands())
        .thenApply(answer -> made)
        .exceptionallyCompose(
            failed ->
                tries > 1 && isTooEarly(failed)
                    ? completedFuture(made)
                        .thenComposeAsync(same -> greet(same, tries - 1), A_MOMENT_LATER)
                    : closed(made).thenCompose(done -> failedFuture(failed)));
  }

  /** Whether it was refused here already; answers of Redis and timeouts have classes below that. */
  private static boolean isTooEarly(Throwable failed) {
    Throwable cause = failed instanceof CompletionException ? failed.getCause() : failed;
    return cause != null && cause.getClass() == RedisException.class;
  }

  private static CompletableFuture<Void> closed(Connection made) {
    return made.connection().closeAsync();
  }

  /**
   * The answer to a question, within the timeout.
   *
   * @throws RuntimeException where there is none
   */
  <T extends @Nullable Object> T ask(
      Function<RedisClusterAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> question) {
    long asked = System.nanoTime();
    Connection open = await(connection, timeout.toNanos());
    long left = timeout.toNanos() - (System.nanoTime() - asked);
    return await(question.apply(open.commands()).toCompletableFuture(), left);
  }

  private <T extends @Nullable Object> T await(CompletableFuture<T> answer, long nanos) {
    try {
      return answer.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw new RedisCommandTimeoutException("no answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RedisException("interrupted", interrupted);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new RedisException("Redis did not answer", failed.getCause());
    }
  }

  /** How Redis is spoken to now. */
  RedisClusterAsyncCommands<String, byte[]> now() {
    CompletableFuture<Connection> made = connection;
    if (!made.isDone() || made.isCompletedExceptionally()) {
      throw new RedisConnectionException("not connected");
    }
    return made.join().commands();
  }

  /** Says that it answered. */
  synchronized void answered() {
    silences = 0;
  }

  /** Says that it did not answer, for which it gets a new connection. */
  synchronized void silent() {
    silences++;
    CompletableFuture<Connection> old = connection;
    if (!closed && (old.isCompletedExceptionally() || silences >= MOST_SILENCES)) {
      silences = 0;
      connection = connect();
      var unused = old.thenCompose(RedisLink::closed);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    connector.close();
  }
}
