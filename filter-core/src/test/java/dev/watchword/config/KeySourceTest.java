package dev.watchword.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.TestIssuer;
import dev.watchword.token.Issuer;
import dev.watchword.token.KeySource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A key source is asked seldom, and strangers cannot keep tenants from being found. */
@Timeout(60)
class KeySourceTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final Issuer acme = TestIssuer.standard().name("acme").issuer();
  private final ExecutorService threads = Executors.newFixedThreadPool(64);
  private volatile KeySource tenants = selector -> selector.equals("acme") ? acme : null;
  private final KeySource remembered =
      new RememberedKeySource(
          selector -> {
            asked.incrementAndGet();
            return tenants.find(selector);
          },
          nanos::get);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void whoIsFoundIsAskedForOnceAMinute() {
    assertSame(acme, remembered.find("acme"));
    pass(Duration.ofSeconds(59));
    assertSame(acme, remembered.find("acme"));
    assertEquals(1, asked.get());
    pass(Duration.ofSeconds(1));
    tenants = selector -> null;
    assertNull(remembered.find("acme"));
    assertEquals(2, asked.get());
  }

  @Test
  void whoIsAbsentIsAskedForEveryTenSeconds() {
    assertNull(remembered.find("nobody"));
    assertNull(remembered.find("nobody"));
    assertEquals(1, asked.get());
    pass(Duration.ofSeconds(10));
    assertNull(remembered.find("nobody"));
    assertEquals(2, asked.get());
  }

  @Test
  void aFailureIsNotRemembered() {
    tenants =
        selector -> {
          throw new IllegalStateException("the database is gone");
        };
    assertThrows(RuntimeException.class, () -> remembered.find("acme"));
    assertThrows(RuntimeException.class, () -> remembered.find("acme"));
    tenants = selector -> acme;
    assertSame(acme, remembered.find("acme"));
    assertEquals(3, asked.get());
  }

  @Test
  void oddSelectorsAreNotAskedFor() {
    assertNull(remembered.find(""));
    assertNull(remembered.find("x".repeat(257)));
    assertEquals(0, asked.get());
  }

  @Test
  void inventedSelectorsPushOutNobody() {
    assertSame(acme, remembered.find("acme"));
    for (int i = 0; i < 200_000; i++) {
      assertNull(remembered.find("invented" + i));
    }
    assertEquals(200_001, asked.get());
    assertSame(acme, remembered.find("acme"));
    assertEquals(200_001, asked.get());
  }

  @Test
  void manyWhoAskForOneTenantAreOneQuestion() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    tenants =
        selector -> {
          waiting.countDown();
          await(answer);
          return acme;
        };
    List<Future<Issuer>> found = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      found.add(threads.submit(() -> remembered.find("acme")));
    }
    await(waiting);
    answer.countDown();
    for (Future<Issuer> one : found) {
      assertSame(acme, one.get());
    }
    assertEquals(1, asked.get());
  }

  @Test
  void aFloodOfStrangersIsSixteenQuestions_andKeepsNoTenantOut() throws Exception {
    assertSame(acme, remembered.find("acme"));
    pass(Duration.ofMinutes(2)); // it has to be asked for again, in the middle of the flood
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(16);
    tenants =
        selector -> {
          if (selector.equals("acme")) {
            return acme;
          }
          open.countDown();
          await(end);
          return null;
        };
    List<Future<Issuer>> strangers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String selector = "invented" + i;
      strangers.add(threads.submit(() -> remembered.find(selector)));
    }
    await(open);
    IllegalStateException tooMany =
        assertThrows(IllegalStateException.class, () -> remembered.find("one more"));
    assertTrue(tooMany.getMessage().contains("too many questions"));
    assertSame(acme, remembered.find("acme"));
    end.countDown();
    for (Future<Issuer> one : strangers) {
      assertNull(one.get());
    }
    assertNull(remembered.find("one more"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException ended) {
      throw new IllegalStateException(ended);
    }
  }
}
