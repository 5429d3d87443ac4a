package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Other people's libraries, unmodified, against the running demo. What is not installed is left out
 * with a line that says so, but not where CI is set.
 */
class ForeignClientsTest {
  private static final Path CLIENTS =
      Stream.of("../clients", "clients")
          .map(Path::of)
          .filter(Files::exists)
          .findFirst()
          .orElseThrow();
  private static final String SECRET = Demos.secret();
  private static final Set<String> TOLD = new HashSet<>();

  private static Demo strict;
  private static Demo open;

  @BeforeAll
  static void start() throws Exception {
    Map<String, String> settings = new HashMap<>(Map.of("watchword.limit.failures", "off"));
    strict = Demos.start(SECRET, settings);
    settings.put("watchword.algorithms", "HS256,HS384,HS512");
    open = Demos.start(SECRET, settings);
  }

  @AfterAll
  static void stop() {
    strict.close();
    open.close();
  }

  private static String node(Map<String, String> environment, String... script) throws Exception {
    if (!isInstalled("node")) {
      leaveOut("node is not installed");
    } else if (!Files.exists(CLIENTS.resolve("node_modules/jsonwebtoken-8"))) {
      leaveOut("its libraries are not installed: npm ci --prefix clients");
    }
    return run("node", environment, script);
  }

  private static String python(Map<String, String> environment, String... script) throws Exception {
    if (!isInstalled("python3")) {
      leaveOut("python3 is not installed");
    }
    return run("python3", environment, script);
  }

  private static boolean isInstalled(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version").start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private static void leaveOut(String why) {
    if (System.getenv("CI") != null) {
      fail("nothing may be left out in CI, but " + why);
    }
    if (TOLD.add(why)) {
      System.out.println("ForeignClientsTest leaves out calls by real clients, since " + why);
    }
    Assumptions.abort(why);
  }

  private static String run(String program, Map<String, String> environment, String... script)
      throws Exception {
    List<String> command = Stream.concat(Stream.of(program), Stream.of(script)).toList();
    Programs.Result result =
        Programs.run(Programs.program(environment, command).directory(CLIENTS.toFile()));
    assertEquals(0, result.exit(), result.err());
    return result.out();
  }

  private static String signed(String library, String algorithm, String secret) throws Exception {
    Map<String, String> environment = Map.of("SECRET", secret);
    return library.equals("hmac")
        ? python(environment, "sign.py", algorithm)
        : node(environment, "sign.mjs", library, algorithm);
  }

  private static int status(Demo demo, String token) throws Exception {
    int status = Http.get(demo, "/api/echo", Http.bearer(token)).status();
    assertEquals(status, Http.get(demo, "/rest/echo", Http.bearer(token)).status());
    return status;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonwebtoken-8", "jsonwebtoken-9", "jose", "hmac"})
  void tokensOfOtherLibrariesAreAccepted(String library) throws Exception {
    String token = signed(library, "HS256", SECRET);
    assertEquals(200, status(strict, token));
    assertEquals(200, status(open, token));
    Http.Reply reply = Http.get(strict, "/api/echo", Http.bearer(token));
    assertTrue(reply.body().startsWith("{\"caller\":\"alice\""), reply.body());
    assertEquals(401, status(strict, Demos.changed(token)));
    assertEquals(401, status(strict, signed(library, "HS256", Demos.secret())));
  }

  @ParameterizedTest
  @CsvSource({
    "jsonwebtoken-8,HS384", "jsonwebtoken-9,HS384", "jose,HS384", "hmac,HS384",
    "jsonwebtoken-8,HS512", "jsonwebtoken-9,HS512", "jose,HS512", "hmac,HS512"
  })
  void longerMacsWhereTheyAreListed(String library, String algorithm) throws Exception {
    String token = signed(library, algorithm, SECRET);
    assertEquals(200, status(open, token));
    assertEquals(401, status(strict, token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonwebtoken-8", "jsonwebtoken-9", "jose"})
  void theyAcceptTokensOfOurs(String library) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("SECRET", SECRET);
    environment.put("TOKEN", Demos.token(strict, "alice"));
    String claims = node(environment, "verify.mjs", library);
    assertTrue(claims.startsWith("{\"sub\":\"alice\",\"iat\":"), claims);

    environment.put("TOKEN", Demos.changed(environment.get("TOKEN")));
    assertEquals("refused", node(environment, "verify.mjs", library));
  }

  private static String freshworksCall(Demo demo, String secret) throws Exception {
    String url = "http://127.0.0.1:" + demo.port() + "/auth-test";
    return node(Map.of("SECRET", secret), "freshworks-call.mjs", url);
  }

  @Test
  void theCallOfAFreshworksApp() throws Exception {
    assertEquals("200 {\"message\":\"ok\"} form read", freshworksCall(strict, SECRET));
    String refused = freshworksCall(strict, Demos.secret());
    assertTrue(refused.startsWith("401 {\"type\":\"about:blank\""), refused);
    assertTrue(refused.contains("\"code\":\"token_invalid\""), refused);
  }

  @Test
  void aFreshworksSecretOfElevenBytes() throws Exception {
    String brief = Demos.secret().substring(0, 11);
    try (Demo demo = Demos.start(brief, Map.of("watchword.profile", "freshworks"))) {
      assertEquals("200 {\"message\":\"ok\"} form read", freshworksCall(demo, brief));
      assertTrue(freshworksCall(demo, SECRET).startsWith("401 "));
    }
  }
}
