package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A page that says once who its user is, and two widgets that learn it. */
class IdentifyInBrowserTest {
  private static final String TWO_WIDGETS =
      """
      (async () => {
        const { identify } = await import('/watchword-identify.js');
        const origin = '%s';
        const session = identify({ userJWT: '%s', theme: 'dark' }, (error, identity) => {
          window.told = error ? error.message : identity.assurance + ' ' + identity.user;
        });
        for (const id of ['one', 'two']) {
          const frame = Object.assign(document.createElement('iframe'), { id });
          frame.src = origin + '/widget/inbox?' + id;
          session.supply(frame, origin);
          document.body.append(frame);
        }
        return 'begun';
      })()""";

  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile;

  @Test
  void oneIdentify_servesTwoWidgets() throws Exception {
    try (WidgetPage page = new WidgetPage(profile)) {
      page.click("#renew"); // the page's own way of handing in tokens is not what is tested
      String jwt = DemoFixture.token(page.demo(), "carol");
      assertEquals("begun", page.tab().evaluate(TWO_WIDGETS.formatted(page.frames(), jwt)));
      page.tab().await("window.told == 'signed carol'");
      for (String id : new String[] {"one", "two"}) {
        String widget = page.inbox() + "?" + id;
        page.tab().awaitIn(widget, "document.querySelector('#state').textContent == 'Live.'");
        String user = "document.querySelector('#user').textContent";
        assertEquals("carol", page.tab().evaluateIn(widget, user));
      }
      long calls = page.tab().requests().stream().filter(url -> url.endsWith("/identify")).count();
      assertEquals(1, calls);
    }
  }
}
