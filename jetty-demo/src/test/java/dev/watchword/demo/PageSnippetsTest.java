package dev.watchword.demo;

import static dev.watchword.demo.ScriptRunner.CLIENTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the vendors' customers have in their pages, as docs/vendors shows it, against the demo. */
class PageSnippetsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = DemoFixture.secret();
  private static final String API_KEY = DemoFixture.secret();
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^<!-- run by jetty-demo -->\n```js\n(.*?)^```$");

  /** So short that the test sees a renewal, and longer than the pause between two of them. */
  private static final String SESSION = "7s";

  private static Demo demo;
  private static String url;
  private static String jwt;

  @BeforeAll
  static void start() throws Exception {
    demo =
        DemoFixture.start(
            SECRET,
            Map.of(
                "demo.api.key",
                API_KEY,
                "watchword.identity.signed",
                "sid",
                "watchword.identity.session",
                SESSION));
    url = "http://127.0.0.1:" + demo.port();
    String claims = "{\"userId\":\"U234328\"}";
    jwt =
        CLIENTS.node(
            Map.of("SECRET", SECRET, "CLAIMS", claims), "sign.mjs", "jsonwebtoken-9", "HS256");
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static Path vendors() {
    return Stream.of("../docs/vendors", "docs/vendors")
        .map(Path::of)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> blocks(String page) throws IOException {
    String text = Files.readString(vendors().resolve(page));
    return BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
  }

  /** The page's code as it stands there, but for the token and the address of the server. */
  private static String here(String block) {
    return block
        .replace("generated-jwt-here", jwt)
        .replaceAll("https://(widgets|inbox)\\.example(?!/watchword)", url);
  }

  private static JsonNode run(int frames, int tokens, int logs, String... blocks) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("CODE", here(String.join("\n", blocks)));
    environment.put("JWT", jwt);
    environment.put("SURGE", url + "/users/U234328/tokens");
    environment.put("KEY", API_KEY);
    environment.put("WIDGETS", url);
    environment.put("FRAMES", String.valueOf(frames));
    environment.put("TOKENS", String.valueOf(tokens));
    environment.put("LOGS", String.valueOf(logs));
    return JSON.readTree(CLIENTS.node(environment, "page.mjs"));
  }

  /** What a frame's own calls are worth, and that the page gave it to nobody else. */
  private static List<String> tokens(JsonNode frame) throws Exception {
    List<String> tokens = new ArrayList<>();
    for (JsonNode message : frame) {
      assertEquals("update_token", message.path("type").asText());
      assertEquals(url, message.path("target").asText());
      tokens.add(message.path("token").asText());
    }
    assertTrue(!tokens.isEmpty(), "the frame was sent nothing");
    RawHttp.Reply inbox = RawHttp.get(demo, "/inbox?token=" + tokens.get(tokens.size() - 1));
    assertEquals("{\"user\":\"U234328\",\"verified\":true}", inbox.body());
    return tokens;
  }

  private static void assertServesBoth(JsonNode page) throws Exception {
    assertEquals(2, page.path("frames").size());
    assertEquals(tokens(page.at("/frames/0")), tokens(page.at("/frames/1")), page.toString());
  }

  @Test
  void featurebaseIdentify_servesTwoWidgets() throws Exception {
    List<String> blocks = blocks("featurebase.md");
    JsonNode page = run(2, 1, 1, blocks.get(2), blocks.get(1));
    assertEquals("Data sent successfully!", page.at("/logged/0").asText(), page.toString());
    assertServesBoth(page);
  }

  @Test
  void featurebaseBoot_servesTwoWidgets() throws Exception {
    List<String> blocks = blocks("featurebase.md");
    assertServesBoth(run(2, 1, 0, blocks.get(2), blocks.get(0)));
  }

  @Test
  void featurebaseIdentifyWithChangedToken_tellsCallback() throws Exception {
    List<String> blocks = blocks("featurebase.md");
    String wrong = blocks.get(1).replace("generated-jwt-here", DemoFixture.changed(jwt));
    JsonNode page = run(0, 1, 1, blocks.get(2), wrong);
    assertEquals("Error: no token: status 401", page.at("/logged/0").asText(), page.toString());
  }

  @Test
  void featurebaseFunction_keepsBothWidgetsFresh() throws Exception {
    List<String> blocks = blocks("featurebase.md");
    JsonNode page = run(2, 2, 1, blocks.get(2), blocks.get(3));
    assertEquals(
        "{\"nonSensitiveAttr1\":\"is not declared\"}",
        page.at("/logged/0").toString(),
        page.toString());
    assertServesBoth(page);
    List<String> tokens = tokens(page.at("/frames/0"));
    assertNotEquals(tokens.get(0), tokens.get(tokens.size() - 1));
  }

  @Test
  void fogbendersToken_identifiesUser() throws Exception {
    JsonNode page = run(1, 1, 1, blocks("fogbender.md").get(0));
    assertEquals("U234328", page.at("/logged/0").asText(), page.toString());
    tokens(page.at("/frames/0"));
  }

  @Test
  void surgesFrame_getsNewTokenByHandAndByModule() throws Exception {
    List<String> blocks = blocks("surge.md");
    for (String block : blocks) {
      tokens(run(1, 1, 0, block).at("/frames/0"));
    }
    assertEquals(2, blocks.size());
  }

  @Test
  void everyBlock_isRunHere() throws IOException {
    long marked = 0;
    try (Stream<Path> pages = Files.list(vendors())) {
      for (Path page : pages.toList()) {
        marked +=
            Pattern.compile("run by jetty-demo").matcher(Files.readString(page)).results().count();
      }
    }
    assertEquals(4 + 1 + 2, marked);
    assertEquals(4, blocks("featurebase.md").size());
    assertEquals(1, blocks("fogbender.md").size());
  }
}
