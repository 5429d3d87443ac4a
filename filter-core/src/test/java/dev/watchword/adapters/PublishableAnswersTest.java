package dev.watchword.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requirements 40, 67 and 68, the same before every kind of application. */
class PublishableAnswersTest {
  private static final String WPK = "wpk_0123456789abcdef";
  private static final Pattern ID = Pattern.compile("\"id\":\"[^\"]*\"");

  private static Watchword start() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(new TestClock())
        .set("watchword.limit.failures", "off")
        .set("watchword.secret", TestSecrets.text("main"))
        .set("watchword.publishable", WPK)
        .set("watchword.publishable.origins", "https://shop.example")
        .set("watchword.rules", "inbox,frame")
        .set("watchword.rule.inbox", "/rest/inbox/* publishable source query:token,bearer")
        .set("watchword.rule.frame", "/rest/frame/* source query:token")
        .start();
  }

  private static Tokens token() {
    return Tokens.good().secret(TestSecrets.text("main").getBytes(StandardCharsets.US_ASCII));
  }

  private static String widget() {
    return token().header("typ", "widget+jwt").text();
  }

  private static void assertBriefly(String expected, RawClient.Reply reply) {
    assertEquals(expected, reply.brief(), reply::body);
  }

  @ParameterizedTest
  @EnumSource
  void publishableAndWidgetTokens_areAdmittedWhereAllowed(Adapter adapter) throws Exception {
    try (RawClient site = adapter.serve(start())) {
      assertBriefly("200 nobody", site.get("/inbox/a?user_id=u1&token=" + WPK));
      assertBriefly("200 nobody", site.get("/inbox/a?user_id=u1", RawClient.bearer(WPK)));
      String listed = "Origin: https://shop.example";
      assertBriefly("200 nobody", site.get("/inbox/a?user_id=u1&token=" + WPK, listed));
      assertBriefly("200 Caller[widget:default/alice]", site.get("/inbox/a?token=" + widget()));
      assertBriefly(
          "200 Caller[widget:default/alice]", site.get("/inbox/a?user_id=x&token=" + widget()));
      assertBriefly("200 Caller[widget:default/alice]", site.get("/frame/a?token=" + widget()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void publishableAndWidgetTokens_areRefusedElsewhere(Adapter adapter) throws Exception {
    try (RawClient site = adapter.serve(start())) {
      assertBriefly("400", site.get("/inbox/a?token=" + WPK));
      assertBriefly("400", site.get("/inbox/a?user_id=a&user_id=a&token=" + WPK));
      assertBriefly("400", site.get("/inbox/a?user_id=%20&token=" + WPK));
      assertBriefly("400", site.get("/inbox/a?user_id=u&token=" + WPK + "&token=" + WPK));
      assertBriefly("403", site.get("/inbox/a?user_id=u&token=" + WPK, "Origin: null"));
      assertBriefly(
          "403", site.get("/inbox/a?user_id=u&token=" + WPK, "Origin: http://shop.example"));
      assertBriefly("401", site.get("/inbox/a?user_id=u&token=" + WPK + "0"));
      assertBriefly("401", site.get("/inbox/a?user_id=u&token=wpk_"));
      assertBriefly("401", site.get("/inbox/a?user_id=u&token=" + token().tampered()));
      assertBriefly("403", site.get("/inbox/a?user_id=u&token=" + token().text()));
      assertBriefly("403", site.get("/frame/a?user_id=u&token=" + WPK));
      assertBriefly("403", site.get("/any?user_id=u", RawClient.bearer(WPK)));
      assertBriefly("403", site.get("/any", RawClient.bearer(widget())));
      String long61 =
          token().header("typ", "widget+jwt").expiringAt(Tokens.NOW.plusSeconds(3631)).text();
      assertBriefly("401", site.get("/frame/a?token=" + long61));
    }
  }

  @ParameterizedTest
  @EnumSource
  void publishableTokenAnswers_areNotCached(Adapter adapter) throws Exception {
    try (RawClient site = adapter.serve(start())) {
      RawClient.Reply shown = site.get("/inbox/a?user_id=u1&token=" + WPK);
      assertEquals("private, no-store", shown.header("Cache-Control"));
      assertEquals("no-referrer", shown.header("Referrer-Policy"));
      assertEquals("frame-ancestors https://shop.example", shown.header("Content-Security-Policy"));
      RawClient.Reply refused = site.get("/inbox/a?user_id=u1&token=wpk_other");
      assertEquals("no-store", refused.header("Cache-Control"));
      assertEquals("no-referrer", refused.header("Referrer-Policy"));
      assertTrue(ID.matcher(refused.body()).find());
      assertTrue(!refused.body().contains("wpk_"), refused::body);
    }
  }
}
