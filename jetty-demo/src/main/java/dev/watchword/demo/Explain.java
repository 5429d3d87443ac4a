package dev.watchword.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.Watchword;
import dev.watchword.explain.Explanation;
import dev.watchword.token.IssuerFilter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code POST /explain} with {@code {"token":"…"}}: the verifier's checks one by one, as {@code
 * watchword explain --json} prints them. What a path rule demands is not looked at, and nothing is
 * logged.
 */
final class Explain {
  private final Watchword watchword;
  private final InstantSource clock;

  Explain(Watchword watchword, InstantSource clock) {
    this.watchword = watchword;
    this.clock = clock;
  }

  Map<String, Object> explain(JsonNode wish) {
    if (!wish.path("token").isTextual()) {
      throw new IllegalArgumentException("token is a text");
    }
    IssuerFilter any = watchword.guard().issuerResolver().filter(List.of(), Set.of());
    String token = wish.path("token").asText();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS); // finer ones are hard to read
    return Explanation.of(watchword.verifier(), token, any, now).asMap();
  }
}
