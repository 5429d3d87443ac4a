package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.guard.LimitPolicy.Per;
import dev.watchword.guard.Limits.Charge;
import dev.watchword.guard.Limits.Charge.Status;
import dev.watchword.guard.Requester.WithoutToken;
import dev.watchword.http.ClientAddress;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.limit.Bucket;
import dev.watchword.limit.Bucket.Table;
import dev.watchword.limit.Consumption;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Store;
import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.testing.VerdictAssertions;
import dev.watchword.token.Caller;
import dev.watchword.token.IssuerFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who shares a bucket, and what a client is told of it. */
class LimitsTest {
  private static final String HERE = "203.0.113.7";
  private static final String ELSEWHERE = "203.0.113.8";

  private final AtomicLong nanos = new AtomicLong();
  private final MemoryStore store = new MemoryStore(1000, nanos::get);
  private final Limits limits = limits(null, false);

  private Limits limits(RateLimit failures, boolean oldHeaders) {
    ClientAddress sockets = new ClientAddress(List.of(), "X-Forwarded-For");
    return new Limits(store, sockets, failures, oldHeaders);
  }

  private static LimitPolicy policy(String limit, Per per) {
    return new LimitPolicy("api", RateLimit.of(limit), per);
  }

  private static Requester caller(String issuer, String name) {
    Caller caller =
        VerdictAssertions.assertAdmitted(
            TestIssuer.withDefaults()
                .name(issuer)
                .keys(Keys.key("main"))
                .verifier()
                .verify(Tokens.good().claim("sub", name).text(), Tokens.NOW));
    return new Requester.Authenticated(caller, new Requester.Credential("x", IssuerFilter.ANY));
  }

  private static String header(Charge charge, String name) {
    List<String> values =
        charge.headers().stream().filter(h -> h.name().equals(name)).map(Header::value).toList();
    assertTrue(values.size() < 2, values::toString);
    return values.isEmpty() ? null : values.get(0);
  }

  // What a client is told

  @Test
  void answer_tellsPolicyAndWhatIsLeft() {
    Charge charge = limits.charge(policy("10/1m", Per.ADDRESS), HERE, WithoutToken.ANONYMOUS);
    assertTrue(charge.allowed());
    assertEquals(
        List.of(
            new Header("RateLimit-Policy", "\"api\";q=10;w=60"),
            new Header("RateLimit", "\"api\";r=9;t=6")),
        charge.headers());
  }

  @Test
  void refusal_tellsWhenToComeBack() {
    LimitPolicy policy = policy("2/1m", Per.ADDRESS);
    limits.charge(policy, HERE, WithoutToken.ANONYMOUS);
    limits.charge(policy, HERE, WithoutToken.ANONYMOUS);
    Charge charge = limits.charge(policy, HERE, WithoutToken.ANONYMOUS);
    assertFalse(charge.allowed());
    assertEquals(
        List.of(
            new Header("RateLimit-Policy", "\"api\";q=2;w=60"),
            new Header("RateLimit", "\"api\";r=0;t=60"),
            new Header("Retry-After", "30")),
        charge.headers());
  }

