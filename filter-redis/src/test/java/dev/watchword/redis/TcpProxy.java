package dev.watchword.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;

/**
 * A network that can be cut: what is on its way is dropped, and no connection is closed. A
 * connection that was there at the time stays dead, as behind a firewall that has forgotten it.
 */
final class TcpProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicLong dropped = new AtomicLong();
  private volatile boolean cut;

  TcpProxy(int target) {
    this(target, ServerSocketFactory.getDefault());
  }

  /** One that speaks TLS to its clients, for a target that does not. */
  TcpProxy(int target, ServerSocketFactory factory) {
    this.target = target;
    try {
      this.server = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void cut() {
    cut = true;
  }

  /** For connections that are made from now on. */
  void mend() {
    cut = false;
  }

  /** The bytes that were on their way, in both directions. */
  long dropped() {
    return dropped.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        sockets.add(client);
        if (!cut) {
          Socket redis = new Socket(InetAddress.getLoopbackAddress(), target);
          sockets.add(redis);
          Line line = new Line();
          daemon(() -> pump(client, redis, line));
          daemon(() -> pump(redis, client, line));
        }
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  /** One connection; dead once something on it was dropped. */
  private static final class Line {
    private volatile boolean dead;
  }

  private void pump(Socket from, Socket to, Line line) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        line.dead |= cut;
        if (line.dead) {
          dropped.addAndGet(read);
        } else {
          out.write(buffer, 0, read);
        }
      }
      to.close();
    } catch (IOException closed) {
      // by either side
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
