package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The sign-in of a portal in a browser: a link, once, and a cookie. */
class PortalTest {
  private static final String LINK = "document.querySelector('#link')?.href";

  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile;

  @Test
  void link_signsInOnceAndCookieStays() throws Exception {
    String chromium = Browser.program();
    try (Demo demo = DemoFixture.start();
        Browser browser = new Browser(chromium, profile, url(demo))) {
      Tab tab = browser.tab();
      tab.await(LINK);
      String link = tab.evaluate(LINK);
      assertTrue(link.startsWith(url(demo).replace("/portal", "/sso?jwt=")), link);
      tab.evaluate("document.querySelector('#link').click()");
      tab.await("document.querySelector('#hello')?.textContent == 'Hello, alice.'");
      assertEquals(url(demo) + "/home", tab.evaluate("location.href"));
      assertEquals("", tab.evaluate("document.cookie"));
      assertEquals(List.of(), tab.problems());

      assertEquals(link, tab.evaluate("document.querySelector('#again').href"));
      tab.evaluate("document.querySelector('#again').click()");
      tab.await("document.body.textContent.includes('token_invalid')");

      tab.go(url(demo) + "/home");
      tab.await("document.querySelector('#hello')?.textContent == 'Hello, alice.'");
      tab.evaluate("document.querySelector('#out').click()");
      tab.await("location.pathname == '/portal' && " + LINK);
      tab.go(url(demo) + "/home");
      tab.await("document.body.textContent.includes('token_missing')");
    }
  }

  private static String url(Demo demo) {
    return "http://127.0.0.1:" + demo.port() + "/portal";
  }

  @Test
  void pages_areAccessible() throws Exception {
    String chromium = Browser.program();
    try (Demo demo = DemoFixture.start();
        Browser browser = new Browser(chromium, profile, url(demo))) {
      browser.await(LINK);
      Accessibility.check(browser);
      browser.evaluate("document.querySelector('#link').click()");
      browser.await("document.querySelector('#hello')?.textContent == 'Hello, alice.'");
      Accessibility.check(browser);
    }
  }
}
