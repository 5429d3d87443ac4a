package dev.watchword.settings;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.event.GuardListener;
import dev.watchword.guard.CallerCheck;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.RequestGuard;
import dev.watchword.http.TokenExtractor;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.Store;
import dev.watchword.limit.StoreProvider;
import dev.watchword.limit.StoreSettings;
import dev.watchword.servlet.JwtFilter;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Caller;
import dev.watchword.token.Issuer;
import dev.watchword.token.TokenKind;
import dev.watchword.token.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each hook in docs/extending.md is not only compiled but does what the page says. */
class ExtendingPageTest {
  private static final String SECRET = TestSecrets.text("extending");

  @TempDir Path directory;

  private Watchword watchword;

  @AfterEach
  void close() {
    if (watchword != null) {
      watchword.close();
    }
  }

  private PageSnippet snippet(String part) throws Exception {
    return PageSnippet.of("extending.md", part, directory);
  }

  private static WatchwordBuilder builder() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(() -> Tokens.NOW)
        .secret(SECRET);
  }

  private static Tokens token() {
    return Tokens.good().secret(SECRET.getBytes(StandardCharsets.US_ASCII));
  }

  private Requests bearer(String path) {
    return Requests.get(path).bearer(token().text());
  }

  @Test
  void guardOfApplication_isItsFirstFilter() throws Exception {
    ServletContextListener guard = snippet("class Guard ").make();
    ServletContext context = mock(ServletContext.class);
    FilterRegistration.Dynamic filter = mock(FilterRegistration.Dynamic.class);
    when(context.addFilter(any(), any(JwtFilter.class))).thenReturn(filter);
    guard.contextInitialized(new ServletContextEvent(context));
    verify(filter).setAsyncSupported(true);
    guard.contextDestroyed(new ServletContextEvent(context));
  }

  @Test
  void settingsInCode_hold() throws Exception {
    watchword = snippet("publicPaths").run().watchword();
    RequestGuard guard = watchword.guard();
    assertPass(guard.check(Requests.get("/health").facts()));
    String token = token().claim("aud", "api").text();
    assertStop(
        403, "scope_insufficient", guard.check(Requests.get("/admin/x").bearer(token).facts()));
    assertPass(guard.check(Requests.get("/feed").bearer(token).facts()));
  }

  @Test
  void check_seesCaller() throws Exception {
    watchword = snippet("tenant-active").with("active", Set.of("acme")).run().watchword();
    String acme = token().claim("tenant", "acme").text();
    assertPass(watchword.guard().check(Requests.get("/").bearer(acme).facts()));
    assertStop(403, "scope_insufficient", watchword.guard().check(bearer("/").facts()));
  }

  @Test
  void checkOfAccounts_seesVisitorsToo() throws Exception {
    CallerCheck open = snippet("class AccountCheck").make(Set.of());
    CallerCheck closed = snippet("class AccountCheck").make(Set.of("default"));
    Requests visitor = Requests.get("/feed").bearer("wpk_0123456789abcdef").query("user_id=bob");
    for (CallerCheck check : new CallerCheck[] {open, closed}) {
      try (Watchword each =
          builder()
              .set("watchword.publishable", "wpk_0123456789abcdef")
              .set("watchword.publishable.origins", "https://a.example")
              .rule("feed", "/feed publishable")
              .check("account", check)
              .start()) {
        assertEquals(check == open, each.guard().check(visitor.facts()) instanceof Pass);
        assertEquals(check == open, each.guard().check(bearer("/x").facts()) instanceof Pass);
      }
    }
  }

  @Test
  void headerOfOwnForm_holdsToken() throws Exception {
    watchword = snippet("\"legacy\"").run().watchword();
    Requests session = Requests.post("/").header("X-Session", "s:" + token().text());
    assertPass(watchword.guard().check(session.facts()));
    assertPass(watchword.guard().check(bearer("/").facts()));
  }

  @Test
  void linkWithToken_isGoodForHour() throws Exception {
    TokenExtractor link = snippet("class LinkExtractor").make();
    watchword =
        builder()
            .tokenExtractor("link", link)
            .rule("l", "/files/* source link kind signed")
            .start();
    String path = "/files/" + token().text() + "/report.pdf";
    assertPass(watchword.guard().check(Requests.get(path).facts()));
  }

  @Test
  void metrics_countRequests() throws Exception {
    MeterRegistry registry = new SimpleMeterRegistry();
    GuardListener metrics = snippet("class Metrics").make(registry);
    watchword = builder().listener(metrics).start();
    watchword.guard().check(bearer("/").facts());
    watchword.guard().check(Requests.get("/").facts());
    for (String reason : new String[] {"none", "missing"}) {
      double count = registry.get("watchword.requests").tag("reason", reason).counter().count();
      assertEquals(1.0, count, reason);
    }
  }

  @Test
  void store_isAsked() throws Exception {
    Store limitless = snippet("class LimitlessStore").make();
    watchword = builder().store(limitless).rule("one", "/one limit 1/1h").start();
    assertPass(watchword.guard().check(bearer("/one").facts()));
    assertPass(watchword.guard().check(bearer("/one").facts()));
  }

  @Test
  void storeOfThreeParts_remembers() throws Exception {
    MemoryStore engine = new MemoryStore();
    Store grid = snippet("class GridStore ").make(engine, engine.usedTokens(), engine.denyList());
    watchword =
        builder().store(grid).set("watchword.revocation", "on").rule("p", "/p once").start();
    Requests paid = Requests.get("/p").bearer(token().claim("jti", "a").text());
    assertPass(watchword.guard().check(paid.facts()));
    assertStop(401, "token_invalid", watchword.guard().check(paid.facts()));
    watchword.revocations().token("default", "b").revoke();
    Requests revoked = Requests.get("/").bearer(token().claim("jti", "b").text());
    assertStop(401, "token_invalid", watchword.guard().check(revoked.facts()));
  }

  @Test
  void providerOfStores_opensThemByUrl() throws Exception {
    StoreProvider provider = snippet("class GridStoreProvider").make();
    assertEquals(Set.of("grid"), provider.schemes());
    assertNotNull(provider.open(settings("grid://ann:password@10.0.0.1:5701")));
    StoreSettings wrong = settings("grid://ann:password@10.0.0.1");
    assertThrows(IllegalArgumentException.class, () -> provider.open(wrong));
  }

  private static StoreSettings settings(String url) {
    return new StoreSettings(URI.create(url), "app", Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Test
  void issuerInCode_isStrict() throws Exception {
    Issuer acme = snippet("named(\"acme\")").with("secret", SECRET).run().value("acme");
    assertEquals("https://acme.example", acme.rules().iss());
    assertTrue(acme.keys().get(0).liveAt(Tokens.NOW));
  }

  @Test
  void tokenOfUser_isWidgets() throws Exception {
    watchword = builder().set("watchword.issue.claims", "email").start();
    String token = snippet("tokens().issue").with("watchword", watchword).run().value("token");
    Verdict verdict = watchword.verifier().verify(token, Tokens.NOW);
    Verdict.Admitted admitted = assertInstanceOf(Verdict.Admitted.class, verdict);
    assertEquals(TokenKind.WIDGET, admitted.caller().kind());
  }

  @Test
  void adapter_guardsServerOfJdk() throws Exception {
    watchword = builder().publicPaths("/open").start();
    BiConsumer<HttpExchange, Caller> application =
        (exchange, caller) -> answer(exchange, caller == null ? 204 : 200);
    HttpHandler guarded = snippet("class GuardedHandler").make(watchword.guard(), application);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", guarded);
    server.start();
    try {
      assertEquals(204, get(server, "/open", "").statusCode());
      assertEquals(200, get(server, "/x", "Bearer " + token().text()).statusCode());
      HttpResponse<String> refused = get(server, "/x", "");
      assertEquals(401, refused.statusCode());
      assertTrue(refused.body().contains("token_missing"), refused::body);
      assertTrue(refused.headers().firstValue("WWW-Authenticate").isPresent());
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, int status) {
    try (exchange) {
      exchange.sendResponseHeaders(status, -1);
    } catch (IOException brokenOff) {
      throw new UncheckedIOException(brokenOff);
    }
  }

  private static HttpResponse<String> get(HttpServer server, String path, String authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http:/" + server.getAddress() + path));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void tokensOfTest_areAdmitted() throws Exception {
    PageSnippet.Run settings = snippet("InstantSource.fixed").with("secret", SECRET).run();
    watchword = settings.watchword();
    String token = settings.value("token");
    assertPass(watchword.guard().check(Requests.get("/").bearer(token).facts()));
    String ofPartner = snippet("named(\"partner\")").with("secret", SECRET).run().value("token");
    assertNotNull(ofPartner);
  }
}
