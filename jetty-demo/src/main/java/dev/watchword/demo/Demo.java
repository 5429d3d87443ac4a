package dev.watchword.demo;

import dev.watchword.Watchword;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.net.BindException;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.microprofile.config.ConfigProvider;

/** The demo's server: Jetty with the filter in front, Jersey behind it, Weld for the beans. */
final class Demo implements AutoCloseable {
  private static final long STOP_MILLIS = 2000;
  private static final int MOST_PORTS = 65_535;

  /** Bytes for all header fields but the token, as a browser sends them. */
  private static final int OTHER_FIELDS = 4096;

  private final DemoSettings settings;
  private final Partners partners;
  private final Watchword watchword;
  private final SeContainer beans;
  private final Server server;
  private final ServerConnector connector;

  private Demo(
      DemoSettings settings,
      Partners partners,
      Watchword watchword,
      SeContainer beans,
      Reasons reasons) {
    this.settings = settings;
    this.partners = partners;
    this.watchword = watchword;
    this.beans = beans;
    this.server = new Server();
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    int ofTokens = watchword.verifier().longest() + OTHER_FIELDS;
    http.setRequestHeaderSize(Math.max(http.getRequestHeaderSize(), ofTokens));
    this.connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    server.addConnector(connector);
    server.setStopTimeout(STOP_MILLIS);
    server.setErrorHandler(new PlainErrors());
    server.setHandler(new Routes(watchword, beans.select(Echo.class).get(), reasons).context());
  }

  /** Starts everything; a {@code BindException} says what to do where the port is taken. */
  static Demo start() throws Exception {
    return start(DemoSettings.of(ConfigProvider.getConfig()));
  }

  static Demo start(DemoSettings settings) throws Exception {
    // Weld takes longest, so everything else is made ready meanwhile.
    // A thread of our own has our context class loader; one of the common pool has the system's,
    // which under `mvn exec:java` is Maven's and holds no bean.
    CompletableFuture<SeContainer> weld =
        CompletableFuture.supplyAsync(Demo::startBeans, work -> new Thread(work, "weld").start());
    Reasons reasons = new Reasons();
    Watchword watchword;
    Partners partners = Partners.of(ConfigProvider.getConfig(), settings);
    try {
      watchword = settings.watchword(reasons, partners);
    } catch (RuntimeException mistakes) {
      weld.join().close();
      throw mistakes;
    }
    Demo demo = new Demo(settings, partners, watchword, weld.join(), reasons);
    try {
      demo.server.start();
      return demo;
    } catch (Exception failed) {
      demo.close();
      throw explained(settings, failed);
    }
  }

  private static SeContainer startBeans() {
    // Weld would stop by itself at a signal, while the server still answers.
    return SeContainerInitializer.newInstance()
        .addProperty("org.jboss.weld.se.shutdownHook", false)
        .initialize();
  }

  private static Exception explained(DemoSettings settings, Exception failed) {
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    String said =
        cause instanceof UnresolvedAddressException ? "unknown host" : "" + cause.getMessage();
    if (cause instanceof BindException && said.contains("in use")) {
      int next = settings.port() % MOST_PORTS + 1;
      return new BindException(
          settings.port()
              + " is in use: DEMO_PORT="
              + next
              + " mvn -pl jetty-demo -am compile exec:java");
    }
    return cause instanceof SocketException || cause instanceof UnresolvedAddressException
        ? new BindException(
            "The demo cannot listen on %s, port %s (DEMO_HOST, DEMO_PORT): %s"
                .formatted(settings.host(), settings.port(), said))
        : failed;
  }

  int port() {
    return connector.getLocalPort();
  }

  Watchword watchword() {
    return watchword;
  }

  String welcome(Duration startedIn) {
    return Welcome.text(
        settings, partners, port(), watchword, Clock.systemUTC().instant(), startedIn);
  }

  void join() throws InterruptedException {
    server.join();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception stopping) {
      System.err.println("The server did not stop cleanly: " + stopping.getClass().getName());
    }
    watchword.close();
    beans.close();
  }
}
