package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page as somebody sees it who opens it. */
class BrowserTest {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  // The browser may still write while it ends.
  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile;

  private static String chromium() {
    Optional<String> found =
        Stream.of(System.getenv("PATH").split(":"))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst();
    if (found.isEmpty()) {
      String why = "no Chromium is installed (CI has none yet either)";
      System.out.println("BrowserTest leaves out the page in a browser, since " + why);
      Assumptions.abort(why);
    }
    return found.orElseThrow();
  }

  @Test
  void page_showsCallsAndLetsUserBreakToken() throws Exception {
    String chromium = chromium();
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
    String chromium = chromium();
    DemoSettings anywhere = new DemoSettings("0.0.0.0", 0, DemoFixture.secret());
    try (Demo demo = DemoFixture.start(anywhere, Map.of());
        Browser browser = new Browser(chromium, profile, "http://127.0.0.2:" + demo.port() + "/")) {
      browser.await("document.querySelector('#reason')?.textContent");
      assertTrue(text(browser, "#reason").contains("only on the machine that runs the demo"));
    }
  }
}
