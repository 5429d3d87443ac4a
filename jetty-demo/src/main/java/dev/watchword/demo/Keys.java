package dev.watchword.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.token.Issuer;
import dev.watchword.token.SharedKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of each issuer, without their secrets, and the rotation of the first one's. */
final class Keys {
  private static final long USUAL_GRACE = 120;
  private static final long LONGEST_GRACE = 600;

  /** An operator's folder may have thousands of issuers, which no page shows. */
  private static final int MOST_ISSUERS = 50;

  private final Protection protection;

  Keys(Protection protection) {
    this.protection = protection;
  }

  /**
   * What is in force now of at most fifty issuers, by the server's clock, which the page need not
   * share.
   */
  Map<String, Object> list() {
    Instant now = protection.clock().instant();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("now", now.toString());
    answer.put("rotates", protection.secret() != null);
    answer.put(
        "issuers",
        protection.watchword().issuers().stream()
            .limit(MOST_ISSUERS)
            .map(issuer -> described(issuer, now))
            .toList());
    return answer;
  }

  private static Map<String, Object> described(Issuer issuer, Instant now) {
    return Map.of(
        "name",
        issuer.name(),
        "keys",
        issuer.keys().stream().map(key -> described(key, now)).toList());
  }

  private static Map<String, @Nullable Object> described(SharedKey key, Instant now) {
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    described.put("name", key.name());
    described.put("kid", key.kid());
    described.put("fingerprint", key.fingerprint());
    described.put("from", text(key.from()));
    described.put("until", text(key.until()));
    described.put("used", text(key.lastUsed()));
    described.put("state", state(key, now));
    return described;
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static String state(SharedKey key, Instant now) {
    if (key.liveAt(now)) {
      return key.until() == null ? "live" : "ending";
    }
    return key.from() != null && now.isBefore(key.from()) ? "not yet" : "ended";
  }

  /**
   * Makes a new secret; the present one stays good for {@code grace} seconds, 120 unless said.
   *
   * @throws IllegalArgumentException where the grace is no number of seconds from 1 to 600
   * @throws IllegalStateException where the secret is the operator's, or the last rotation is still
   *     under way
   */
  Map<String, Object> rotate(JsonNode wish) {
    RollingSecret secret = protection.secret();
    if (secret == null) {
      throw new IllegalStateException(
          "the secret is yours: rotate it where you keep it, as docs/operating.md says");
    }
    secret.roll(grace(wish, USUAL_GRACE, 1), protection.watchword()::refresh);
    return list();
  }

  /** The wished grace; an {@code IllegalArgumentException} where there can be none such. */
  static Duration grace(JsonNode wish, long usual, long least) {
    JsonNode seconds = wish.path("grace");
    boolean isWhole = seconds.isMissingNode() || seconds.isIntegralNumber();
    long grace = seconds.isMissingNode() ? usual : seconds.asLong(-1);
    if (!isWhole || grace < least || grace > LONGEST_GRACE) {
      throw new IllegalArgumentException(
          "grace is a number of seconds from " + least + " to " + LONGEST_GRACE);
    }
    return Duration.ofSeconds(grace);
  }
}
