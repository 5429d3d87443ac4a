package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page as somebody sees it who opens it. */
class BrowserTest {
  // The browser may still write while it ends.
  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile;

  @Test
  void page_showsCallsAndLetsUserBreakToken() throws Exception {
    String chromium = Browser.program();
    try (Demo demo = DemoFixture.start();
        Browser browser = new Browser(chromium, profile, "http://127.0.0.1:" + demo.port() + "/")) {
      browser.await("document.querySelector('#reason strong')");
      assertEquals("4 calls arrived. Your code ran once.", text(browser, "#headline"));
      assertEquals(
          "401 token_missing,200 hello, alice,401 token_invalid,401 token_expired",
          browser.evaluate(
              "[...document.querySelectorAll('#calls li')].map(call =>"
                  + " call.querySelector('.status').textContent + ' '"
                  + " + call.querySelector('.code').textContent).join(',')"));
      assertEquals("valid", text(browser, "#reason strong"));

      browser.evaluate("document.querySelector('#token .payload').click()");
      browser.await("document.querySelector('#reason strong').textContent == 'signature'");
      assertTrue(text(browser, "#answer").startsWith("HTTP 401\n"), text(browser, "#answer"));

      browser.evaluate("document.querySelector('#fresh').click()");
      browser.await("document.querySelector('#reason strong').textContent == 'valid'");

      browser.evaluate("document.querySelector('#flood').click()");
      browser.await("document.querySelector('#flooded').textContent");
      String flooded = text(browser, "#flooded");
      assertTrue(
          flooded.matches("\\d+ were answered, \\d+ got 429 with Retry-After: \\d\\."), flooded);
    }
  }

  private static String text(Browser browser, String selector) throws Exception {
    return browser.evaluate("document.querySelector('" + selector + "').textContent");
  }

  @Test
  void pageThatMayNotMint_saysWhy() throws Exception {
    String chromium = Browser.program();
    DemoSettings anywhere = new DemoSettings("0.0.0.0", 0, DemoFixture.secret());
    try (Demo demo = DemoFixture.start(anywhere, Map.of());
        Browser browser = new Browser(chromium, profile, "http://127.0.0.2:" + demo.port() + "/")) {
      browser.await("document.querySelector('#reason')?.textContent");
      assertTrue(text(browser, "#reason").contains("only on the machine that runs the demo"));
    }
  }

  @Test
  void page_isAccessibleAndAsksNobodyElse() throws Exception {
    String chromium = Browser.program();
    try (Demo demo = DemoFixture.start();
        Browser browser = new Browser(chromium, profile, "http://127.0.0.1:" + demo.port() + "/")) {
      browser.await("document.querySelector('#reason strong')");
      Accessibility.check(browser);
      String ours = "http://127.0.0.1:" + demo.port() + "/";
      assertTrue(
          browser.tab().requests().stream()
              .allMatch(url -> url.startsWith(ours) || url.startsWith("data:")),
          browser.tab().requests().toString());
    }
  }
}
