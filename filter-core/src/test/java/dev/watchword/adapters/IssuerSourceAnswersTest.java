package dev.watchword.adapters;

import static dev.watchword.adapters.RawClient.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.testing.Keys;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Issuer;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tenants that an issuer source knows, as requests see them. */
class IssuerSourceAnswersTest {
  private final TestClock clock = new TestClock();
  private static final String WPK = "wpk_0123456789abcdef";
  private static final String PUBLISHED = "0069c482-d42c-4e4b-bae9-893749215257";

  private final AtomicInteger failures = new AtomicInteger();
  private final List<String> details = new CopyOnWriteArrayList<>();

  private Issuer tenant(String selector) {
    return switch (selector) {
      case "acme" -> TestIssuer.withDefaults().name("acme").keys(Keys.key("acme")).issuer();
      case "fake" -> TestIssuer.withDefaults().name("own").keys(Keys.key("fake")).issuer();
      case "down" -> throw new IllegalStateException("the database is gone " + failures.get());
      default -> selector.contains("/") ? bad(selector) : thrown(selector);
    };
  }

  /** The selector is the name of a class that can be thrown. */
  private static Issuer thrown(String selector) {
    try {
      throw sneakily((Throwable) Class.forName(selector).getConstructor().newInstance());
    } catch (ReflectiveOperationException none) {
      return null;
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneakily(Throwable throwable) throws T {
    throw (T) throwable;
  }

  /** Issuers that the settings would refuse. */
  private static Issuer bad(String selector) {
    TestIssuer issuer = TestIssuer.withDefaults().name("bad").keys(Keys.key("acme"));
    return switch (selector) {
      case "bad/name" -> issuer.name("acme/eu").issuer();
      case "bad/log" -> issuer.name("acme\n200 admitted").issuer();
      case "bad/short" ->
          issuer.keys(key("short", TestSecrets.text("acme").substring(0, 31))).issuer();
      case "bad/poor" -> issuer.keys(key("poor", "abcdefg".repeat(9))).issuer();
      case "bad/pem" ->
          issuer.keys(key("pem", "-----BEGIN PUBLIC KEY-----" + TestSecrets.text("a"))).issuer();
      case "bad/published" -> issuer.keys(key("known", PUBLISHED)).issuer();
      case "bad/many" ->
          issuer
              .keys(Keys.key("acme"), Keys.key("b"), Keys.key("c"), Keys.key("d"), Keys.key("e"))
              .issuer();
      case "bad/twins" -> issuer.keys(Keys.named("acme", "k"), Keys.named("b", "k")).issuer();
      case "bad/kid" -> issuer.keys(Keys.named("acme", "k\n")).issuer();
      case "bad/ours" -> issuer.keys(key("ours", TestSecrets.text("own"))).issuer();
      default -> null;
    };
  }

  private static SharedKey key(String name, String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.US_ASCII);
    return new SharedKey(name, null, bytes, Set.of(MacAlgorithm.HS256), null, null);
  }

  private Watchword watchword() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(clock)
        .issuerSource(this::tenant)
        .set("watchword.choose", "header X-Workspace")
        .set("watchword.issuers", "own")
        .set("watchword.issuer.own.secret", TestSecrets.text("own"))
        .set("watchword.limit.failures", "3/1m")
        .set("watchword.rules", "open")
        .set("watchword.rule.open", "/rest/inbox/* publishable")
        .listener(event -> details.add(event.detail()))
        .start();
  }

  private static String token(Tokens tokens) {
    return bearer(tokens.text());
  }

  @ParameterizedTest
  @EnumSource
  void tenantInIssuerSource_isFoundOrRefused(Adapter adapter) throws Exception {
    String acme = token(Tokens.good().signedBy("acme"));
    try (RawClient site = adapter.serve(watchword())) {
      assertEquals("200 Caller[acme/alice]", site.get("/x", acme, "X-Workspace: acme").brief());
      assertEquals("401", site.get("/x", acme, "X-Workspace: nobody").brief());
      assertEquals("401", site.get("/x", acme).brief());
      // One that takes the name of an issuer of the settings is no answer.
      String fake = token(Tokens.good().signedBy("fake"));
      assertEquals("503", site.get("/x", fake, "X-Workspace: fake").brief());
    }
  }