  @Test
  void burst_standsInQuotaAndItsWindow() {
    Charge charge = limits.charge(policy("10/1s+50", Per.ADDRESS), HERE, WithoutToken.ANONYMOUS);
    assertEquals("\"api\";q=60;w=6", header(charge, "RateLimit-Policy"));
    assertEquals("\"api\";r=59;t=1", header(charge, "RateLimit"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 30", // exactly 30 s are left
    "1, 30", // a nanosecond less
    "999999999, 30",
    "1000000000, 29",
    "1000000001, 29",
    "29000000000, 1",
    "29000000001, 1",
    "29999999999, 1", // a nanosecond is left
  })
  void seconds_areRoundedUp(long passed, String retryAfter) {
    LimitPolicy policy = policy("2/1m", Per.ADDRESS);
    limits.charge(policy, HERE, WithoutToken.ANONYMOUS);
    limits.charge(policy, HERE, WithoutToken.ANONYMOUS);
    nanos.addAndGet(passed);
    Charge early = limits.charge(policy, HERE, WithoutToken.ANONYMOUS);
    assertFalse(early.allowed());
    assertEquals(retryAfter, header(early, "Retry-After"));
    nanos.addAndGet(Duration.ofSeconds(Integer.parseInt(retryAfter)).toNanos());
    assertTrue(
        limits.charge(policy, HERE, WithoutToken.ANONYMOUS).allowed(),
        "a client that waits is let in");
  }

  @Test
  void shortestWait_isOneSecond() {
    LimitPolicy policy = policy("9999999/1s", Per.EVERYONE);
    Charge charge = limits.charge(policy, HERE, WithoutToken.ANONYMOUS);
    assertEquals("\"api\";r=9999998;t=1", header(charge, "RateLimit"));
    LimitPolicy thousand = policy("1000/1s", Per.ADDRESS);
    for (int i = 0; i < 1000; i++) {
      assertTrue(limits.charge(thousand, HERE, WithoutToken.ANONYMOUS).allowed());
    }
    Charge refused = limits.charge(thousand, HERE, WithoutToken.ANONYMOUS);
    assertEquals("1", header(refused, "Retry-After"), "it would be a millisecond");
  }

  @Test
  void oldHeaders_standBehindTheirSwitch() {
    LimitPolicy policy = policy("1/1m", Per.ADDRESS);
    for (boolean allowed : new boolean[] {true, false}) {
      Charge charge = limits(null, true).charge(policy, HERE, WithoutToken.ANONYMOUS);
      assertEquals(allowed, charge.allowed());
      assertEquals("1", header(charge, "X-RateLimit-Limit"));
      assertEquals("0", header(charge, "X-RateLimit-Remaining"));
      assertEquals("60", header(charge, "X-RateLimit-Reset"));
    }
    Charge without = limits.charge(policy, ELSEWHERE, WithoutToken.ANONYMOUS);
    assertTrue(without.headers().stream().noneMatch(h -> h.name().startsWith("X-")));
  }

  @Test
  void noPolicy_isUnlimitedAndSendsNoHeaders() {
    assertEquals(Charge.FREE, limits.charge(null, HERE, WithoutToken.ANONYMOUS));
    assertEquals(0, store.size());
  }

  // Who shares a bucket

  @Test
  void perAddress_countsAddressForAnyCaller() {
    LimitPolicy policy = policy("1/1m", Per.ADDRESS);
    assertTrue(limits.charge(policy, HERE, caller("one", "alice")).allowed());
    assertFalse(limits.charge(policy, HERE, caller("one", "bob")).allowed());
    assertTrue(limits.charge(policy, ELSEWHERE, caller("one", "alice")).allowed());
  }

  @Test
  void perAddress_countsIpv6Prefix() {
    LimitPolicy policy = policy("1/1m", Per.ADDRESS);
    assertTrue(limits.charge(policy, "2001:db8:1:2::1", WithoutToken.ANONYMOUS).allowed());
    assertFalse(limits.charge(policy, "2001:db8:1:2:3:4:5:6", WithoutToken.ANONYMOUS).allowed());
    assertTrue(limits.charge(policy, "2001:db8:1:3::1", WithoutToken.ANONYMOUS).allowed());
  }

  @Test
  void perCaller_countsIssuerAndNameWhereverTheyAre() {
    LimitPolicy policy = policy("1/1m", Per.CALLER);
    assertTrue(limits.charge(policy, HERE, caller("one", "alice")).allowed());
    assertFalse(limits.charge(policy, ELSEWHERE, caller("one", "alice")).allowed());
    assertTrue(limits.charge(policy, HERE, caller("one", "bob")).allowed());
    assertTrue(limits.charge(policy, HERE, caller("two", "alice")).allowed());
  }

  @Test
  void perIssuer_countsAllItsCallers() {
    LimitPolicy policy = policy("1/1m", Per.ISSUER);
    assertTrue(limits.charge(policy, HERE, caller("one", "alice")).allowed());
    assertFalse(limits.charge(policy, ELSEWHERE, caller("one", "bob")).allowed());
    assertTrue(limits.charge(policy, HERE, caller("two", "bob")).allowed());
  }

  @Test
  void everyone_isOneBucket() {
    LimitPolicy policy = policy("1/1m", Per.EVERYONE);
    assertTrue(limits.charge(policy, HERE, caller("one", "alice")).allowed());
    assertFalse(limits.charge(policy, ELSEWHERE, WithoutToken.ANONYMOUS).allowed());
  }

  @ParameterizedTest
  @EnumSource(
      value = Per.class,
      names = {"CALLER", "ISSUER"})
  void requestWithoutCaller_isCountedByAddress(Per per) {
    LimitPolicy policy = policy("1/1m", per);
    assertTrue(limits.charge(policy, HERE, WithoutToken.ANONYMOUS).allowed());
    assertFalse(limits.charge(policy, HERE, WithoutToken.ANONYMOUS).allowed());
    assertTrue(limits.charge(policy, ELSEWHERE, WithoutToken.ANONYMOUS).allowed());
    assertTrue(limits.charge(policy, HERE, caller("one", "alice")).allowed());
  }

  @Test
  void namesThatLookAlike_areNotOneBucket() {
    LimitPolicy policy = policy("1/1m", Per.CALLER);
    Requester slashed = caller("one", "two/alice");
    assertNotEquals(policy.bucket("", caller("one", "alice")), policy.bucket("", slashed));
    Bucket address = policy.bucket(ClientAddress.group(HERE), WithoutToken.ANONYMOUS);
    assertNotEquals(address, policy.bucket("", caller("one", ClientAddress.group(HERE))));
  }

  @ParameterizedTest
  @EnumSource(
      value = Per.class,
      names = {"CALLER", "ISSUER"})
  void visitorsOfTwoIssuers_areTwoBucketsAtOneAddress(Per per) {
    LimitPolicy policy = policy("1/1m", per);
    assertEquals("here", policy.bucket("here", WithoutToken.ANONYMOUS).key());
    assertEquals("visitors of acme here", policy.bucket("here", visitor("acme")).key());
    assertEquals("visitors of globex here", policy.bucket("here", visitor("globex")).key());
  }

  private static Requester visitor(String issuer) {
    return new Requester.Unverified(
        new Visitor(issuer, "bob"), new Requester.Credential("wpk_x", IssuerFilter.ANY));
  }

  @Test
  void twoPolicies_areTwoBuckets() {
    assertTrue(limits.charge(policy("1/1m", Per.ADDRESS), HERE, WithoutToken.ANONYMOUS).allowed());
    LimitPolicy other = new LimitPolicy("other", RateLimit.of("1/1m"), Per.ADDRESS);
    assertTrue(limits.charge(other, HERE, WithoutToken.ANONYMOUS).allowed());
  }

  @ParameterizedTest
  @CsvSource({
    "ADDRESS, nobody, ADDRESSES, requests without a token",
    "ADDRESS, visitor, ADDRESSES, visitors of acme",
    "ADDRESS, caller, ADDRESSES, acme",
    "CALLER, nobody, ADDRESSES, requests without a token",
    "CALLER, visitor, ADDRESSES, visitors of acme",
    "CALLER, caller, CALLERS, acme",
    "ISSUER, nobody, ADDRESSES, requests without a token",
    "ISSUER, visitor, ADDRESSES, visitors of acme",
    "ISSUER, caller, CALLERS, acme",
    "EVERYONE, nobody, CALLERS, everyone",
    "EVERYONE, visitor, CALLERS, everyone",
    "EVERYONE, caller, CALLERS, everyone",
  })
  void bucket_hasTableAndOwnerOfItsRequester(Per per, String who, Table table, String owner) {
    Map<String, Requester> people =
        Map.of(
            "nobody",
            WithoutToken.ANONYMOUS,
            "visitor",
            visitor("acme"),
            "caller",
            caller("acme", "alice"));
    Bucket bucket = policy("1/1m", per).bucket(ClientAddress.group(HERE), people.get(who));
    assertEquals(table, bucket.table());
    assertEquals(owner, bucket.owner());
    assertEquals("api", bucket.policy());
  }

  @Test // whatever stands in the settings is sent in a header, between quotes
  void policyNameThatIsNoWord_isError() {
    for (String name : List.of("", " ", "a b", "a\"", "a\r\nb", "\u00e9")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new LimitPolicy(name, RateLimit.of("1/1m"), Per.CALLER));
    }
    assertEquals("aZ0._-", new LimitPolicy("aZ0._-", RateLimit.of("1/1m"), Per.CALLER).name());
  }

