package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The inbox in a frame of another origin, while its tokens come and end. */
class WidgetTest {
  private static final String HALF_TYPED = "See you at";

  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile;

  private static void type(WidgetPage page) throws Exception {
    page.inInbox("document.querySelector('#text').value = '" + HALF_TYPED + "'; window.here = 1");
  }

  /** What was typed, and that the document is the same. */
  private static void assertIsKept(WidgetPage page) throws Exception {
    assertEquals(HALF_TYPED, page.inInbox("document.querySelector('#text').value"));
    assertEquals("1", page.inInbox("window.here"));
  }

  /** How many tokens the server was asked for meanwhile, whoever asked. */
  private static long mintsUntilPing(Demo demo, EventReader server) throws Exception {
    RawHttp.get(demo, "/public/ping");
    List<String> paths = new ArrayList<>();
    while (!paths.contains("/public/ping")) {
      JsonNode news = server.await("news", some -> some.has("decisions"));
      news.at("/decisions/rows").forEach(row -> paths.add(row.path("path").asText()));
    }
    return paths.stream().filter("/widget/token"::equals).count();
  }

  @Test
  void newTokens_keepStreamAndWhatIsHalfTyped() throws Exception {
    try (WidgetPage page = new WidgetPage(profile)) {
      type(page);
      String stream = page.stream();
      page.awaitToken(3); // the first has ended
      assertEquals(stream, page.stream());
      assertIsKept(page);

      page.inInbox("document.querySelector('#write').requestSubmit()");
      page.awaitInInbox("document.querySelector('#letters').lastChild.textContent == 'BobGot it.'");
      assertEquals("", page.inInbox("document.querySelector('#text').value"));
      page.tab().awaitIn(page.preview(), "document.querySelector('#letters').textContent");
      assertEquals(
          "not verified",
          page.tab().evaluateIn(page.preview(), "document.querySelector('#badge').textContent"));
      assertAsksNobodyElse(page);
    }
  }

  private static void assertAsksNobodyElse(WidgetPage page) {
    assertEquals(List.of(), page.tab().problems());
    List<String> requests = page.tab().requests();
    assertTrue(
        requests.stream()
            .allMatch(
                url ->
                    url.startsWith(page.host() + "/")
                        || url.startsWith(page.frames() + "/")
                        || url.startsWith("data:")),
        requests.toString());
  }

  @Test
  void renewalThatStops_endsStreamAndPageSaysSo() throws Exception {
    try (WidgetPage page = new WidgetPage(profile)) {
      type(page);
      String stream = page.stream();
      page.click("#renew");
      page.awaitState("The token has ended, and no newer one came.");
      assertEquals("ended", page.inInbox("document.querySelector('#ends').textContent"));
      assertEquals("–", page.inInbox("document.querySelector('#age').textContent"));

      page.click("#renew");
      page.awaitState("Live.");
      assertNotEquals(stream, page.stream());
      assertIsKept(page);
    }
  }

  @Test
  void revocation_endsStreamAtOnce() throws Exception {
    try (WidgetPage page = new WidgetPage(profile)) {
      page.click("#revoke");
      page.awaitState("The token was revoked.");
      assertEquals(
          "The tokens that Alice has got until now are refused.",
          page.tab().evaluate("document.querySelector('#told').textContent"));
    }
  }

  @Test
  void tokenWithOneBitChanged_isRefusedAndStreamGoesOn() throws Exception {
    try (WidgetPage page = new WidgetPage(profile)) {
      String stream = page.stream();
      page.awaitInInbox("document.querySelector('#ends').textContent != '8 s'");
      int before = page.tokens();
      page.click("#tamper");
      page.awaitState("A token was refused: token_invalid. The one before still counts.");
      page.awaitToken(before + 1);
      page.awaitState("Live.");
      assertEquals(stream, page.stream());
    }
  }

  @Test
  void restartOfServer_isFollowedByNewStream() throws Exception {
    try (WidgetPage page = new WidgetPage(profile)) {
      type(page);
      String stream = page.stream();
      page.restart();
      page.awaitInInbox("document.body.dataset.stream != '" + stream + "'");
      page.awaitState("Live.");
      assertIsKept(page);
    }
  }

  @Test
  void twoTabs_shareOneRenewal() throws Exception {
    try (WidgetPage page = new WidgetPage(profile)) {
      Tab second = page.secondTab();
      String hasToken = "document.querySelector('#tokens')?.textContent >= ";
      second.awaitIn(page.inbox(), hasToken + 1);
      try (EventReader server = new EventReader(page.demo(), "/console/events", "")) {
        server.await("all");
        int first = page.tokens();
        second.awaitIn(page.inbox(), hasToken + 3);
        page.awaitToken(first + 2);
        assertEquals(2, mintsUntilPing(page.demo(), server));
      }
    }
  }

  @Test
  void page_isAccessible() throws Exception {
    try (WidgetPage page = new WidgetPage(profile)) {
      page.tab().awaitIn(page.preview(), "document.querySelector('#letters').textContent");
      Accessibility.check(page.tab(), page.inbox(), page.preview());
    }
  }
}
