package dev.watchword.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testkit.TestToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The beans, in a web application on Jetty with Weld. */
class InjectionTest {
  private static CdiSite site;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site = new CdiSite(folder, "(Claims|Order).*");
    site.start();
  }

  @AfterAll
  static void stop() throws Exception {
    site.stop();
  }

  private static String get(String path, String token) throws Exception {
    return site.get(path, token);
  }

  private static String token() {
    return TestToken.of(CdiSite.SECRET, Instant.now())
        .sub("alice")
        .claim("aud", List.of("a", "b"))
        .claim("plan", "gold")
        .claim("seats", 12L)
        .claim("staff", true)
        .claim("org", Map.of("id", "o1"))
        .text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "caller  | alice",
        "token   | alice",
        "guard   | UP",
        "order   | default/alice, gold",
        "plan    | gold",
        "seats   | 12",
        "staff   | true",
        "org     | {\"id\":\"o1\"}",
        "aud     | [a, b]",
        "missing | Optional.empty",
        "wrong   | null",
      })
  void bean_isOfRequest(String bean, String value) throws Exception {
    assertEquals(value, get("/" + bean, token()));
  }

  @Test
  void rawToken_isAsItCame() throws Exception {
    String token = token();
    assertEquals(token, get("/raw", token));
  }

  @ParameterizedTest
  @CsvSource({"caller,''", "token,null", "plan,null", "aud,null", "raw,null"})
  void openPathWithoutToken_hasNothing(String bean, String value) throws Exception {
    assertEquals(value, get("/open?bean=" + bean, null));
  }

  @Test
  void applicationScopedBean_seesEachRequest() throws Exception {
    assertEquals("alice", get("/token", token()));
    assertEquals("null", get("/open?bean=token", null));
    assertEquals("alice", get("/token", token()));
  }

  @Test
  void observer_hearsOfRefusalsToo() throws Exception {
    get("/secret-of-mine", "no.to.ken");
    String decisions = get("/decisions", token());
    assertTrue(decisions.contains("/secret-of-mine 401"), decisions);
    assertTrue(decisions.endsWith("/decisions 0]"), decisions);
  }

  @Test
  void exampleOfPage_isTestedHere() throws Exception {
    String page = Files.readString(Path.of("../docs/cdi.md"));
    String code = Files.readString(Path.of("src/test/java/dev/watchword/cdi/Order.java"));
    String example = code.substring(code.indexOf("@RequestScoped"));
    assertTrue(page.contains("```java\n" + example + "```"), page);
  }
}
