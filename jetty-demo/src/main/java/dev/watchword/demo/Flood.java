package dev.watchword.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.Watchword;
import dev.watchword.guard.Decision;
import dev.watchword.http.RequestFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * {@code POST /flood} with {@code {"calls":2000}}: a flood of forged tokens from a made-up address,
 * and as many good ones. The guard judges them on this very thread, so its CPU time is theirs
 * alone; the network is left out. One flood at a time.
 */
final class Flood {
  private static final int MOST_CALLS = 2000;
  private static final int WARM = 3000;

  /** Of RFC 5737: nobody has them, so nobody else is slowed for these bad tokens. */
  private static final String ADDRESS = "203.0.113.13";

  private static final String OF_WARM_UP = "198.51.100.13";

  private final Watchword watchword;
  private final InstantSource clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /** How often each kind was judged before; guarded by the lock. */
  private int warmedUp;

  Flood(Watchword watchword, InstantSource clock) {
    this.watchword = watchword;
    this.clock = clock;
  }

  /**
   * What each kind of token came to and cost.
   *
   * @throws IllegalArgumentException where {@code calls} is no number from 1 to 2000
   * @throws IllegalStateException while another flood is under way
   */
  Map<String, Object> flood(JsonNode wish) {
    int calls = wish.path("calls").asInt(wish.has("calls") ? -1 : MOST_CALLS);
    if (calls < 1 || calls > MOST_CALLS) {
      throw new IllegalArgumentException("calls is a number from 1 to " + MOST_CALLS);
    }
    if (!oneAtATime.tryLock()) {
      throw new IllegalStateException("another flood is under way");
    }
    try {
      return measured(calls);
    } finally {
      oneAtATime.unlock();
    }
  }

  private Map<String, Object> measured(int calls) {
    Instant now = clock.instant();
    List<String> good =
        IntStream.range(0, calls)
            .mapToObj(i -> Mint.token(watchword, "alice", Duration.ofMinutes(1), now))
            .toList();
    List<String> forged = good.stream().map(Flood::forged).toList();
    Map<String, Object> costs = new LinkedHashMap<>();
    warmUp(good, forged);
    costs.put("calls", calls);
    costs.put("forged", CostMeter.of(calls, i -> judged(forged.get(i), ADDRESS)));
    costs.put("good", CostMeter.of(calls, i -> judged(good.get(i), ADDRESS)));
    costs.put("again", CostMeter.of(calls, i -> judged(good.get(i), ADDRESS)));
    return costs;
  }

  /** Code that has run seldom is slow, whatever it judges: that would be measured otherwise. */
  private void warmUp(List<String> good, List<String> forged) {
    for (int i = warmedUp; i < WARM; i++) {
      judged(forged.get(i % forged.size()), OF_WARM_UP);
      judged(good.get(i % good.size()), OF_WARM_UP);
    }
    warmedUp = WARM;
  }

  /** The same token, but its MAC was guessed: the costliest that nobody can make. */
  private static String forged(String token) {
    int mac = token.lastIndexOf('.') + 1;
    char other = token.charAt(mac) == 'A' ? 'B' : 'A';
    return token.substring(0, mac) + other + token.substring(mac + 1);
  }

  private String judged(String token, String address) {
    RequestFacts facts =
        new RequestFacts(
            "GET",
            "",
            "/api/echo",
            "/api/echo",
            null,
            address,
            name ->
                name.equalsIgnoreCase("Authorization") ? List.of("Bearer " + token) : List.of());
    return watchword.guard().check(facts) instanceof Decision.Stop stop
        ? Integer.toString(stop.answer().status())
        : "passed";
  }
}