  // A store that fails

  private static final List<Throwable> FAULTS =
      List.of(
          new IllegalStateException("down"),
          new NoClassDefFoundError("gone"),
          new AssertionError("wrong"),
          new StackOverflowError());

  private static <T extends Throwable> Consumption sneak(Throwable fault) throws T {
    @SuppressWarnings("unchecked")
    T thrown = (T) fault;
    throw thrown;
  }

  private static Limits over(Store other) {
    ClientAddress sockets = new ClientAddress(List.of(), "X-Forwarded-For");
    return new Limits(other, sockets, RateLimit.of("1/1m"), true);
  }

  @Test
  void storeThatThrows_isUnavailable() {
    for (Throwable fault : FAULTS) {
      Limits broken = over((bucket, limit) -> LimitsTest.<RuntimeException>sneak(fault));
      Charge charge = broken.charge(policy("1/1m", Per.ADDRESS), HERE, WithoutToken.ANONYMOUS);
      assertEquals(
          new Charge(Status.UNAVAILABLE, List.of(), "api", fault.getClass().getName()), charge);
      assertFalse(charge.allowed());
      assertEquals(
          new Charge(Status.UNAVAILABLE, List.of(), "failures", fault.getClass().getName()),
          broken.chargeFailure(HERE));
      assertEquals(
          Charge.FREE, broken.charge(null, HERE, WithoutToken.ANONYMOUS), "it is not asked");
      assertEquals(Charge.FREE, broken.chargeFailure(""), "it is not asked");
    }
  }