  @ParameterizedTest
  @EnumSource
  void unavailableSource_isAnswered503AndNotCountedAsFailure(Adapter adapter) throws Exception {
    String acme = token(Tokens.good().signedBy("acme"));
    try (RawClient site = adapter.serve(watchword())) {
      for (int i = 0; i < 10; i++) {
        RawClient.Reply reply = site.get("/x", acme, "X-Workspace: down");
        assertEquals(503, reply.status());
        assertNotNull(reply.header("Retry-After"));
        assertNotNull(reply.header("Cache-Control"));
      }
      assertEquals("401", site.get("/x", acme, "X-Workspace: nobody").brief()); // and not 429
    }
  }

  private static final List<Class<? extends Throwable>> THROWABLE =
      List.of(
          RuntimeException.class,
          NoClassDefFoundError.class,
          ServiceConfigurationErrorOfOurs.class,
          AssertionError.class,
          StackOverflowError.class,
          Error.class,
          IOException.class,
          InterruptedException.class,
          Throwable.class);

  /** The one of the JDK cannot be made without a message. */
  public static final class ServiceConfigurationErrorOfOurs extends ServiceConfigurationError {
    private static final long serialVersionUID = 1L;

    /** For a source to throw. */
    public ServiceConfigurationErrorOfOurs() {
      super("no driver");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyErrorThrownBySource_isNotCountedAsFailure(Adapter adapter) throws Exception {
    String acme = token(Tokens.good().signedBy("acme"));
    try (RawClient site = adapter.serve(watchword())) {
      for (Class<? extends Throwable> one : THROWABLE) {
        String picks = "X-Workspace: " + one.getName();
        assertUnavailable(site.get("/x", acme, picks));
        assertUnavailable(site.get("/inbox/a?user_id=u", bearer(WPK), picks));
        assertTrue(details.remove(details.size() - 1).contains(one.getName()), one::getName);
      }
      assertEquals("200 Caller[acme/alice]", site.get("/x", acme, "X-Workspace: acme").brief());
    }
  }

  private static void assertUnavailable(RawClient.Reply reply) {
    assertEquals(503, reply.status(), reply::body);
    assertNotNull(reply.header("Retry-After"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bad/name|issuer 'acme/eu' needs a name of lower-case letters, digits, - and _ only",
        "bad/log|issuer 'acme\\u000a200 admitted' needs a name",
        "bad/short|the key 'short', whose secret has 31 bytes, but HS256 needs at least 32",
        "bad/poor|the key 'poor', whose secret has fewer than 8 different bytes",
        "bad/pem|the key 'pem', whose secret is PEM text",
        "bad/published|the key 'known', whose secret has been published",
        "bad/many|has more than 4 keys that are live at once",
        "bad/twins|has the kid 'k' for two keys",
        "bad/kid|has a kid that is not 1 to 128 printable",
        "bad/ours|has the secret of an issuer of the settings",
      })
  void issuerThatSettingsWouldRefuse_isAnswered503(String selector, String fault) throws Exception {
    String acme = token(Tokens.good().signedBy("acme"));
    try (RawClient site = Adapter.SERVLET.serve(watchword())) {
      assertUnavailable(site.get("/x", acme, "X-Workspace: " + selector));
      assertEquals(1, details.size());
      String line = details.get(0);
      assertTrue(line.contains(fault), line);
      assertTrue(line.chars().noneMatch(Character::isISOControl), line);
      assertFalse(line.contains(TestSecrets.text("acme").substring(0, 8)), line);
      assertEquals("200 Caller[acme/alice]", site.get("/x", acme, "X-Workspace: acme").brief());
    }
  }

  @ParameterizedTest
  @EnumSource(names = "SERVLET")
  void cachedToken_isRefusedOnceItHasExpired(Adapter adapter) throws Exception {
    String brief = token(Tokens.good().signedBy("acme").expiringAt(Tokens.NOW.plusSeconds(5)));
    try (RawClient site = adapter.serve(watchword())) {
      assertEquals("200 Caller[acme/alice]", site.get("/x", brief, "X-Workspace: acme").brief());
      clock.pass(Duration.ofSeconds(36)); // five, and thirty of leeway
      assertEquals("401", site.get("/x", brief, "X-Workspace: acme").brief());
    }
  }
}
