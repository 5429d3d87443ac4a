package dev.watchword.adapters;

import static dev.watchword.adapters.Client.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.watchword.config.Watchword;
import dev.watchword.testing.Keys;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Issuer;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tenants that a key source knows, as requests see them. */
class KeySourceAnswersTest {
  private final TestClock clock = new TestClock();
  private final AtomicInteger failures = new AtomicInteger();

  private Issuer tenant(String selector) {
    return switch (selector) {
      case "acme" -> TestIssuer.standard().name("acme").keys(Keys.key("acme")).issuer();
      case "fake" -> TestIssuer.standard().name("own").keys(Keys.key("fake")).issuer();
      case "down" -> throw new IllegalStateException("the database is gone " + failures.get());
      default -> null;
    };
  }

  private Watchword watchword() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(clock)
        .keySource(this::tenant)
        .set("watchword.choose", "header X-Workspace")
        .set("watchword.issuers", "own")
        .set("watchword.issuer.own.secret", TestSecrets.text("own"))
        .set("watchword.limit.failures", "3/1m")
        .start();
  }

  private static String token(Tokens tokens) {
    return bearer(tokens.text());
  }

  @ParameterizedTest
  @EnumSource
  void aTenantIsFoundOrNot(Adapter adapter) throws Exception {
    String acme = token(Tokens.good().signedBy("acme"));
    try (Client site = adapter.serve(watchword())) {
      assertEquals("200 Caller[acme/alice]", site.get("/x", acme, "X-Workspace: acme").brief());
      assertEquals("401", site.get("/x", acme, "X-Workspace: nobody").brief());
      assertEquals("401", site.get("/x", acme).brief());
      // One that takes the name of an issuer of the settings is nobody.
      String fake = token(Tokens.good().signedBy("fake"));
      assertEquals("401", site.get("/x", fake, "X-Workspace: fake").brief());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSourceThatCannotAnswerIsNobodysFailure(Adapter adapter) throws Exception {
    String acme = token(Tokens.good().signedBy("acme"));
    try (Client site = adapter.serve(watchword())) {
      for (int i = 0; i < 10; i++) {
        Client.Reply reply = site.get("/x", acme, "X-Workspace: down");
        assertEquals(503, reply.status());
        assertNotNull(reply.header("Retry-After"));
        assertNotNull(reply.header("Cache-Control"));
      }
      assertEquals("401", site.get("/x", acme, "X-Workspace: nobody").brief()); // and not 429
    }
  }

  @ParameterizedTest
  @EnumSource(names = "SERVLET")
  void aRememberedTokenEndsWithinItsMinuteAndItsOwnEnd(Adapter adapter) throws Exception {
    String brief = token(Tokens.good().signedBy("acme").expiringAt(Tokens.NOW.plusSeconds(5)));
    try (Client site = adapter.serve(watchword())) {
      assertEquals("200 Caller[acme/alice]", site.get("/x", brief, "X-Workspace: acme").brief());
      clock.pass(Duration.ofSeconds(36)); // five, and thirty of leeway
      assertEquals("401", site.get("/x", brief, "X-Workspace: acme").brief());
    }
  }
}
