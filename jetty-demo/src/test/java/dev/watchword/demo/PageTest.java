package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page's files: what they are served with, and that they ask for nothing else. */
class PageTest {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final Pattern ELSEWHERE =
      Pattern.compile("https?://|[\"'(]//|@import|\\burl\\((?!#)|integrity=");
  private static final Pattern INLINE =
      Pattern.compile("<style|<script>|\\son[a-z]+=|\\sstyle=|innerHTML|\\beval\\(");

  @Test
  void page_loadsNothingFromElsewhere() throws Exception {
    try (Demo demo = DemoFixture.start()) {
      for (Map.Entry<String, String> file : Console.types().entrySet()) {
        if (file.getKey().equals("/watchword.js")) {
          continue; // not the page's own: WatchwordJsTest
        }
        RawHttp.Reply reply = RawHttp.get(demo, file.getKey());
        assertEquals(200, reply.status(), file.getKey());
        assertTrue(reply.header("Content-Type").orElseThrow().startsWith(file.getValue()));
        assertEquals("nosniff", reply.header("X-Content-Type-Options").orElseThrow());
        assertEquals("no-referrer", reply.header("Referrer-Policy").orElseThrow());
        String policy = reply.header("Content-Security-Policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);

        String body = reply.body().replace(SVG, ""); // a name, which nobody loads
        assertFalse(ELSEWHERE.matcher(body).find(), file.getKey() + " loads from outside");
        assertFalse(INLINE.matcher(reply.body()).find(), file.getKey() + " breaks its own policy");
      }
    }
  }
}
