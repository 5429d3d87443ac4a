package dev.watchword.guard;

import dev.watchword.guard.Answer.Header;
import dev.watchword.guard.Requester.Nobody;
import dev.watchword.limit.Consumption;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts requests, and says so in the fields of the IETF's RateLimit draft. */
public final class Limits {
  private final Store store;
  private final ClientAddress clients;
  private final @Nullable LimitPolicy failures;
  private final boolean oldHeaders;

  /**
   * Counting.
   *
   * @param clients tells where a request came from
   * @param failures how many tokens that do not verify one address may send; null for any number
   * @param oldHeaders whether answers also carry the three {@code X-RateLimit-} fields
   */
  public Limits(
      Store store, ClientAddress clients, @Nullable RateLimit failures, boolean oldHeaders) {
    this.store = store;
    this.clients = clients;
    this.failures =
        failures == null ? null : new LimitPolicy("failures", failures, LimitPolicy.Per.ADDRESS);
    this.oldHeaders = oldHeaders;
  }

  /** Counts nothing. */
  static Limits none() {
    ClientAddress sockets = new ClientAddress(List.of(), "X-Forwarded-For");
    return new Limits(new MemoryStore(), sockets, null, false);
  }

  /** The client's address as far as it is known; empty where it is not. */
  String address(RequestFacts facts) {
    return clients.of(facts);
  }

  /** Whether the request was within its limit, and what to tell the client either way. */
  record Charge(boolean allowed, List<Header> headers, String policy) {
    static final Charge FREE = new Charge(true, List.of(), "");

    boolean isUnavailable() {
      return false;
    }
  }

  /** Counts a request that is about to pass. */
  Charge charge(@Nullable LimitPolicy policy, String address, Requester requester) {
    return policy == null
        ? Charge.FREE
        : charged(policy, policy.bucket(ClientAddress.group(address), requester));
  }

  /**
   * Counts a token that did not verify. Without a client address nothing is counted: one bucket for
   * all would let anybody turn everybody's 401 into 429.
   */
  Charge chargeFailure(String address) {
    return failures == null || address.isEmpty()
        ? Charge.FREE
        : charged(failures, failures.bucket(ClientAddress.group(address), Nobody.ANONYMOUS));
  }

  private Charge charged(LimitPolicy policy, String bucket) {
    Consumption consumption = store.consume(bucket, policy.limit());
    return new Charge(consumption.allowed(), headers(policy, consumption), policy.name());
  }

  private List<Header> headers(LimitPolicy policy, Consumption consumption) {
    long quota = policy.limit().capacity();
    long window = roundedUp(policy.limit().refillTime());
    long left = consumption.remaining();
    long reset = roundedUp(consumption.reset());
    String name = "\"" + policy.name() + "\"";
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("RateLimit-Policy", name + ";q=" + quota + ";w=" + window));
    headers.add(new Header("RateLimit", name + ";r=" + left + ";t=" + reset));
    if (oldHeaders) {
      headers.add(new Header("X-RateLimit-Limit", Long.toString(quota)));
      headers.add(new Header("X-RateLimit-Remaining", Long.toString(left)));
      headers.add(new Header("X-RateLimit-Reset", Long.toString(reset)));
    }
    if (!consumption.allowed()) {
      long wait = Math.max(1, roundedUp(consumption.retryAfter()));
      headers.add(new Header("Retry-After", Long.toString(wait)));
    }
    return headers;
  }

  /** Whole seconds, never too early. */
  private static long roundedUp(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }
}
