package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerSource;
import dev.watchword.token.IssuerSourceException;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An issuer source is asked seldom, and unknown selectors do not keep tenants from being found. */
@Timeout(60)
class CachingIssuerSourceTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final Issuer acme = TestIssuer.withDefaults().name("acme").issuer().granting(Set.of());
  private final ExecutorService threads = Executors.newFixedThreadPool(64);
  private volatile IssuerSource tenants = selector -> selector.equals("acme") ? acme : null;
  private final CachingIssuerSource remembered =
      new CachingIssuerSource(
          selector -> {
            asked.incrementAndGet();
            return tenants.find(selector);
          },
          nanos::get);

  @AfterEach
  void end() {
    threads.shutdownNow();
    remembered.close();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void foundIssuer_isAskedForOncePerMinute() {
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
  void absentIssuer_isAskedForEveryTenSeconds() {
    assertNull(remembered.find("nobody"));
    assertNull(remembered.find("nobody"));
    assertEquals(1, asked.get());
    pass(Duration.ofSeconds(10));
    assertNull(remembered.find("nobody"));
    assertEquals(2, asked.get());
  }

  @Test
  void failure_isNotCached() {
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
  void oddSelectors_areNotAskedFor() {
    assertNull(remembered.find(""));
    assertNull(remembered.find("x".repeat(257)));
    assertNull(remembered.find("acme\n"));
    assertNull(remembered.find("acme\ud800"));
    assertNull(remembered.find("\u202eacme"));
    assertEquals(0, asked.get());
  }

  @Test
  void inventedSelectors_evictNoTenant() {
    assertSame(acme, remembered.find("acme"));
    for (int i = 0; i < 200_000; i++) {
      assertNull(remembered.find("invented" + i));
    }
    assertEquals(200_001, asked.get());
    assertSame(acme, remembered.find("acme"));
    assertEquals(200_001, asked.get());
  }

  @Test
  void concurrentLookupsOfOneTenant_areOneQuestion() throws Exception {
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
  void floodOfUnknownSelectors_isSixteenQuestionsAndBlocksNoTenant() throws Exception {
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
    List<Future<Issuer>> unknown = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      String selector = "invented" + i;
      unknown.add(threads.submit(() -> remembered.find(selector)));
    }
    await(open);
    assertSame(acme, remembered.find("acme"));
    assertEquals(18, asked.get());
    end.countDown();
    for (Future<Issuer> one : unknown) {
      assertNull(one.get());
    }
  }

  private static Issuer tenant(String name, String... secrets) {
    SharedKey[] keys = Stream.of(secrets).map(Keys::key).toArray(SharedKey[]::new);
    return TestIssuer.withDefaults().name(name).keys(keys).issuer();
  }

  private void assertNoAnswer(String selector, String fault) {
    IssuerSourceException refused =
        assertThrows(IssuerSourceException.class, () -> remembered.find(selector));
    assertTrue(refused.getMessage().contains(fault), refused::getMessage);
  }

  @Test // as for an issuer of the settings that is one of several
  void issuerWithoutGrants_confersNothing() {
    tenants = selector -> tenant("acme", "a");
    assertEquals(Set.of(), remembered.find("acme").grants());
    tenants = selector -> tenant("globex", "b").granting(Set.of("read"));
    assertEquals(Set.of("read"), remembered.find("globex").grants());
  }

  @Test
  void twoIssuersOfOneName_areNotBothAccepted() {
    tenants = selector -> tenant("acme", selector.replaceAll("\\W", ""));
    assertEquals("acme", remembered.find("acme.uk").name());
    assertNoAnswer("acme.eu", "'acme', which has the name of another, who has other secrets");
    pass(Duration.ofSeconds(60)); // a token of the first may be remembered for a minute more
    assertNoAnswer("acme.eu", "has the name of another");
    pass(Duration.ofSeconds(60));
    assertEquals("acme", remembered.find("acme.eu").name());
    assertNoAnswer("acme.uk", "has the name of another");
  }

  @Test
  void oneIssuerWithSeveralSelectors_isAcceptedByEach() {
    tenants = selector -> tenant("acme", "new", "old");
    assertEquals("acme", remembered.find("acme.example").name());
    tenants = selector -> tenant("acme", "newer", "new");
    assertEquals("acme", remembered.find("www.acme.example").name());
  }

  @Test
  void issuerWhoseSecretsAllChange_isAcceptedAtOnce() {
    tenants = selector -> tenant("acme", "before");
    remembered.find("acme");
    pass(Duration.ofMinutes(1));
    tenants = selector -> tenant("acme", "after");
    assertEquals(
        tenant("acme", "after").keys().get(0).identity(),
        remembered.find("acme").keys().get(0).identity());
  }

  @Test // requirement 20
  void twoIssuersOfOneSecret_areNotBothAccepted() {
    tenants = selector -> tenant(selector, "shared", selector);
    assertEquals("acme", remembered.find("acme").name());
    assertNoAnswer("globex", "'globex', which has the same secret as issuer 'acme'");
  }

  @Test // requirement 20
  void publishedSecret_isRefused() {
    byte[] known = "0069c482-d42c-4e4b-bae9-893749215257".getBytes(StandardCharsets.US_ASCII);
    SharedKey key = new SharedKey("main", null, known, Set.of(MacAlgorithm.HS256), null, null);
    tenants = selector -> TestIssuer.withDefaults().name("acme").keys(key).issuer();
    assertNoAnswer("acme", "whose secret has been published on the web");
  }

  @Test // the text of an exception may hold the password of a database
  void errorOfSource_isNamedByItsClassAlone() throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    tenants =
        selector -> {
          asking.countDown();
          await(end);
          throw new AssertionError("jdbc:x:scott/tiger");
        };
    Future<Issuer> first = threads.submit(() -> remembered.find("acme"));
    await(asking);
    Future<Issuer> second = threads.submit(() -> remembered.find("acme"));
    end.countDown();
    for (Future<Issuer> one : List.of(first, second)) {
      Throwable failure = assertThrows(ExecutionException.class, one::get).getCause();
      assertEquals("the issuer source threw java.lang.AssertionError", failure.getMessage());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException ended) {
      throw new IllegalStateException(ended);
    }
  }
}
