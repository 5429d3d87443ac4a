package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Workbench, cost, keys and tenant, as somebody uses them who opens the page. */
class ToolsTest {
  /** Seconds pass when the test says so: for the server and for the page. */
  private static final String STOP_TIME =
      "window.passed = performance.now(); performance.now = () => passed";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.SECONDS));

  // The browser may still write while it ends.
  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile;

  private Demo demo;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    String chromium = Browser.program();
    demo = DemoFixture.startAt(now::get, DemoFixture.secret(), Map.of());
    browser = new Browser(chromium, profile, "http://127.0.0.1:" + demo.port() + "/");
    browser.await("document.querySelector('#reason strong')");
    browser.evaluate(STOP_TIME);
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    if (demo != null) {
      demo.close();
    }
  }

  private String text(String selector) throws Exception {
    return browser.evaluate("document.querySelector('" + selector + "').textContent");
  }

  private void click(String selector) throws Exception {
    browser.evaluate("document.querySelector('" + selector + "').click()");
  }

  private void choose(String id, String value) throws Exception {
    browser.evaluate(
        "{ const field = document.querySelector('%s'); field.value = '%s';".formatted(id, value)
            + " field.dispatchEvent(new Event('change')); }");
  }

  private void awaitText(String selector, String text) throws Exception {
    browser.await(
        "document.querySelector('" + selector + "').textContent.includes('" + text + "')");
  }

  private void pass(long seconds) throws Exception {
    now.set(now.get().plusSeconds(seconds));
    browser.evaluate("window.passed += " + seconds * 1000);
  }

  /** What a list of attempts says: one status each, as 200 or 401. */
  private void awaitTries(String list, String statuses) throws Exception {
    browser.await(
        "[...document.querySelectorAll('%s .pill')].map(one => one.textContent).join() == '%s'"
            .formatted(list, statuses));
  }

  @Test
  void workbench_showsCheckThatStopsToken() throws Exception {
    click("#bench-sign");
    awaitText("#bench-verdict", "admitted");
    assertTrue(text("#bench-answer").startsWith("HTTP 200\n"), text("#bench-answer"));

    click("#workbench [data-part=\"2\"]");
    awaitText("#bench-verdict", "signature");
    assertTrue(text("#bench-failed").startsWith("stopsignature"), text("#bench-failed"));

    click("#bench-sign");
    awaitText("#bench-verdict", "admitted");
    choose("#bench-start", "nameless");
    click("#bench-forge");
    awaitText("#bench-verdict", "signature");

    click("#bench-sign"); // the very same claims, now with a MAC
    awaitText("#bench-failed", "names");
    choose("#bench-start", "expired");
    click("#bench-sign");
    awaitText("#bench-verdict", "expired");
  }

  @Test
  void workbench_showsRuleThatStopsGoodToken() throws Exception {
    choose("#bench-target", "GET /api/orders: wants the scope orders:read");
    click("#bench-sign");
    awaitText("#bench-verdict", "The token is good");
    assertTrue(text("#bench-answer").startsWith("HTTP 403\n"), text("#bench-answer"));
    choose("#bench-start", "scope");
    click("#bench-sign");
    awaitText("#bench-answer", "HTTP 200");
    assertTrue(text("#bench-verdict").startsWith("admitted"), text("#bench-verdict"));
  }

  @Test
  void hostileTokenAndClaims_areText() throws Exception {
    browser.evaluate("window.harmed = false");
    String hostile = "{\"sub\":\"<img src=x onerror=harmed=true>\",\"exp\":9999999999}";
    choose("#bench-claims", hostile);
    click("#bench-sign");
    awaitText("#bench-verdict", "<img src=x");
    choose("#bench-token", "a<b onclick=harmed=true>.b.c");
    click("#bench-send");
    awaitText("#bench-failed", "form");
    assertEquals("0", browser.evaluate("'' + document.querySelectorAll('img, b[onclick]').length"));
    assertEquals("false", browser.evaluate("'' + harmed"));

    choose("#bench-claims", "[1]");
    click("#bench-sign");
    awaitText("#bench-problem", "no JSON object");
    choose("#bench-token", "\\u00e4");
    click("#bench-send");
    awaitText("#bench-problem", "No header can carry this");
  }

  @Test
  void copies_makeTheSameCall() throws Exception {
    browser.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
    choose("#bench-target", "POST /auth-test: as Freshworks apps call it");
    choose("#bench-claims", "{\"sub\":\"o\\'hara\"}");
    choose("#bench-token", "a.b\\'$(x).c");
    for (String kind : List.of("curl", "node", "python")) {
      browser.evaluate("window.copied = ''");
      click("#workbench [data-copy=\"" + kind + "\"]");
      browser.await("copied");
      String copied = browser.evaluate("copied");
      assertTrue(copied.contains("/auth-test"), copied);
      assertTrue(copied.contains("POST"), copied);
      assertTrue(
          copied.contains(kind.equals("curl") ? "'auth: a.b'\\''$(x).c'" : "o'hara"), copied);
    }
  }

  @Test
  void rotation_admitsBothAndThenTheNewKeyOnly() throws Exception {
    assertEquals("1", browser.evaluate("'' + document.querySelectorAll('#keys-rows tr').length"));
    choose("#keys-grace", "30");
    click("#keys-rotate");
    awaitTries("#keys-tokens", "200,200");
    awaitTries("#keys-rows", "live,ending");
    assertEquals("true", browser.evaluate("'' + document.querySelector('#keys-rotate').disabled"));
    pass(29);
    browser.await("document.querySelector('#keys-left').textContent == '0:01'");
    pass(1);
    awaitTries("#keys-tokens", "401,200");
    awaitTries("#keys-rows", "live,ended");
    awaitText("#keys-told", "The old key has ended");
    browser.await("!document.querySelector('#keys-rotate').disabled");
  }

  @Test
  void tenantsSecret_isShownOnceAndRolled() throws Exception {
    click("#tenant-roll");
    awaitTries("#tenant-users", "200");
    String secret = text("#tenant-made");
    assertEquals(44, secret.length());
    click("#tenant-hide");
    assertFalse(browser.evaluate("document.documentElement.outerHTML").contains(secret));

    choose("#tenant-grace", "30");
    click("#tenant-roll");
    awaitText("#tenant-previous", "good for 0:30");
    click("#tenant-sign");
    awaitTries("#tenant-users", "200,200");
    pass(30);
    awaitTries("#tenant-users", "401,200");

    choose("#tenant-grace", "0");
    click("#tenant-roll");
    awaitTries("#tenant-users", "401,401");
    click("#tenant-sign");
    awaitTries("#tenant-users", "401,401,200");
  }

  @Test
  void flood_showsItsCost() throws Exception {
    click("#cost-flood");
    awaitText("#cost-told", "Refusing a forged token took");
    assertEquals("3", browser.evaluate("'' + document.querySelectorAll('#cost-bars dd').length"));
    assertTrue(text("#cost-bars").contains("2,000 × passed"), text("#cost-bars"));
  }

  @Test
  void sections_areAccessibleAndAskNobodyElse() throws Exception {
    click("#bench-sign");
    awaitText("#bench-verdict", "admitted");
    click("#cost-flood");
    awaitText("#cost-told", "Refusing");
    click("#keys-rotate");
    awaitTries("#keys-tokens", "200,200");
    click("#tenant-roll");
    awaitTries("#tenant-users", "200");
    String own = "http://127.0.0.1:" + demo.port() + "/";
    List<String> elsewhere =
        browser.tab().requests().stream()
            .filter(url -> !url.startsWith(own) && !url.startsWith("data:"))
            .toList();
    assertEquals(List.of(), elsewhere);
    Accessibility.check(browser);
  }
}
