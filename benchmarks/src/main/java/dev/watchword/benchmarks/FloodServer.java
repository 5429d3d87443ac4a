package dev.watchword.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.servlet.JwtFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/**
 * The server of {@link Flood} and {@link StoreOutage}, in a process of its own so that its
 * processor time and memory are its alone. Prints its port; answers each line of its input; ends
 * when that does.
 */
public final class FloodServer {
  /** As an operator has it: after 20 bad tokens a minute an address gets 429. */
  static final String AS_USUAL = "/usual";

  /** Every bad token gets its own 401. */
  static final String WITHOUT_LIMIT = "/nolimit";

  /** With a store: requests below {@code limited/} need it, others do not. */
  static final String SHARED = "/shared";

  static final String CPU = "cpu";
  static final String HEAP = "heap";
  static final String KEY_ID = "k1";
  static final String REVOKED_CALLER = "mallory";

  private FloodServer() {}

  /**
   * Serves.
   *
   * @param arguments the secret, and the store that {@link #SHARED} has
   */
  public static void main(String[] arguments) throws Exception {
    try (Watchword usual = revoking(arguments[0], "20/1m");
        Watchword unlimited = revoking(arguments[0], "off");
        Watchword shared = shared(arguments[0], arguments[1])) {
      Server server = new Server();
      ServerConnector connector = new ServerConnector(server);
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
      server.setHandler(
          new ContextHandlerCollection(
              context(AS_USUAL, usual),
              context(WITHOUT_LIMIT, unlimited),
              context(SHARED, shared)));
      server.start();
      System.out.println(connector.getLocalPort());
      answer();
      server.stop();
    }
  }

  private static WatchwordBuilder builder(String secret) {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .secret(secret)
        .set("watchword.kid", KEY_ID)
        .proxies("127.0.0.1");
  }

  private static Watchword revoking(String secret, String failures) {
    Watchword watchword =
        builder(secret)
            .set("watchword.revocation", "on")
            .rule("once", "/once/* once")
            .limit("failures", failures)
            .start();
    watchword.revocations().caller("default/" + REVOKED_CALLER).revoke();
    return watchword;
  }

  private static Watchword shared(String secret, String store) {
    return builder(secret)
        .set("watchword.store", store)
        .rule("limited", "/limited/* limit 1000000/1s")
        .start();
  }

  private static ServletContextHandler context(String path, Watchword watchword) {
    ServletContextHandler context = new ServletContextHandler(path);
    JwtFilter filter = new JwtFilter(watchword);
    context.addFilter(new FilterHolder(filter), "/*", EnumSet.allOf(DispatcherType.class));
    context.addServlet(new ServletHolder(new Page()), "/*");
    return context;
  }

  private static void answer() throws IOException {
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      System.out.println(line.equals(CPU) ? processorNanos() : heapInUse());
    }
  }

  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long heapInUse() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** The least that an application does. */
  static final class Page extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("application/json");
      response.getOutputStream().print("{\"caller\":\"" + request.getRemoteUser() + "\"}");
    }
  }
}
