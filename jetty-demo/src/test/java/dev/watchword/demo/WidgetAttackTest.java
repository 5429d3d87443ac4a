package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.token.TokenKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages to the inbox that are not from the page around it, or bring a token of somebody else.
 */
class WidgetAttackTest {
  private static final Duration LATER = Duration.ofMinutes(5);

  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile;

  private static String message(String token) {
    return "postMessage({type: 'update_token', token: '" + token + "'}, '*')";
  }

  /** What the page itself posts, or a script that got into it. */
  private static void assertIsIgnored(WidgetPage page, String token, String reason)
      throws Exception {
    page.tab().evaluate("document.querySelector('#inbox').contentWindow." + message(token));
    page.awaitState("A token was ignored: " + reason + ".");
  }

  @Test
  void tokenOfAnotherUserOrTenant_isIgnored() throws Exception {
    try (WidgetPage page = new WidgetPage(profile)) {
      int tokens = page.tokens();
      page.click("#renew"); // no token comes from the page meanwhile
      assertIsIgnored(page, page.token("alice", Duration.ofSeconds(1)), "not later");
      assertIsIgnored(page, page.token("bob", LATER), "different");
      assertIsIgnored(page, "eyJhbGciOiJub25lIn0.e30.", "unreadable");
      Instant now = Instant.now();
      Map<String, Object> claims =
          Map.of("sub", "alice", "exp", now.plus(LATER), "iat", now, "tenant", "other");
      String tenant = page.demo().watchword().issuer().signer().sign(TokenKind.WIDGET, claims, now);
      assertIsIgnored(page, tenant, "different");
      assertEquals(tokens, page.tokens());
    }
  }

  @Test
  void messageOfAnotherOriginOrWindow_isNotHeard() throws Exception {
    try (WidgetPage page = new WidgetPage(profile)) {
      page.click("#renew");
      page.inInbox("window.came = 0; addEventListener('message', () => { window.came += 1; })");
      String attack = "parent.frames[0]." + message(page.token("alice", LATER));
      page.tab().evaluateIn(page.preview(), attack); // of another origin than the page
      page.awaitInInbox("window.came == 1");
      page.tab().evaluate("document.body.append(document.createElement('iframe'))");
      page.tab().evaluateIn("about:blank", attack); // of the page's origin, in another window
      page.awaitInInbox("window.came == 2");
      assertEquals("Live.", page.inInbox("document.querySelector('#state').textContent"));
      page.awaitState("The token has ended, and no newer one came.");
      assertEquals("1", page.inInbox("document.querySelector('#tokens').textContent"));
    }
  }

  @Test
  void pageOfAnotherOrigin_cannotEmbedInbox() throws Exception {
    try (WidgetPage page = new WidgetPage(profile)) {
      String shown =
          "document.body.append(Object.assign(document.createElement('iframe'),"
              + " {src: '"
              + page.inbox()
              + "', onload: () => document.title = 'loaded'}))";
      page.tab().go("data:text/html,<title>stranger</title>");
      page.tab().await("document.title == 'stranger'");
      page.tab().evaluate(shown);
      page.tab().await("document.title == 'loaded'");
      page.tab().awaitIn("chrome-error:", "true"); // that is what was loaded
      assertEquals(1, page.tab().frames());
    }
  }
}
