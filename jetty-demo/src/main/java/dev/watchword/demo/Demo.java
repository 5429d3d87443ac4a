package dev.watchword.demo;

import dev.watchword.Watchword;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The demo's server: Jetty with the filter in front, Jersey behind it, Weld for the beans. */
final class Demo implements Running {
  /** What starts it, to be pasted. */
  private static final String COMMAND = "mvn -pl jetty-demo -am compile exec:java";

  /** Bytes for all header fields but the token, as a browser sends them. */
  private static final int OTHER_FIELDS = 4096;

  private final Listening listening;
  private final DemoSettings settings;
  private final Partners partners;
  private final Protection protection;
  private final SeContainer beans;

  private Demo(
      Listening listening,
      DemoSettings settings,
      Partners partners,
      Protection protection,
      SeContainer beans) {
    this.listening = listening;
    this.settings = settings;
    this.partners = partners;
    this.protection = protection;
    this.beans = beans;
  }

  /** Starts everything; a {@code BindException} says what to do where a port is taken. */
  static Demo start() throws Exception {
    return start(DemoSettings.of(ConfigProvider.getConfig()));
  }

  static Demo start(DemoSettings settings) throws Exception {
    return start(settings, Clock.systemUTC());
  }

  /** The same, with a clock by which tokens are judged and made. */
  static Demo start(DemoSettings settings, InstantSource clock) throws Exception {
    Config config = ConfigProvider.getConfig();
    WidgetSettings widget = WidgetSettings.of(config);
    Listening listening = Listening.open(settings, widget, COMMAND);
    Partners partners = Partners.of(config, listening.port());
    return start(settings, widget, listening, partners, clock);
  }

  /** The same at ports that are taken, with what others share; gives the ports back if it fails. */
  static Demo start(
      DemoSettings settings,
      WidgetSettings widget,
      Listening listening,
      Partners partners,
      InstantSource clock)
      throws Exception {
    // Weld takes longest, so everything else is made ready meanwhile.
    CompletableFuture<SeContainer> weld = weld();
    Reasons reasons = new Reasons();
    DemoSettings actual = settings.at(listening.port());
    Protection protection;
    try {
      protection = Protection.start(settings, partners, reasons, clock);
    } catch (RuntimeException mistakes) {
      listening.close();
      weld.join().close();
      throw mistakes;
    }
    Demo demo = new Demo(listening, actual, partners, protection, weld.join());
    try {
      demo.serve(
          new Widget(actual, listening.framePort(), demo.watchword(), widget.life()), reasons);
      return demo;
    } catch (Exception failed) {
      demo.close();
      throw failed;
    }
  }

  /**
   * Starts on a thread of our own, which has our context class loader. One of the common pool has
   * the system's, which under {@code mvn exec:java} is Maven's and holds no bean.
   */
  private static CompletableFuture<SeContainer> weld() {
    return CompletableFuture.supplyAsync(
        Demo::startBeans, work -> new Thread(work, "weld").start());
  }

  private static SeContainer startBeans() {
    // Weld would stop by itself at a signal, while the server still answers.
    return SeContainerInitializer.newInstance()
        .addProperty("org.jboss.weld.se.shutdownHook", false)
        .initialize();
  }

  private void serve(Widget widget, Reasons reasons) throws Exception {
    listening.allowHeaders(watchword().verifier().longest() + OTHER_FIELDS);
    Routes routes = new Routes(protection, beans.select(Echo.class).get(), reasons);
    widget.addTo(routes, partners.publishable());
    Portal.addTo(routes, watchword());
    listening
        .server()
        .setHandler(
            new ContextHandlerCollection(
                Listening.only(Listening.PAGES, routes.context()),
                Listening.only(Listening.FRAMES, widget.frames(protection.feed().streams()))));
    listening.server().start();
  }

  /** Where it is found. */
  String url() {
    return settings.url(port());
  }

  int port() {
    return listening.port();
  }

  /** Where the frames of the widget page come from. */
  int framePort() {
    return listening.framePort();
  }

  Feed feed() {
    return protection.feed();
  }

  Watchword watchword() {
    return protection.watchword();
  }

  @Override
  public String welcome(Duration startedIn) {
    return Welcome.text(
        settings, partners, port(), watchword(), protection.clock().instant(), startedIn);
  }

  @Override
  public void join() throws InterruptedException {
    listening.server().join();
  }

  @Override
  public void close() {
    protection.close(); // first, since the server waits for streams to end
    listening.close();
    beans.close();
  }
}
