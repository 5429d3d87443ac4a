package dev.watchword.guard;

import dev.watchword.guard.Limits.Charge.Status;
import dev.watchword.http.ClientAddress;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.http.RequestFacts;
import dev.watchword.limit.Bucket;
import dev.watchword.limit.Consumption;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts requests, and says so in the fields of the IETF's RateLimit draft. */
public final class Limits {
  private static final List<String> OLD_HEADERS =
      List.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");

  private final Store store;
  private final ClientAddress clients;
  private final @Nullable LimitPolicy failures;
  private final boolean oldHeaders;
  private final @Nullable LimitPolicy visitors;

  /** What is said of each policy, which is always the same. */
  private final Map<LimitPolicy, Header> policies = new ConcurrentHashMap<>();

  /** Counting that does not count the sessions of visitors. */
  public Limits(
      Store store, ClientAddress clients, @Nullable RateLimit failures, boolean oldHeaders) {
    this(store, clients, failures, oldHeaders, null);
  }

  /**
   * Counting.
   *
   * @param clients tells where a request came from
   * @param failures how many tokens that do not verify one address may send; null for any number
   * @param oldHeaders whether answers also carry the three {@code X-RateLimit-} fields
   * @param visitors how many sessions may begin about which nothing is proved; null for any number
   */
  Limits(
      Store store,
      ClientAddress clients,
      @Nullable RateLimit failures,
      boolean oldHeaders,
      @Nullable LimitPolicy visitors) {
    this.store = store;
    this.clients = clients;
    this.failures =
        failures == null ? null : new LimitPolicy("failures", failures, LimitPolicy.Per.ADDRESS);
    this.oldHeaders = oldHeaders;
    this.visitors = visitors;
  }

  /** How many sessions may begin for visitors; null for any number. */
  @Nullable LimitPolicy visitors() {
    return visitors;
  }

  /** What clients are told beside the usual fields. */
  List<String> moreHeaders() {
    return oldHeaders ? OLD_HEADERS : List.of();
  }

  /** The client's address as far as it is known; empty where it is not. */
  String address(RequestFacts facts) {
    return clients.of(facts);
  }

  /**
   * What came of counting a request.
   *
   * @param headers what to tell the client; nothing where it could not be counted
   * @param policy the limit's name; empty where none holds
   * @param fault the class of what the store threw; empty where it did not
   */
  record Charge(Status status, List<Header> headers, String policy, String fault) {
    static final Charge FREE = new Charge(Status.ALLOWED, List.of(), "", "");

    enum Status {
      /** Within the limit. */
      ALLOWED,
      /** The limit is used up. */
      EXCEEDED,
      /** The store failed, which no client can help: no 401, no 429, and no way in. */
      UNAVAILABLE
    }

    boolean allowed() {
      return status == Status.ALLOWED;
    }
  }

  /** Counts a request that is about to pass. */
  Charge charge(@Nullable LimitPolicy policy, String address, Requester requester) {
    return policy == null ? Charge.FREE : charge(policy, bucket(policy, address, requester));
  }

  /** What a request draws from under a policy. */
  Bucket bucket(LimitPolicy policy, String address, Requester requester) {
    return policy.bucket(ClientAddress.group(address), requester);
  }

  /** Whether the trusted proxies are so many that a client is likely to be one. */
  public boolean trustsTheInternet() {
    return clients.trustsTheInternet();
  }

  boolean isFromTrustedProxy(RequestFacts facts) {
    return clients.isTrustedProxy(facts.address());
  }

  /**
   * Counts a token that did not verify. Without a client address nothing is counted: one bucket for
   * all would let one client turn the 401 of all others into 429.
   */
  Charge chargeFailure(String address) {
    return failures == null || address.isEmpty()
        ? Charge.FREE
        : charge(failures, failure(failures.name(), address));
  }

  private static Bucket failure(String policy, String address) {
    String group = ClientAddress.group(address);
    return new Bucket(Bucket.Table.FAILURES, policy, group, "bad tokens");
  }

  /** Whatever the store throws, or answers that is not an answer, is a value afterwards. */
  Charge charge(LimitPolicy policy, Bucket bucket) {
    try {
      Consumption consumption = store.consume(bucket, policy.limit());
      if (bucket.table() == Bucket.Table.FAILURES && consumption.allowed()) {
        // the answer to a bad token says nothing of the limit
        return new Charge(Status.ALLOWED, List.of(), policy.name(), "");
      }
      List<Header> headers = headers(policy, consumption);
      Status status = consumption.allowed() ? Status.ALLOWED : Status.EXCEEDED;
      return new Charge(status, headers, policy.name(), "");
    } catch (Exception | LinkageError | AssertionError | StackOverflowError fault) {
      String name = fault.getClass().getName();
      return new Charge(Status.UNAVAILABLE, List.of(), policy.name(), name);
    }
  }

  /** The tables of the store that are full, by their names, and for whom. */
  public Map<String, String> full() {
    Map<String, String> full = new TreeMap<>();
    try {
      store.full().forEach((table, words) -> full.put(table.code(), words));
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError fault) {
      full.put("store", "cannot be asked (" + fault.getClass().getName() + ")");
    }
    return full;
  }

  private List<Header> headers(LimitPolicy policy, Consumption consumption) {
    long left = consumption.remaining();
    long reset = roundedUp(consumption.reset());
    String name = "\"" + policy.name() + "\"";
    List<Header> headers = new ArrayList<>();
    headers.add(policies.computeIfAbsent(policy, Limits::described));
    headers.add(new Header("RateLimit", name + ";r=" + left + ";t=" + reset));
    if (oldHeaders) {
      headers.add(new Header(OLD_HEADERS.get(0), Long.toString(policy.limit().capacity())));
      headers.add(new Header(OLD_HEADERS.get(1), Long.toString(left)));
      headers.add(new Header(OLD_HEADERS.get(2), Long.toString(reset)));
    }
    if (!consumption.allowed()) {
      long wait = Math.max(1, roundedUp(consumption.retryAfter()));
      headers.add(new Header("Retry-After", Long.toString(wait)));
    }
    return headers;
  }

  private static Header described(LimitPolicy policy) {
    long quota = policy.limit().capacity();
    long window = roundedUp(policy.limit().refillTime());
    String all = "\"" + policy.name() + "\";q=" + quota + ";w=" + window;
    return new Header("RateLimit-Policy", all);
  }

  /** Whole seconds, never too early. */
  private static long roundedUp(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }
}
