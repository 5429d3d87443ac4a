package dev.watchword.testkit;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.guard.Decision;
import dev.watchword.http.RequestFacts;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Watchword for tests, with a clock that stands still and a secret that nobody has. Register it
 * in a field: in a static one it is one for all tests of the class, else each test gets another. It
 * reads nothing of the machine's environment.
 */
public final class WatchwordExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  /** The {@code iss} of its tokens. */
  public static final String ISSUER = "https://issuer.test";

  /** The {@code aud} of its tokens. */
  public static final String AUDIENCE = "test";

  private final UnaryOperator<WatchwordBuilder> settings;
  private final String secret;
  private volatile Instant now = Instant.parse("2027-01-31T12:00:00Z");
  private @Nullable Watchword watchword;
  private boolean isForAll;

  private WatchwordExtension(UnaryOperator<WatchwordBuilder> settings) {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.secret = HexFormat.of().formatHex(random);
    this.settings = settings;
  }

  /** One with the settings and hooks of the application; the secret and the clock are its own. */
  public static WatchwordExtension with(UnaryOperator<WatchwordBuilder> settings) {
    return new WatchwordExtension(settings);
  }

  /** The one of the test that runs, for a filter or a server of the test. */
  public Watchword watchword() {
    return Objects.requireNonNull(watchword, "no test runs");
  }

  /** The text that both sides share. */
  public String secret() {
    return secret;
  }

  /** What the clock shows. */
  public Instant now() {
    return now;
  }

  /** Sets the clock forward. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** A good token of {@code alice}, from now on for a quarter of an hour. */
  public TestToken token() {
    return TestToken.of(secret, now).sub("alice").claim("iss", ISSUER).claim("aud", AUDIENCE);
  }

  /**
   * What is decided about a request with that token, without a server.
   *
   * @param token the compact form, sent as {@code Authorization: Bearer}; null for none
   */
  public Decision decide(String method, String path, @Nullable String token) {
    List<String> values = token == null ? List.of() : List.of("Bearer " + token);
    return watchword()
        .guard()
        .check(
            new RequestFacts(
                method,
                "",
                path,
                path,
                null,
                "203.0.113.7",
                name -> name.equalsIgnoreCase("Authorization") ? values : List.of()));
  }

  private void start() {
    watchword =
        settings
            .apply(
                Watchword.builder()
                    .surroundings(Map.of(), new Properties())
                    .set("watchword.iss", ISSUER)
                    .set("watchword.audiences", AUDIENCE))
            .secret(secret)
            .clock(() -> now)
            .start();
  }

  private void stop() {
    if (watchword != null) {
      watchword.close();
      watchword = null;
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    isForAll = true;
    start();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!isForAll) {
      start();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!isForAll) {
      stop();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    stop();
  }
}
