package dev.watchword.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is still to come of a body that is not read. A server that closes a connection with unread
 * bytes resets it, and a caller that sends everything before it reads never sees the answer. So the
 * rest is read and thrown away, for at most {@link #MOST_BYTES} and {@link #MOST_TIME}. No thread
 * waits for it: the server calls when bytes have come.
 */
public final class UnreadBody implements ReadListener, AsyncListener {
  static final long MOST_BYTES = 64L << 20;
  static final Duration MOST_TIME = Duration.ofSeconds(30);

  private static final int BUFFER = 8192;

  /** Servers throw the rest of smaller bodies away by themselves, mostly. */
  private static final long LARGE = 1L << 20;

  private static final String TOLD = UnreadBody.class.getName() + ".told";

  private final ServletInputStream in;
  private final AsyncContext exchange;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final byte[] thrownAway = new byte[BUFFER];
  private final long deadline;
  private long left;

  private UnreadBody(
      ServletInputStream in, AsyncContext exchange, long mostBytes, Duration mostTime) {
    this.in = in;
    this.exchange = exchange;
    this.left = mostBytes;
    this.deadline = System.nanoTime() + mostTime.toNanos();
  }

  /**
   * Sends the answer, which has to be complete, and keeps the request open until its body has come.
   * Does nothing where no body is to come, or where the filter or the servlet is declared without
   * {@code async-supported}, so that a thread would have to wait.
   */
  public static void discard(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    discard(request, response, MOST_BYTES, MOST_TIME);
  }

  static void discard(
      HttpServletRequest request, HttpServletResponse response, long mostBytes, Duration mostTime)
      throws IOException {
    if (!isToCome(request) || request.isAsyncStarted()) {
      return;
    }
    if (!request.isAsyncSupported()) {
      tellOnce(request);
      return;
    }
    ServletInputStream in;
    try {
      in = request.getInputStream();
    } catch (IllegalStateException readAsText) {
      return;
    }
    if (in.isFinished() || in.available() == request.getContentLengthLong()) {
      return; // all of it is here, and the server itself throws it away
    }
    response.flushBuffer();
    AsyncContext exchange = request.startAsync();
    exchange.setTimeout(mostTime.toMillis());
    UnreadBody body = new UnreadBody(in, exchange, mostBytes, mostTime);
    exchange.addListener(body);
    in.setReadListener(body);
  }

  /**
   * Web.xml is read for this at the start; of filters that are declared elsewhere nothing can be
   * asked, but here it shows. On some servers also the servlet behind the filter counts.
   */
  private static void tellOnce(HttpServletRequest request) {
    ServletContext context = request.getServletContext();
    boolean isLarge = request.getContentLengthLong() > LARGE;
    if (isLarge && context.getAttribute(TOLD) == null) {
      context.setAttribute(TOLD, true);
      System.getLogger("dev.watchword")
          .log(
              Level.WARNING,
              "Watchword: a request with a large body was refused, and its caller may not see why: its"
                  + " filter or servlet, or a filter before that, is declared without async support;"
                  + " add asyncSupported = true, setAsyncSupported(true) or <async-supported>");
    }
  }

  /** Whether the request has a body. HTTP/2 can end a stream without harm to the answer. */
  public static boolean isToCome(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.REQUEST
        && String.valueOf(request.getProtocol()).startsWith("HTTP/1.")
        && (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null);
  }

  @Override
  public void onDataAvailable() throws IOException {
    while (in.isReady() && !in.isFinished()) {
      left -= Math.max(0, in.read(thrownAway));
      if (left <= 0 || System.nanoTime() - deadline >= 0) {
        end();
        return;
      }
    }
  }

  private void end() {
    if (ended.compareAndSet(false, true)) {
      exchange.complete();
    }
  }

  @Override
  public void onAllDataRead() {
    end();
  }

  @Override
  public void onError(Throwable brokenOff) {
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end();
  }

  @Override
  public void onError(AsyncEvent event) {
    end();
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
