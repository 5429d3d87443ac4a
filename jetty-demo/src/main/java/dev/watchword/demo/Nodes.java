package dev.watchword.demo;

import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Several demos, on ports one after the other, with the same secrets and a store for all. */
public final class Nodes implements Running {
  private static final String STORE = "watchword.store";

  private final DemoSettings settings;
  private final Partners partners;
  private final String store;
  private final List<Demo> demos;

  private Nodes(DemoSettings settings, Partners partners, String store, List<Demo> demos) {
    this.settings = settings;
    this.partners = partners;
    this.store = store;
    this.demos = List.copyOf(demos);
  }

  /** Whether the operator has set a store. */
  public static boolean haveStore() {
    return ConfigProvider.getConfig().getConfigValue(STORE).getRawValue() != null;
  }

  /**
   * Starts them all, or none.
   *
   * @param store the URL of the store; empty: the operator's
   * @param command what started them, for those who must start them anew
   * @throws IllegalArgumentException or a {@code BindException}, which say what to do
   */
  public static Nodes start(int count, String store, String command) throws Exception {
    Config config = ConfigProvider.getConfig();
    DemoSettings settings = DemoSettings.of(config);
    List<Listening> ports = ports(count, settings, WidgetSettings.of(config), command);
    Partners own = Partners.of(config, ports.stream().map(Listening::port).toArray(Integer[]::new));
    Partners shared = store.isEmpty() ? own : own.with(STORE, store);
    // No node rotates it alone.
    String secret = settings.madeSecret();
    Partners withSecret = secret.isEmpty() ? shared : shared.with("watchword.secret", secret);
    DemoSettings without = new DemoSettings(settings.host(), settings.port(), "");
    List<Demo> demos = new ArrayList<>();
    try {
      for (Listening one : ports) {
        demos.add(
            Demo.start(without, WidgetSettings.of(config), one, withSecret, Clock.systemUTC()));
      }
      return new Nodes(settings, shared, store, demos);
    } catch (Exception failed) {
      demos.forEach(Demo::close);
      ports.forEach(Listening::close);
      throw failed;
    }
  }

  /** Takes all of them, or none. */
  private static List<Listening> ports(
      int count, DemoSettings first, WidgetSettings widget, String command) throws Exception {
    List<Listening> taken = new ArrayList<>();
    try {
      for (int node = 0; node < count; node++) {
        taken.add(Listening.open(first.further(node), widget.further(node), command));
      }
      return taken;
    } catch (IllegalArgumentException | BindException failed) {
      taken.forEach(Listening::close);
      throw failed;
    }
  }

  @Override
  public String welcome(Duration startedIn) {
    return NodesWelcome.text(settings, partners, store, demos, startedIn);
  }

  @Override
  public void join() throws InterruptedException {
    for (Demo demo : demos) {
      demo.join();
    }
  }

  @Override
  public void close() {
    demos.forEach(Demo::close);
  }
}
