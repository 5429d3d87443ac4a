package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.watchword.testing.Background;
import dev.watchword.testing.TestSecrets;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The background lives as long as somebody can use what it keeps up to date, and no longer. */
class OwnerGoneTest {
  private static Watchword started() {
    return Watchword.builder()
        .set("watchword.secret", TestSecrets.text("gone"))
        .set("watchword.refresh", "1s")
        .start();
  }

  private static WeakReference<Watchword> dropped(ReferenceQueue<Watchword> collected) {
    return new WeakReference<>(started(), collected);
  }

  @Test
  void oneThatIsDropped_takesItsThreadAlong() throws Exception {
    Background background = new Background();
    ReferenceQueue<Watchword> collected = new ReferenceQueue<>();
    Background.awaitCollected(collected, Set.of(dropped(collected)));
    background.assertEnded();
  }

  static Stream<Function<Watchword, Object>> parts() {
    return Stream.of(
        Watchword::guard,
        Watchword::identifier,
        Watchword::endpoints,
        Watchword::revocations,
        watchword -> watchword.issuer().signer(),
        watchword -> watchword.issuer().tokens(),
        watchword -> watchword.endpoints().signatures(),
        watchword -> watchword.endpoints().userTokens(),
        watchword -> watchword.endpoints().token());
  }

  private static WeakReference<Watchword> whole(Function<Watchword, Object> part, Object[] kept) {
    Watchword watchword = started();
    kept[0] = part.apply(watchword);
    return new WeakReference<>(watchword);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void partInUse_keepsWhole(Function<Watchword, Object> part) throws Exception {
    Object[] kept = new Object[1];
    WeakReference<Watchword> whole = whole(part, kept);
    Background.collect();
    Watchword found = whole.get();
    Reference.reachabilityFence(kept);
    assertNotNull(found);
    found.close();
  }
}
