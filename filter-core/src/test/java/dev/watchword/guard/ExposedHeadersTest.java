package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Decision.Stop;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestSecrets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of a listed origin can read every header that we send for programs. */
class ExposedHeadersTest {
  private static final String APP = "https://app.example";

  /** The Fetch standard lets every page read these. */
  private static final Set<String> SAFE = Set.of("Cache-Control", "Content-Type");

  /** Words to browsers and caches, which no page has a use for. */
  private static final Set<String> FOR_BROWSERS =
      Set.of("Vary", "Referrer-Policy", "Content-Security-Policy");

  private static List<Header> headers(Watchword watchword, Requests request) {
    Decision decision = watchword.guard().check(request.header("Origin", APP).facts());
    return decision instanceof Pass pass ? pass.headers() : ((Stop) decision).answer().headers();
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void headersForPrograms_areExposed(String old) {
    Set<String> sent = new TreeSet<>();
    Set<String> exposed = new TreeSet<>();
    try (Watchword watchword =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .set("watchword.secret", TestSecrets.text("main"))
            .set("watchword.publishable", "wpk_0123456789abcdef")
            .set("watchword.publishable.origins", APP)
            .set("watchword.cors.origins", APP)
            .set("watchword.xratelimit", old)
            .set("watchword.public", "/open")
            .set("watchword.limit.public", "1/1h")
            .set("watchword.rules", "page,cookie,query")
            .set("watchword.rule.page", "/page publishable")
            .set("watchword.rule.cookie", "/cookie source cookie:t")
            .set("watchword.rule.query", "/query source query:t")
            .start()) {
      for (Requests request :
          List.of(
              Requests.get("/open"),
              Requests.get("/open"),
              Requests.get("/x"),
              Requests.get("/x").bearer("x"),
              Requests.get("/page").query("user_id=a").bearer("wpk_0123456789abcdef"),
              Requests.get("/cookie").header("Cookie", "t=x"),
              Requests.get("/query").query("t=x"))) {
        for (Header header : headers(watchword, request)) {
          if (header.name().equals("Access-Control-Expose-Headers")) {
            exposed.addAll(List.of(header.value().split(", ")));
          } else if (!header.name().startsWith("Access-Control-")) {
            sent.add(header.name());
          }
        }
      }
    }
    sent.removeAll(SAFE);
    sent.removeAll(FOR_BROWSERS);
    assertTrue(sent.contains("RateLimit") && sent.contains("WWW-Authenticate"), sent::toString);
    assertEquals(old.equals("on"), sent.contains("X-RateLimit-Remaining"));
    assertEquals(exposed, sent);
  }
}
