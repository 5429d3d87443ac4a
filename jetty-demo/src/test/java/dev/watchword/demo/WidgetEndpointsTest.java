package dev.watchword.demo;

import static dev.watchword.demo.RawHttp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The widget page's endpoints, and what its files are served with, at each of the two ports. */
class WidgetEndpointsTest {
  private static final String PUBLISHABLE = "wpk_0123456789abcdef0123";
  private static final Pattern ELSEWHERE =
      Pattern.compile("https?://|[\"'(]//|@import|\\burl\\(|integrity=");
  private static final Pattern INLINE =
      Pattern.compile("<style|<script>|\\son[a-z]+=|\\sstyle=|innerHTML|\\beval\\(");

  private static Demo demo;

  @BeforeAll
  static void start() throws Exception {
    Map<String, String> settings =
        Map.of("demo.publishable", PUBLISHABLE, "watchword.limit.failures", "off");
    demo = DemoFixture.start(DemoFixture.secret(), settings);
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static RawHttp.Reply frames(String method, String target, String body, String... headers)
      throws IOException {
    int port = demo.framePort();
    return RawHttp.send(
        InetAddress.getByName("127.0.0.1"),
        port,
        method,
        target,
        "127.0.0.1:" + port,
        body,
        headers);
  }

  private static String token() throws IOException {
    return RawHttp.post(demo, "/widget/token", "").body().replaceAll(".*:\"([^\"]+)\".*", "$1");
  }

  @Test
  void token_isOfAliceForWidgetsAlone() throws Exception {
    String token = token();
    String user = RawHttp.get(demo, "/inbox?token=" + token).body();
    assertEquals("{\"user\":\"alice\",\"verified\":true}", user);
    assertEquals(403, RawHttp.get(demo, "/api/echo", bearer(token)).status());
    String signed = bearer(DemoFixture.token(demo, "alice"));
    assertEquals(403, frames("POST", "/widget/letters", "{\"text\":\"a\"}", signed).status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"text\":\"Hello\"}|204",
        "{\"text\":\" \"}|400",
        "{\"text\":5}|204",
        "{\"text\":[]}|400",
        "{}|400",
        "text|400"
      })
  void letter_isTakenOrRefused(String body, int status) throws Exception {
    assertEquals(status, frames("POST", "/widget/letters", body, bearer(token())).status());
  }

  @ParameterizedTest
  @CsvSource({"500, 204", "501, 400", "3000, 400"})
  void longLetter_isRefused(int length, int status) throws Exception {
    String body = "{\"text\":\"" + "x".repeat(length) + "\"}";
    assertEquals(status, frames("POST", "/widget/letters", body, bearer(token())).status());
  }

  @Test
  void publishableToken_readsAndDoesNotWrite() throws Exception {
    String shown = "?token=" + PUBLISHABLE + "&user_id=alice";
    assertEquals(200, frames("GET", "/widget/preview" + shown, "").status());
    assertEquals(401, frames("GET", "/widget/preview", "").status());
    assertEquals(401, frames("POST", "/widget/letters" + shown, "{\"text\":\"a\"}").status());
    assertEquals(401, frames("POST", "/widget/events" + shown, "{}").status());
  }

  @Test
  void eachPort_hasItsOwnPagesAlone() throws Exception {
    assertEquals(405, frames("POST", "/widget/token", "").status());
    assertEquals(405, frames("POST", "/mint", "{}").status());
    assertEquals(404, frames("GET", "/widget", "").status());
    assertEquals(404, RawHttp.get(demo, "/widget/inbox").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/widget", "/widget/host.js", "/widget/widget.css", "/portal"})
  void page_loadsNothingFromElsewhere(String path) throws Exception {
    assertIsTidy(path, RawHttp.get(demo, path), "frame-ancestors 'none'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/widget/inbox",
        "/widget/preview?token=" + PUBLISHABLE + "&user_id=alice",
        "/widget/inbox.js",
        "/widget/events.js",
        "/widget/widget.css"
      })
  void frame_mayStandInThePageAlone(String path) throws Exception {
    String page = "http://127.0.0.1:" + demo.port();
    assertIsTidy(path, frames("GET", path, ""), "frame-ancestors " + page);
  }

  private static void assertIsTidy(String path, RawHttp.Reply reply, String ancestors) {
    assertEquals(200, reply.status(), path);
    assertEquals("nosniff", reply.header("X-Content-Type-Options").orElseThrow());
    assertEquals("no-referrer", reply.header("Referrer-Policy").orElseThrow());
    List<String> policies =
        reply.head().lines().filter(line -> line.startsWith("Content-Security-Policy")).toList();
    String own = policies.get(policies.size() - 1);
    assertTrue(own.contains("default-src 'none'; script-src 'self';"), own);
    assertTrue(own.endsWith(ancestors), own);
    assertFalse(own.contains("unsafe"), own);
    String body = reply.body().replaceAll("http://127\\.0\\.0\\.1:\\d+", "");
    assertFalse(ELSEWHERE.matcher(body).find(), path + " loads from outside");
    assertFalse(INLINE.matcher(body).find(), path + " breaks its own policy");
  }

  @Test
  void strangersName_isNotRepeatedInPage() throws Exception {
    RawHttp.Reply reply = RawHttp.send(demo, "GET", "/widget", "evil.example:80", "");
    assertFalse(reply.body().contains("evil.example"), reply.body());
    assertFalse(reply.head().contains("evil.example"), reply.head());
    String local = RawHttp.send(demo, "GET", "/widget", "localhost:" + demo.port(), "").body();
    assertTrue(local.contains("http://localhost:" + demo.framePort()), local);
  }
}
