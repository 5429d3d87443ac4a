package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerSource;
import dev.watchword.token.IssuerSourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A source that is slow, or hangs, while many ask. */
@Timeout(60)
class IssuerSourceLoadTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);
  private static final int MOST_OPEN = 16;
  private static final int MOST_WAITING = 256;
  private static final String LATE = "the issuer source did not answer in time";

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<CachingIssuerSource> opened = new ArrayList<>();

  @AfterEach
  void end() {
    end.countDown();
    threads.shutdownNow();
    opened.forEach(CachingIssuerSource::close);
  }

  private CachingIssuerSource source(Duration patience, IssuerSource tenants) {
    CachingIssuerSource source =
        new CachingIssuerSource(
            selector -> {
              asked.incrementAndGet();
              return tenants.find(selector);
            },
            nanos::get,
            patience);
    opened.add(source);
    return source;
  }

  private static Issuer tenant(String name) {
    return TestIssuer.withDefaults().name(name).issuer().granting(Set.of());
  }

  private static Issuer another(String selector) {
    return TestIssuer.withDefaults().name(selector).keys(Keys.key(selector)).issuer();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException ended) {
      throw new IllegalStateException(ended);
    }
  }

  private static String refusal(Future<?> asking) {
    Throwable why = assertThrows(ExecutionException.class, asking::get).getCause();
    assertTrue(why instanceof IssuerSourceException, why::toString);
    return why.getMessage();
  }

  @Test
  void coldStartOfManyTenants_isSlowAndRefusesNone() throws Exception {
    CountDownLatch full = new CountDownLatch(MOST_OPEN);
    AtomicInteger open = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CachingIssuerSource source =
        source(
            AN_HOUR,
            selector -> {
              most.accumulateAndGet(open.incrementAndGet(), Math::max);
              full.countDown();
              await(full);
              open.decrementAndGet();
              return another(selector);
            });
    List<Future<Issuer>> found = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String selector = "tenant" + i;
      found.add(threads.submit(() -> source.find(selector)));
    }
    for (int i = 0; i < 200; i++) {
      assertEquals("tenant" + i, found.get(i).get().name());
    }
    assertEquals(200, asked.get());
    assertEquals(MOST_OPEN, most.get());
  }

  @Test
  void unknownSelectorsAfterRestart_letValidTenantsWaitTheirTurn() throws Exception {
    Issuer acme = tenant("acme");
    CountDownLatch full = new CountDownLatch(MOST_OPEN);
    CachingIssuerSource source =
        source(
            AN_HOUR,
            selector -> {
              if (selector.equals("acme")) {
                return acme;
              }
              full.countDown();
              await(end);
              return null;
            });
    List<Future<Issuer>> unknown = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String selector = "invented" + i;
      unknown.add(threads.submit(() -> source.find(selector)));
    }
    await(full);
    Future<Issuer> valid = threads.submit(() -> source.find("acme"));
    end.countDown();
    assertSame(acme, valid.get());
    for (Future<Issuer> one : unknown) {
      assertNull(one.get());
    }
  }

  @Test
  void moreThanMayWait_areRefusedAtOnce() throws Exception {
    CachingIssuerSource source =
        source(
            AN_HOUR,
            selector -> {
              await(end);
              return another(selector);
            });
    CompletionService<Issuer> asking = new ExecutorCompletionService<>(threads);
    for (int i = 0; i <= MOST_WAITING; i++) {
      String selector = "tenant" + i % 20; // most of them wait for what another has asked
      asking.submit(() -> source.find(selector));
    }
    assertEquals("too many questions to the issuer source are open", refusal(asking.take()));
    end.countDown();
    for (int i = 0; i < MOST_WAITING; i++) {
      assertNotNull(asking.take().get());
    }
    assertEquals(20, asked.get());
  }

  @Test
  void hangingCall_isAwaitedForLimitedTimeAndNotByLaterRequests() {
    CountDownLatch begun = new CountDownLatch(1);
    CachingIssuerSource source = source(Duration.ZERO, hanging(begun));
    assertNoAnswer(source, "acme", LATE);
    await(begun);
    assertNoAnswer(source, "acme", LATE);
    assertEquals(1, asked.get());
  }

  @Test
  void answerThatComesTooLate_countsForThoseWhoAskLater() {
    CountDownLatch begun = new CountDownLatch(1);
    CachingIssuerSource source = source(Duration.ZERO, hanging(begun));
    assertNoAnswer(source, "acme", LATE);
    await(begun);
    end.countDown();
    while (true) { // the thread of the source is about to remember its answer
      try {
        assertEquals("acme", source.find("acme").name());
        break;
      } catch (IssuerSourceException notYet) {
        Thread.onSpinWait();
      }
    }
    assertEquals(1, asked.get());
  }

  @Test
  void sourceThatHangsForEverySelector_isNotWaitedForAtAll() {
    CountDownLatch begun = new CountDownLatch(MOST_OPEN);
    CachingIssuerSource source = source(Duration.ZERO, hanging(begun));
    for (int i = 0; i < MOST_OPEN; i++) {
      assertNoAnswer(source, "tenant" + i, LATE);
    }
    await(begun);
    for (int i = 0; i < 300; i++) {
      assertNoAnswer(source, "another" + i, "the issuer source hangs: 16 calls do not end");
    }
    assertEquals(MOST_OPEN, asked.get());
  }

  @Test
  void interruptedRequest_getsNoAnswerAndStaysInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CachingIssuerSource source = source(AN_HOUR, hanging(begun));
    Future<Boolean> waiting =
        threads.submit(
            () -> {
              assertThrows(IssuerSourceException.class, () -> source.find("acme"));
              return Thread.currentThread().isInterrupted();
            });
    await(begun);
    threads.shutdownNow();
    assertTrue(waiting.get());
  }

  @Test
  void closedSource_isNotAskedAndItsThreadsEnd() throws Exception {
    List<Thread> askers = new CopyOnWriteArrayList<>();
    CachingIssuerSource source =
        source(
            AN_HOUR,
            selector -> {
              askers.add(Thread.currentThread());
              return tenant(selector);
            });
    assertEquals("acme", source.find("acme").name());
    assertTrue(askers.get(0).isDaemon());
    source.close();
    askers.get(0).join();
    assertEquals("acme", source.find("acme").name()); // what is remembered is good still
    assertNoAnswer(
        source, "globex", "the application has ended, and asks the issuer source no more");
  }

  @Test
  void threadOfSource_hasNothingOfRequestThatStartedIt() {
    InheritableThreadLocal<String> ofTheRequest = new InheritableThreadLocal<>();
    ofTheRequest.set("of the request");
    List<Object> seen = new CopyOnWriteArrayList<>();
    ClassLoader application = new ClassLoader(null) {};
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(application);
    CachingIssuerSource source =
        source(
            AN_HOUR,
            selector -> {
              seen.add(String.valueOf(ofTheRequest.get()));
              seen.add(Thread.currentThread().getContextClassLoader());
              return tenant(selector);
            });
    thread.setContextClassLoader(before);
    assertEquals("acme", source.find("acme").name());
    assertEquals(List.of("null", application), seen);
    ofTheRequest.remove();
  }

  private IssuerSource hanging(CountDownLatch begun) {
    return selector -> {
      begun.countDown();
      await(end);
      return tenant(selector);
    };
  }

  private static void assertNoAnswer(CachingIssuerSource source, String selector, String why) {
    assertEquals(
        why, assertThrows(IssuerSourceException.class, () -> source.find(selector)).getMessage());
  }
}
