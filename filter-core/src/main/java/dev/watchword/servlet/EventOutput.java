package dev.watchword.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The body of an answer that is written bit by bit, by whichever thread has something to say, and
 * without waiting for the client to read: what it has not read waits here.
 */
final class EventOutput implements WriteListener, AsyncListener {
  /** A client that lets more wait does not read, and is given up. */
  private static final int MOST_WAITING = 1 << 20;

  private static final long LONGEST_WRITE_SECONDS = 1;

  private final AsyncContext async;
  private final ServletOutputStream body;
  private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger bytesWaiting = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();

  /** How often {@link #drain} was called since a thread began with it; one thread does the work. */
  private final AtomicInteger calls = new AtomicInteger();

  /** Held while the body is touched; nothing that a server does then waits for the client. */
  private final ReentrantLock touching = new ReentrantLock();

  private volatile boolean begun;
  private volatile boolean ending;
  private volatile boolean broke;
  private boolean unflushed;

  private EventOutput(AsyncContext async, ServletOutputStream body) {
    this.async = async;
    this.body = body;
  }

  /** Takes over the body; nothing else may write to it from now on. */
  static EventOutput begin(AsyncContext async) throws IOException {
    EventOutput output = new EventOutput(async, async.getResponse().getOutputStream());
    async.setTimeout(0);
    async.addListener(output);
    output.body.setWriteListener(output);
    return output;
  }

  boolean isOpen() {
    return !over.get() && !ending && !broke;
  }

  /** Writes now or when the client has read; false where it never will. */
  boolean add(byte[] bytes) {
    if (!isOpen()) {
      return false;
    }
    if (bytesWaiting.addAndGet(bytes.length) > MOST_WAITING) {
      complete();
      return false;
    }
    waiting.add(bytes);
    drain();
    return true;
  }

  /** Ends the answer with these bytes, which a client that does not read will not get. */
  void end(byte[] last) {
    add(last);
    ending = true;
    drain();
  }

  @Override
  public void onWritePossible() {
    begun = true;
    drain();
  }

  /** One thread writes, and goes on for those that come meanwhile: no lock is held. */
  private void drain() {
    if (calls.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    do {
      writeAll();
      seen = calls.addAndGet(-seen);
    } while (seen > 0);
  }

  private void writeAll() {
    touching.lock();
    try {
      while (begun && !over.get() && !broke && body.isReady()) {
        byte[] next = waiting.poll();
        if (next != null) {
          bytesWaiting.addAndGet(-next.length);
          body.write(next);
          unflushed = true;
        } else if (unflushed) {
          unflushed = false;
          body.flush();
        } else {
          break;
        }
      }
      if (ending && begun && !broke) {
        complete(); // all is written, or the client does not read
      }
    } catch (IOException | RuntimeException broken) {
      broke = true; // the server knows, and calls onError
    } finally {
      touching.unlock();
    }
  }

  /**
   * Not while another thread is at the body: Tomcat gives what belongs to it to the next connection
   * at once, which that thread would break.
   */
  private void complete() {
    boolean mine = isLocked();
    try {
      if (over.compareAndSet(false, true)) {
        async.complete();
      }
    } catch (IllegalStateException completed) {
      // The server has ended it: its connection is broken.
    } finally {
      if (mine) {
        touching.unlock();
      }
    }
  }

  private boolean isLocked() {
    try {
      return touching.tryLock(LONGEST_WRITE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void onError(Throwable broken) {
    complete();
  }

  @Override
  public void onError(AsyncEvent event) {
    complete();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    complete();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    over.set(true);
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
