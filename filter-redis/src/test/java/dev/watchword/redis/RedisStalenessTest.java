package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.limit.Revocation;
import dev.watchword.limit.StoreSettings;
import dev.watchword.limit.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requirement 61: for how long a node may not know what another has revoked. */
class RedisStalenessTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration STALENESS = Duration.ofMinutes(1);
  private static final Subject ANN = Subject.caller("acme", "ann");
  private static final Map<Subject, Revocation> REVOKED = Map.of(ANN, Revocation.ofAll());

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000); // it will overflow
  private RedisProcess redis;
  private RedisStore here;
  private RedisStore there;

  @BeforeEach
  void start() {
    redis = RedisProcess.start();
    StoreSettings settings = redis.settings(TIMEOUT, STALENESS);
    here = RedisStore.open(settings, nanos::get);
    there = RedisStore.open(settings, System::nanoTime);
  }

  @AfterEach
  void stop() {
    here.close();
    there.close();
    redis.close();
  }

  private Map<Subject, Revocation> find() {
    return here.denyList().find(List.of(ANN));
  }

  private void revokeThere() {
    there.denyList().revoke(ANN, Revocation.ofAll(), null);
  }

  @Test
  void revocationOfOtherNode_isKnownOnceStalenessIsOver() {
    assertEquals(Map.of(), find());
    revokeThere();
    nanos.addAndGet(STALENESS.minusMillis(1).toNanos());
    assertEquals(Map.of(), find());
    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertEquals(REVOKED, find());
  }

  /** What was so when Redis was asked may be over when the answer comes. */
  @Test
  void answerThatTookLong_isNotKnownLongerForThat() throws Exception {
    assertEquals(Map.of(), find());
    nanos.addAndGet(STALENESS.toNanos());
    redis.freeze();
    AtomicReference<Map<Subject, Revocation>> found = new AtomicReference<>();
    Thread asking = new Thread(() -> found.set(find()));
    asking.start();
    Eventually.isTrue(TIMEOUT, () -> asking.getState() == Thread.State.TIMED_WAITING);
    nanos.addAndGet(STALENESS.toNanos());
    redis.goOn();
    asking.join();
    assertEquals(Map.of(), found.get());
    revokeThere();
    assertEquals(REVOKED, find());
  }
}
