package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The sections of the page that show what happens, as somebody sees them. */
class ConsoleBrowserTest {
  private static final String HOSTILE = "<img src=x onerror=window.hacked=1>";

  // The browser may still write while it ends.
  @TempDir(cleanup = CleanupMode.NEVER)
  static Path profile;

  private static Demo demo;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    String chromium = Browser.program();
    demo = DemoFixture.start();
    browser = new Browser(chromium, profile, url());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
      demo.close();
    }
  }

  private static String url() {
    return "http://127.0.0.1:" + demo.port() + "/";
  }

  @BeforeEach
  void open() throws Exception {
    browser.tab().go(url());
    browser.await("document.querySelector('#feed')?.dataset.state == 'on'");
    browser.await("document.querySelector('#reason strong')");
  }

  private static void click(String id) throws Exception {
    browser.evaluate("document.querySelector('#" + id + "').click()");
  }

  /** Waits until an element has that text in it. */
  private static void awaitText(String id, String text) throws Exception {
    browser.await("document.querySelector('#" + id + "').textContent.includes('" + text + "')");
  }

  private static String text(String selector) throws Exception {
    return browser.evaluate("document.querySelector('" + selector + "').textContent");
  }

  @Test
  void fourCalls_areDrawnAndListed() throws Exception {
    awaitText("live-legend", "missing");
    awaitText("live-legend", "expired");
    browser.await("document.querySelectorAll('#live-bars rect').length >= 4");
    awaitText("requests-rows", "401 signature");
    awaitText("requests-rows", "default/alice");
    browser.evaluate("document.querySelector('#live-table').open = true");
    awaitText("live-rows", "missing");
    String spoken = browser.evaluate("document.querySelector('#live-chart').ariaLabel");
    assertTrue(spoken.startsWith("Decisions of the last minute: "), spoken);
  }

  @Test
  void idOfRefusal_isThatOfItsAnswer() throws Exception {
    click("random");
    browser.await("document.querySelector('#answer').textContent.includes('HTTP 401')");
    String id = text("#answer").replaceAll("(?s).*\"id\": \"([^\"]+)\".*", "$1");
    awaitText("requests-rows", id);
    assertEquals(id, text("#requests-rows tr .id"), "the newest is first");
  }

  @Test
  void pause_holdsTheListStill() throws Exception {
    awaitText("requests-rows", "expired");
    click("requests-pause");
    RawHttp.get(demo, "/api/while-it-was-paused");
    browser.await("parseInt(document.querySelector('#requests-waiting').textContent) > 0");
    assertTrue(!text("#requests-rows").contains("while-it-was-paused"), "it stands still");
    click("requests-pause");
    awaitText("requests-rows", "while-it-was-paused");
    assertEquals("", text("#requests-waiting"));
  }

  @Test
  void list_isBoundedAndCanLeaveOutWhatPassed() throws Exception {
    for (int i = 0; i < Decisions.MOST; i++) {
      RawHttp.get(demo, "/public/ping");
    }
    RawHttp.get(demo, "/api/the-last");
    awaitText("requests-rows", "the-last");
    String rows = "document.querySelectorAll('#requests-rows tr').length";
    assertEquals("50", browser.evaluate("'' + " + rows));
    click("requests-refused");
    browser.await(rows + " < 10");
    assertTrue(!text("#requests-rows").contains("passed"), "only those refused");
  }

  @Test
  void flood_emptiesTheBucketWhichFillsAgain() throws Exception {
    String bucket =
        "[...document.querySelectorAll('#limits-list li')].find(one =>"
            + " one.textContent.includes('/public/* 127.0.0.1'))?.textContent";
    click("flood");
    browser.await("(" + bucket + ")?.includes('full again in')");
    browser.await("(" + bucket + ")?.includes('60 of 60 left')");
    awaitText("limits-list", "bad tokens");
  }

  @Test
  void stream_isShownRenewedAndClosed() throws Exception {
    click("streams-open");
    awaitText("streams-log", "stream_opened");
    awaitText("streams-rows", "/api/events");
    awaitText("streams-rows", "It is closed, unless a newer token comes.");
    browser.await("Date.now() > " + (Instant.now().getEpochSecond() + 1) * 1000); // exp is later
    click("streams-renew");
    awaitText("streams-log", "token_updated");
    click("streams-close");
    awaitText("streams-log", "closed by the page");
    browser.await("!document.querySelector('#streams-rows').textContent.includes('/api/events')");
    assertEquals(
        "false", browser.evaluate("'' + document.querySelector('#streams-open').disabled"));
  }

  @Test
  void hostileTexts_areTexts() throws Exception {
    String token = Mint.token(demo.watchword(), HOSTILE, Duration.ofMinutes(2), Instant.now());
    RawHttp.get(demo, "/api/echo", RawHttp.bearer(token));
    RawHttp.get(demo, "/api/%3Cimg%20src=x%20onerror=window.hacked=1%3E");
    RawHttp.get(demo, "/api/echo", "Authorization: " + HOSTILE);
    RawHttp.call(demo, "<IMG/ONERROR=ALERT(1)>", "/api/echo");
    awaitText("requests-rows", "default/<img src=x");
    awaitText("requests-rows", "/api/<img src=x");
    try (EventReader stream = new EventReader(demo, "/api/events", token)) {
      stream.await("stream_opened");
      awaitText("streams-rows", "default/<img src=x");
    }
    assertEquals("0", browser.evaluate("'' + document.querySelectorAll('section img').length"));
    assertEquals("undefined", browser.evaluate("typeof window.hacked"));
  }

  @Test
  void pageThatIsAway_comesBackByItself() throws Exception {
    browser.await("window.marked = true");
    demo.feed().closePages();
    browser.await("document.querySelector('#feed').dataset.state == 'lost'");
    browser.await("document.querySelector('#feed').dataset.state == 'on'");
    RawHttp.get(demo, "/api/after-it-came-back");
    awaitText("requests-rows", "after-it-came-back");
    assertEquals("true", browser.evaluate("'' + window.marked"));
  }

  @Test
  void sections_areAccessibleAndAskNobodyElse() throws Exception {
    click("flood");
    click("streams-open");
    browser.evaluate("document.querySelector('#live-table').open = true");
    awaitText("live-rows", "rate limited");
    awaitText("streams-rows", "/api/events");
    Accessibility.check(browser);
    List<String> requests = browser.tab().requests();
    assertTrue(
        requests.stream().allMatch(one -> one.startsWith(url()) || one.startsWith("data:")),
        requests.toString());
    List<String> problems =
        browser.tab().problems().stream()
            .filter(one -> !one.matches(".*status of (401|429).*")) // what the page shows
            .toList();
    assertEquals(List.of(), problems);
    click("streams-close");
  }

  @Test
  void pageOnOtherMachine_saysThatItMayNotLook() throws Exception {
    DemoSettings anywhere = new DemoSettings("0.0.0.0", 0, DemoFixture.secret());
    try (Demo other = DemoFixture.start(anywhere, Map.of())) {
      browser.tab().go("http://127.0.0.2:" + other.port() + "/");
      awaitText("feed", "only the machine that runs the demo may look");
    }
  }
}
