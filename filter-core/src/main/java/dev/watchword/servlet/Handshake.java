package dev.watchword.servlet;

import dev.watchword.Streams;
import dev.watchword.Watchword;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.http.HttpAnswer;
import dev.watchword.stream.StreamCredential;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A handshake for a WebSocket that the filter has let through, and by which the server is about to
 * open one. Servers do this on the thread of the filter, and show endpoints little of the request:
 * so this hangs on the thread, for as long as the chain behind the filter runs.
 */
public final class Handshake {
  private static final ThreadLocal<Handshake> CURRENT = new ThreadLocal<>();

  private final Streams streams;
  private final StreamCredential credential;

  private Handshake(Streams streams, StreamCredential credential) {
    this.streams = streams;
    this.credential = credential;
  }

  /** The one that this thread is in; null for none, as where the filter does not guard the path. */
  public static @Nullable Handshake current() {
    return CURRENT.get();
  }

  /** Those of the filter. */
  public Streams streams() {
    return streams;
  }

  /** What the request was let through with. */
  public StreamCredential credential() {
    return credential;
  }

  /** The handshake that a request is; null for any other request. */
  static @Nullable Handshake of(HttpServletRequest request, Watchword watchword, Pass pass) {
    return DispatchState.isHandshake(request)
        ? new Handshake(
            watchword.streams(),
            watchword.streams().credential(DispatchState.lasting(request), pass))
        : null;
  }

  /** The answer where its caller has too many streams; null where there is room. */
  @Nullable HttpAnswer refused(HttpServletRequest request, Watchword watchword) {
    return streams.isFull(credential) ? StreamUpdates.tooMany(request, watchword) : null;
  }

  /** Runs the rest of the chain in this handshake. */
  void run(FilterChain chain, HttpServletRequest request, ServletResponse response)
      throws IOException, ServletException {
    Handshake before = CURRENT.get(); // of another filter of ours, in front
    CURRENT.set(this);
    try {
      chain.doFilter(request, response);
    } finally {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    }
  }

  @Override
  public String toString() {
    return "Handshake[" + credential + "]";
  }
}
