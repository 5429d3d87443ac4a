package dev.watchword.demo;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What mints, tells or revokes answers to no page of another site, as a real browser asks. */
class ForeignPageTest {
  private static final Map<String, String> ACTIONS =
      Map.ofEntries(
          entry("/mint", "POST"),
          entry("/explain", "POST"),
          entry("/flood", "POST"),
          entry("/revoke", "POST"),
          entry("/reason", "GET"),
          entry("/runs", "GET"),
          entry("/console/events", "GET"),
          entry("/keys", "GET"),
          entry("/keys/rotate", "POST"),
          entry("/tenant", "GET"),
          entry("/tenant/secret", "POST"),
          entry("/widget/token", "POST"),
          entry("/widget/revoke", "POST"),
          entry("/portal-link", "GET"));

  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile;

  /** The name of a stranger leads to this machine, as after DNS rebinding. */
  private Browser browser(Demo demo) throws Exception {
    return new Browser(
        Browser.program(),
        profile,
        "http://evil.example:" + demo.port() + "/portal",
        "--host-resolver-rules=MAP evil.example 127.0.0.1");
  }

  private static String call(String host, Demo demo, String path, String mode) {
    return "fetch('http://%s:%s%s', {method: '%s', mode: '%s'}).then(answer => answer.status)"
        .formatted(host, demo.port(), path, ACTIONS.get(path), mode);
  }

  @Test
  void nameThatWasRebound_reachesNoAction() throws Exception {
    Browser.program();
    try (Demo demo = DemoFixture.start();
        Browser browser = browser(demo)) {
      browser.await("document.querySelector('#told')?.textContent.includes('only on the machine')");
      for (String path : ACTIONS.keySet()) {
        String status = browser.evaluate(call("evil.example", demo, path, "same-origin"));
        assertEquals(path.equals("/revoke") ? "401" : "403", status, path);
      }
    }
  }

  @Test
  void pageOfAnotherSite_reachesNoAction() throws Exception {
    Browser.program();
    try (Demo demo = DemoFixture.start();
        Browser browser = browser(demo)) {
      // A page without a content policy; to that of evil.example Chromium itself forbids loopback.
      browser.tab().go("http://localhost:" + demo.port() + "/health");
      browser.await("location.hostname == 'localhost' && document.readyState == 'complete'");
      for (String path : ACTIONS.keySet()) {
        String how = call("127.0.0.1", demo, path, "no-cors") + ".catch(() => 0)";
        assertEquals("0", browser.evaluate(how), path); // the page learns nothing
        if (ACTIONS.get(path).equals("POST")) { // Chromium itself keeps JSON from other sites
          int status = path.equals("/revoke") ? 401 : 403;
          browser.tab().awaitAnswer(status, "http://127.0.0.1:" + demo.port() + path);
        }
      }
    }
  }

  @Test
  void formOfAnotherSite_mintsNothing() throws Exception {
    Browser.program();
    try (Demo demo = DemoFixture.start();
        Browser browser = browser(demo)) {
      String form =
          "data:text/html,<title>stranger</title><form method=post action=http://127.0.0.1:"
              + demo.port()
              + "/widget/token></form>";
      browser.tab().go(form);
      browser.await("document.title == 'stranger'");
      browser.evaluate("document.forms[0].submit()");
      browser.await("document.body.textContent.includes('only from this machine')");
    }
  }
}
