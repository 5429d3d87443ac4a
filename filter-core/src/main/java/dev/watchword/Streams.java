package dev.watchword;

import dev.watchword.guard.Decision;
import dev.watchword.guard.StreamTokens;
import dev.watchword.http.RequestFacts;
import dev.watchword.stream.StreamConnection;
import dev.watchword.stream.StreamCredential;
import dev.watchword.stream.StreamPolicy;
import dev.watchword.stream.StreamRegistry;
import dev.watchword.stream.TokenStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The streams that are open, and what watches over them: one thread for all, from the first stream
 * on. Adapters open them. Safe for use by several threads at once.
 */
public final class Streams implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(250);

  /** A client that does not read may hold one of them for a while. */
  private static final int MOST_WRITING = 8;

  private final StreamTokens tokens;
  private final StreamRegistry registry;
  private final ThreadPoolExecutor writing;
  private final Housekeeping<StreamRegistry> background;
  private final AtomicBoolean started = new AtomicBoolean();

  Streams(StreamTokens tokens, SettingsReader.Result settings, InstantSource clock) {
    this.tokens = tokens;
    this.writing =
        new ThreadPoolExecutor(
            MOST_WRITING,
            MOST_WRITING,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), // a stream waits in it once
            Housekeeping::daemon,
            (work, ended) -> work.run()); // a stream that was opened as all were ended
    writing.allowCoreThreadTimeOut(true);
    this.registry =
        new StreamRegistry(
            settings.streams(),
            settings.verifier().tokenSize(),
            settings.policy().memory()::revokedAmong,
            writing,
            clock);
    this.background = new Housekeeping<>(registry, 1);
  }

  /**
   * What a request was let through with.
   *
   * @param facts of that request, which are read after its end: with headers of their own
   */
  public StreamCredential credential(RequestFacts facts, Decision.Pass pass) {
    return tokens.of(facts, pass);
  }

  /** Opens a stream; null where its caller has too many, or {@link #close} was called. */
  public @Nullable TokenStream open(StreamCredential credential, StreamConnection connection) {
    if (started.compareAndSet(false, true)) {
      background.repeat((registry, teller) -> registry.tick(), TICK);
    }
    return registry.open(credential, connection);
  }

  /** Whether one more would be refused now. */
  public boolean isFull(StreamCredential credential) {
    return registry.isFull(credential);
  }

  /** The open stream of that id; null for none. */
  public @Nullable TokenStream find(String id) {
    return registry.find(id);
  }

  /** What the operator has decided about streams. */
  public StreamPolicy policy() {
    return registry.policy();
  }

  /** How many are open on this node. */
  public int size() {
    return registry.size();
  }

  /** Ends all, since nothing would watch over them any more. */
  @Override
  public void close() {
    background.close();
    registry.close();
    writing.shutdown();
    Housekeeping.awaitEnd(writing);
  }
}