  @Test
  void missingAnswerOfStore_isUnavailable() {
    LimitPolicy policy = policy("1/1m", Per.ADDRESS);
    Limits silent = over((bucket, limit) -> null);
    assertEquals(Status.UNAVAILABLE, silent.charge(policy, HERE, WithoutToken.ANONYMOUS).status());
    Limits half = over((bucket, limit) -> new Consumption(true, 1, null, null));
    assertEquals(Status.UNAVAILABLE, half.charge(policy, HERE, WithoutToken.ANONYMOUS).status());
  }

  @Test // a virtual machine that runs out of memory is no store that is down
  void otherErrors_areNotHidden() {
    Limits broken =
        over((bucket, limit) -> LimitsTest.<RuntimeException>sneak(new OutOfMemoryError("x")));
    assertThrows(OutOfMemoryError.class, () -> broken.chargeFailure(HERE));
  }

  @Test
  void fullTablesAndFailingStore_areNamed() {
    assertEquals(Map.of(), limits.full());
    Limits tiny = over(new MemoryStore(1, nanos::get));
    tiny.chargeFailure(HERE);
    assertEquals(
        Map.of("failures", "full for bad tokens; whoever is new there shares one allowance"),
        tiny.full());
    for (Throwable fault : FAULTS) {
      Map<String, String> full = over(new Mute(fault)).full();
      assertEquals(Map.of("store", "cannot be asked (" + fault.getClass().getName() + ")"), full);
    }
  }

  private record Mute(Throwable fault) implements Store {
    @Override
    public Consumption consume(Bucket bucket, RateLimit limit) {
      return LimitsTest.<RuntimeException>sneak(fault);
    }

    @Override
    public Map<Table, String> full() {
      LimitsTest.<RuntimeException>sneak(fault);
      return Map.of();
    }
  }

  // Failures

  @Test // or a limit for requests of that name would be drained by bad tokens
  void failures_haveBucketApartFromPolicyOfThatName() {
    Limits counting = limits(RateLimit.of("1/1m"), false);
    LimitPolicy named = new LimitPolicy("failures", RateLimit.of("1/1m"), Per.ADDRESS);
    assertTrue(counting.chargeFailure(HERE).allowed());
    assertTrue(counting.charge(named, HERE, WithoutToken.ANONYMOUS).allowed());
    assertFalse(counting.chargeFailure(HERE).allowed());
  }

  @Test
  void failures_areCountedForEachAddress() {
    Limits counting = limits(RateLimit.of("2/1m"), false);
    assertTrue(counting.chargeFailure(HERE).allowed());
    assertTrue(counting.chargeFailure(HERE).allowed());
    Charge third = counting.chargeFailure(HERE);
    assertFalse(third.allowed());
    assertEquals("30", header(third, "Retry-After"));
    assertEquals("\"failures\";q=2;w=60", header(third, "RateLimit-Policy"));
    assertTrue(counting.chargeFailure(ELSEWHERE).allowed());
  }

  @Test
  void failuresWithoutAddress_areNotCounted() {
    Limits counting = limits(RateLimit.of("1/1m"), false);
    for (int i = 0; i < 100; i++) {
      assertTrue(counting.chargeFailure("").allowed());
    }
    assertEquals(0, store.size());
  }

  @Test
  void failuresOff_areNotCounted() {
    for (int i = 0; i < 100; i++) {
      assertTrue(limits.chargeFailure(HERE).allowed());
    }
    assertEquals(0, store.size());
  }

  @Test
  void policy_isDescribedAsInSettings() {
    assertEquals("10 in 60 s for each caller", policy("10/1m", Per.CALLER).describe());
    assertEquals(
        "10 in 1 s and 50 at once on top for each address",
        policy("10/1s+50", Per.ADDRESS).describe());
  }
}
