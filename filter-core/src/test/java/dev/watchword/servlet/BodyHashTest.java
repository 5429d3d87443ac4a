package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token that is bound to its body, as those of Vonage's and LiveKit's webhooks are. */
@EachServer
class BodyHashTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String BODY = "{\"n\":1}";

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("rules", "hook,any")
        .set("rule.hook", "/hook bodyhash hash")
        .set("rule.any", "/any")
        .page("/hook", BodyHashTest::echo)
        .page("/any", BodyHashTest::echo);
  }

  private static void echo(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(request.getInputStream().readAllBytes().length);
  }

  private static byte[] sha256(String body) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(String body) throws Exception {
    return HexFormat.of().formatHex(sha256(body));
  }

  private static String base64(String body) throws Exception {
    return Base64.getEncoder().encodeToString(sha256(body));
  }

  private static String token(String hash) {
    long now = Instant.now().getEpochSecond();
    return LiveTokens.signed(
        SECRET, "{\"sub\":\"a\",\"hash\":" + hash + ",\"exp\":" + (now + 300) + "}");
  }

  private RawHttp.Reply post(String path, String token, String framedBody) throws Exception {
    String request = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + site.port();
    try (RawHttp connection = site.connect()) {
      return connection.send(
          request
              + "\r\nConnection: close\r\nAuthorization: Bearer "
              + token
              + "\r\nContent-Type: application/json\r\n"
              + framedBody);
    }
  }

  private static String framed(String body) {
    return "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  @Test
  void bodyOfItsHash_isReadByApplication() throws Exception {
    for (String hash : new String[] {hex(BODY), hex(BODY).toUpperCase(Locale.ROOT), base64(BODY)}) {
      RawHttp.Reply reply = post("/hook", token("\"" + hash + "\""), framed(BODY));
      assertEquals("7", reply.body());
    }
    String chunked = "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"n\r\n4\r\n\":1}\r\n0\r\n\r\n";
    assertEquals("7", post("/hook", token("\"" + hex(BODY) + "\""), chunked).body());
    assertEquals("0", post("/hook", token("\"" + hex("") + "\""), framed("")).body());
  }

  @ParameterizedTest // truncated, longer, written otherwise, none
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{\"n\":2}", "{\"n\":1", "`{\"n\":1} `", "{ \"n\":1}", "{\"n\":1}{\"n\":1}", "`` "})
  void otherBody_isRefused(String body) throws Exception {
    RawHttp.Reply reply = post("/hook", token("\"" + hex(BODY) + "\""), framed(body));
    assertEquals(401, reply.status());
    assertEquals("" + body.length(), post("/any", token("1"), framed(body)).body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null",
        "\"\"",
        "7",
        "[]",
        "true",
        "\"abc\"",
        "\"%s=\"",
        "\" %s\"",
        "[\"%s\"]",
        "\"%s%s\""
      })
  void claimThatIsNoHash_isRefused(String claim) throws Exception {
    String token = token(claim.replace("%s", hex(BODY)));
    assertEquals(401, post("/hook", token, framed(BODY)).status());
  }

  @Test
  void bodyOverBound_isTooLarge() throws Exception {
    String most = "x".repeat(65_536);
    assertEquals("65536", post("/hook", token("\"" + hex(most) + "\""), framed(most)).body());
    String more = most + "x";
    assertEquals(413, post("/hook", token("\"" + hex(more) + "\""), framed(more)).status());
  }
}
