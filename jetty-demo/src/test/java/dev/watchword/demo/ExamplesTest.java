package dev.watchword.demo;

import static dev.watchword.demo.ScriptRunner.EXAMPLES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples do what their first lines say. */
class ExamplesTest {
  private static final int MOST_LINES = 39;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String SECRET = DemoFixture.secret();
  private static final String WORKSPACE = DemoFixture.secret();
  private static final String API_KEY = DemoFixture.secret();
  private static final String CLIENT_SECRET = DemoFixture.secret();

  private static Demo demo;

  @BeforeAll
  static void start() throws Exception {
    demo =
        DemoFixture.start(
            SECRET,
            Map.of(
                "demo.client.secret", CLIENT_SECRET,
                "demo.workspace.secret", WORKSPACE,
                "demo.api.key", API_KEY,
                "watchword.limit.failures", "off"));
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static Map<String, String> environment(String name, String secret) {
    return new HashMap<>(Map.of("DEMO_URL", "http://127.0.0.1:" + demo.port(), name, secret));
  }

  private static ProgramRunner.Result run(String name, String secret, String... script)
      throws Exception {
    return ProgramRunner.run(EXAMPLES.nodeProgram(environment(name, secret), script));
  }

  private static void assertSays(String expected, int exit, ProgramRunner.Result result) {
    String said = result.out() + result.err();
    assertTrue(said.contains(expected), said);
    assertEquals(exit, result.exit(), said);
  }

  @Test
  void examples_areShort() throws Exception {
    try (Stream<Path> files = Files.list(EXAMPLES.directory())) {
      List<Path> programs = files.filter(file -> file.toString().endsWith(".mjs")).toList();
      assertEquals(4, programs.size(), programs.toString());
      for (Path program : programs) {
        int lines = Files.readAllLines(program).size();
        assertTrue(lines <= MOST_LINES, program + " has " + lines + " lines");
      }
    }
  }

  @Test
  void middlewareCaller_callsMiddleware() throws Exception {
    String script = "middleware-caller.mjs";
    assertSays("200 {\"message\":\"ok\"}", 0, run("WATCHWORD_SECRET", SECRET, script));
    assertSays("\"code\":\"token_invalid\"", 1, run("WATCHWORD_SECRET", API_KEY, script));
    assertSays("Set WATCHWORD_SECRET", 1, run("WATCHWORD_SECRET", "", script));
  }

  @Test
  void oauthClient_readsOrders() throws Exception {
    ProgramRunner.Result read = run("DEMO_CLIENT_SECRET", CLIENT_SECRET, "oauth-client.mjs");
    assertSays("a token for orders:read, good for ", 0, read);
    assertSays("200 {\"caller\":\"demo\"", 0, read);
    assertSays(
        "403 insufficient_scope",
        1,
        run("DEMO_CLIENT_SECRET", CLIENT_SECRET, "oauth-client.mjs", "orders:write"));
    assertSays(
        "400 invalid_scope",
        1,
        run("DEMO_CLIENT_SECRET", CLIENT_SECRET, "oauth-client.mjs", "orders:all"));
    assertSays("401 ", 1, run("DEMO_CLIENT_SECRET", API_KEY, "oauth-client.mjs"));
  }

  @Test
  void surgeCaller_getsTokenForFrame() throws Exception {
    ProgramRunner.Result result = run("DEMO_API_KEY", API_KEY, "surge-caller.mjs", "usr_bob");
    assertSays("<iframe src=\"http://127.0.0.1:", 0, result);
    String target = result.out().replaceAll("(?s).*http://[^/]+(/[^\"]+)\".*", "$1");
    assertEquals("{\"user\":\"usr_bob\",\"verified\":true}", RawHttp.get(demo, target).body());
    assertSays(
        "AuthenticationError: 401 invalid_api_key: ",
        1,
        run("DEMO_API_KEY", WORKSPACE, "surge-caller.mjs"));
  }

  private static HttpResponse<String> call(String method, String url, String cookie)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Cookie", cookie)
            .method(method, BodyPublishers.ofString("{\"userId\":\"bob\"}"))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  @Test
  void fogbenderBackend_signsUserOfSessionAlone() throws Exception {
    Map<String, String> environment = environment("DEMO_WORKSPACE_SECRET", WORKSPACE);
    environment.put("PORT", "0");
    Process process = EXAMPLES.nodeProgram(environment, "fogbender-backend.mjs").start();
    try (BufferedReader out = process.inputReader()) {
      String url = out.readLine();
      String token = url + "/support-token";
      assertEquals(401, call("GET", token, "session=undefined").statusCode());

      HttpResponse<String> login = call("POST", url + "/login", "a=b");
      String session = login.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
      HttpResponse<String> reply = call("GET", token, "a=b; " + session);
      assertEquals(200, reply.statusCode(), reply.body());
      assertEquals("no-store", reply.headers().firstValue("Cache-Control").orElseThrow());

      RawHttp.Reply identified = RawHttp.post(demo, "/identify", reply.body());
      JsonNode identity = JSON.readTree(identified.body());
      assertEquals("signed", identity.path("assurance").asText(), identified.body());
      assertEquals("U234328", identity.path("user").asText(), identified.body());
      assertEquals("alice@example.com", identity.at("/trusted/userEmail").asText());
    } finally {
      process.destroyForcibly();
    }
  }
}
