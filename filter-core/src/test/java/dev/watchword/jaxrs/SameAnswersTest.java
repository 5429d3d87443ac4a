package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import dev.watchword.testing.Tokens;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One table of requests, put to the servlet filter, to the JAX-RS filter, and to both: the answer
 * does not tell which of them gave it (requirement 55).
 */
@ParameterizedClass(name = "{0}")
@EnumSource(RuntimeUnderTest.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SameAnswersTest {
  private static final String SOURCES = "authorization,header:X-Token,cookie:token,query:t";

  @Parameter RuntimeUnderTest stage;

  private JaxrsServer servletFilter;
  private JaxrsServer restFilter;
  private JaxrsServer both;

  /** Without a filter of its own. */
  public static final class Bare extends ListedApplication {
    public Bare() {
      super(CallerResource.class);
    }
  }

  /** With one. */
  public static final class Filtered extends ListedApplication {
    public Filtered() {
      super(CallerResource.class, JwtRequestFilter.class);
    }
  }

  @BeforeParameterizedClassInvocation
  void start() throws Exception {
    servletFilter = rules(JaxrsApp.of(Bare.class)).behindServletFilter().on(stage);
    restFilter = rules(JaxrsApp.of(Filtered.class)).on(stage);
    both = rules(JaxrsApp.of(Filtered.class)).behindServletFilter().on(stage);
  }

  private static JaxrsApp rules(JaxrsApp site) {
    return site.set("public", "/rest/who/open")
        .rule("closed", "/rest/closed/* deny")
        .rule("admins", "/rest/admins/* role admin")
        .rule("scoped", "POST /rest/who scope write")
        .rule("widget", "/rest/widget kind widget")
        .rule("any", "/rest/any optional")
        .rule("places", "/rest/places/* kind signed source " + SOURCES)
        .set("cors.origins", "https://shop.example")
        .set("realm", "till");
  }

  @AfterParameterizedClassInvocation
  void stop() throws IOException {
    servletFilter.close();
    restFilter.close();
    both.close();
  }

  record Request(String method, String path, List<String> headers) {}

  private static Request request(String method, String path, String... headers) {
    return new Request(method, path, List.of(headers));
  }

  static Stream<Request> refused() {
    String good = JaxrsServer.alice();
    String bare = JaxrsApp.token().text();
    Tokens old = JaxrsApp.token().expiringAt(Tokens.NOW.minusSeconds(31));
    return Stream.of(
        request("GET", "/who"),
        request("HEAD", "/who"),
        request("HEAD", "/none"),
        request("OPTIONS", "/who"),
        request("DELETE", "/who"),
        request("FANCY", "/who/open"),
        request("GET", "/none"),
        request("GET", "/who?x=1"),
        request("GET", "/who/"),
        request("GET", "/who/open/"),
        request("GET", "/admins/x/", good),
        request("GET", "/who", "Authorization: Basic YTpi"),
        request("GET", "/who", "Authorization: Bearer"),
        request("GET", "/who", "Authorization: Bearer " + bare + " " + bare),
        request("GET", "/who", "Authorization: Bearer " + bare + ", Bearer " + bare),
        request("GET", "/who", good, good),
        request("HEAD", "/who", good, good),
        request("GET", "/who", good, "Authorization: Basic YTpi"),
        request("GET", "/who", "X-Token: " + bare),
        request("GET", "/who", JaxrsServer.bearer(JaxrsApp.token().tampered())),
        request("GET", "/who", JaxrsServer.bearer("a.b")),
        request("GET", "/who", JaxrsServer.bearer("a.b.c")),
        request("GET", "/who", JaxrsServer.bearer(old)),
        request("HEAD", "/who", JaxrsServer.bearer(old)),
        request("GET", "/who", JaxrsServer.bearer(JaxrsApp.token().header("typ", "widget+jwt"))),
        request("GET", "/widget", good),
        request("GET", "/closed/x"),
        request("GET", "/closed/x", good),
        request("GET", "/admins/x"),
        request("GET", "/admins/x", good),
        request("HEAD", "/admins/x", good),
        request("POST", "/who", good),
        request("POST", "/who", JaxrsServer.bearer(JaxrsApp.token().claim("scope", "read"))),
        request("GET", "/any", JaxrsServer.bearer("a.b.c")),
        request("GET", "/places/x"),
        request("GET", "/places/x?t="),
        request("GET", "/places/x?t=" + bare + "&t=" + bare),
        request("GET", "/places/x?t=" + bare, good),
        request("POST", "/places/x?t=" + bare),
        request("POST", "/places/x", "Cookie: token=" + bare),
        request("POST", "/places/x", "Cookie: token=" + bare, "Origin: https://evil.example"),
        request("GET", "/places/x", "Cookie: token=" + bare + "; token=" + bare),
        request("GET", "/places/x", "X-Token: " + bare, "X-Token: " + bare),
        request("GET", "/who", "Origin: https://shop.example"),
        request("GET", "/who", "Origin: https://evil.example"),
        request("OPTIONS", "/who", "Access-Control-Request-Method: GET"),
        request(
            "OPTIONS",
            "/who",
            "Origin: https://evil.example",
            "Access-Control-Request-Method: GET"),
        request(
            "OPTIONS",
            "/who",
            "Origin: https://shop.example",
            "Access-Control-Request-Method: GET"));
  }

  @ParameterizedTest // requirement 39
  @MethodSource("refused")
  void refusal_isSameByteForByteInEachSetup(Request request) throws IOException {
    String answer = told(servletFilter, request);

    assertEquals(answer, told(restFilter, request), "the JAX-RS filter alone");
    assertEquals(answer, told(both, request), "both");
  }

  static Stream<Request> admitted() {
    String good = JaxrsServer.alice();
    String bare = JaxrsApp.token().text();
    return Stream.of(
        request("GET", "/who", good),
        request("GET", "/who?x=1&y", good),
        request("HEAD", "/who", good),
        request("OPTIONS", "/who", good),
        request("GET", "/none", good),
        request("DELETE", "/who", good),
        request("GET", "/who/open"),
        request("GET", "/who/open", "Origin: https://shop.example"),
        request("GET", "/who/open", JaxrsServer.bearer("a.b.c")),
        request("POST", "/who", JaxrsServer.bearer(JaxrsApp.token().claim("scope", "a write"))),
        request("GET", "/any"),
        request("GET", "/any", good),
        request("GET", "/admins/x", JaxrsServer.withRole("admin")),
        request("GET", "/places/x", "X-Token: " + bare),
        request("GET", "/places/x", "X-Token: Bearer " + bare),
        request("GET", "/places/x", "Authorization: " + bare),
        request("GET", "/places/x", "Cookie: a=b; token=" + bare),
        request("POST", "/places/x", "Cookie: token=" + bare, "Origin: https://shop.example"),
        request("POST", "/places/x", "Cookie: token=" + bare, "Origin: http://127.0.0.1"),
        request("POST", "/places/x", "Cookie: token=" + bare, "Sec-Fetch-Site: same-origin"),
        request("GET", "/places/x?t=" + bare));
  }

  /** What a resource may see of the caller is the same too, and what is added to its answer. */
  @ParameterizedTest
  @MethodSource("admitted")
  void admittedRequest_isSameInEachSetup(Request request) throws IOException {
    Reply alone = answer(restFilter, request);

    assertEquals(alone.status(), answer(servletFilter, request).status());
    assertEquals(ours(alone), ours(answer(servletFilter, request)), "the servlet filter alone");
    assertEquals(told(restFilter, request), told(both, request), "both");
  }

  /** Those headers that a pass can set; where nothing is found the container's page differs. */
  private static List<String> ours(Reply reply) {
    return reply.headers().stream()
        .filter(
            line -> line.matches("(?i)(access-control|vary|cache-control|referrer|ratelimit).*"))
        .sorted()
        .toList();
  }

  private static Reply answer(JaxrsServer server, Request request) throws IOException {
    return server.call(request.method, request.path, request.headers.toArray(String[]::new));
  }

  /** Everything but the random id, the date, and the order of the headers. */
  private static String told(JaxrsServer server, Request request) throws IOException {
    Reply reply = answer(server, request);
    List<String> headers =
        reply.headers().stream().filter(line -> !line.startsWith("Date:")).sorted().toList();
    // The id of a random number is a character shorter now and then.
    String text = reply.status() + "\n" + String.join("\n", headers) + "\n\n" + reply.body();
    return text.replaceAll("\"id\":\"\\w+\"", "\"id\":\"\"")
        .replaceAll("(?i)content-length: 1\\d\\d", "Content-Length: 1..")
        .replaceAll("(?i)content-length: 2\\d\\d", "Content-Length: 2..");
  }
}
