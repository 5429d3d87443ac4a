package dev.watchword.demo;

import dev.watchword.issue.TokenIssuer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The widget page in a browser, with tokens that live for some seconds. */
final class WidgetPage implements AutoCloseable {
  /** Above the five seconds that lie between two renewals at least. */
  static final int LIFE_SECONDS = 8;

  private static final Map<String, String> SETTINGS =
      Map.of("demo.widget.lifetime", LIFE_SECONDS + "s", "watchword.leeway", "3s");

  private final String secret;
  private final String publishable;
  private Demo demo;
  private final Browser browser;

  /** Opens it, and waits until the inbox has its first token and its stream. */
  WidgetPage(Path profile) throws Exception {
    String program = Browser.program();
    secret = DemoFixture.secret();
    publishable = "wpk_" + DemoFixture.secret();
    demo = start(0, 0);
    browser = new Browser(program, profile, host() + "/widget");
    awaitToken(1);
    awaitInInbox("document.body.dataset.stream");
  }

  private Demo start(int port, int framePort) throws Exception {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("demo.publishable", publishable);
    settings.put("demo.widget.port", Integer.toString(framePort));
    return DemoFixture.start(new DemoSettings("127.0.0.1", port, secret), settings);
  }

  /** The same demo once more, as after a new release. */
  void restart() throws Exception {
    int port = demo.port();
    int framePort = demo.framePort();
    demo.close();
    demo = start(port, framePort);
  }

  Demo demo() {
    return demo;
  }

  Tab tab() {
    return browser.tab();
  }

  Tab secondTab() throws Exception {
    return browser.open(host() + "/widget");
  }

  String host() {
    return "http://127.0.0.1:" + demo.port();
  }

  String frames() {
    return "http://127.0.0.1:" + demo.framePort();
  }

  String inbox() {
    return frames() + "/widget/inbox";
  }

  String preview() {
    return frames() + "/widget/preview";
  }

  String inInbox(String expression) throws Exception {
    return tab().evaluateIn(inbox(), expression);
  }

  void awaitInInbox(String condition) throws Exception {
    tab().awaitIn(inbox(), condition);
  }

  /** Until the server has admitted that many tokens of the inbox. */
  void awaitToken(int number) throws Exception {
    awaitInInbox("document.querySelector('#tokens')?.textContent >= " + number);
  }

  void awaitState(String text) throws Exception {
    awaitInInbox("document.querySelector('#state').textContent == '" + text + "'");
  }

  String stream() throws Exception {
    return inInbox("document.body.dataset.stream");
  }

  int tokens() throws Exception {
    return Integer.parseInt(inInbox("document.querySelector('#tokens').textContent"));
  }

  void click(String selector) throws Exception {
    tab().evaluate("document.querySelector('" + selector + "').click()");
  }

  /** A token of the kind that the inbox takes. */
  String token(String user, Duration life) {
    TokenIssuer issuer = demo.watchword().issuer().tokens().naming("sub");
    return issuer.issue(user, Map.of(), life).token();
  }

  @Override
  public void close() {
    browser.close();
    demo.close();
  }
}
