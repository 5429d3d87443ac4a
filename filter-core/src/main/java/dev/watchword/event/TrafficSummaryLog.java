package dev.watchword.event;

import dev.watchword.token.Reason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * One line a minute when something was refused, for those who watch from afar: {@code last minute:
 * 12044 in, 80110 limited (top 203.0.113.7: 61%), 12 refused (signature 9, expired 3)}.
 */
public final class TrafficSummaryLog implements GuardListener {
  /** Enough to find one address that stands out; a flood of others is not remembered. */
  private static final int MOST_ADDRESSES = 1000;

  private final Logger logger;
  private final LongAdder passed = new LongAdder();
  private final LongAdder notEnforced = new LongAdder();
  private final Map<Reason, LongAdder> refused = new EnumMap<>(Reason.class);
  private final Map<String, LongAdder> limitedAddresses = new ConcurrentHashMap<>();

  public TrafficSummaryLog() {
    this(System.getLogger("dev.watchword"));
  }

  TrafficSummaryLog(Logger logger) {
    this.logger = logger;
    for (Reason reason : Reason.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  @Override
  public void decided(GuardEvent event) {
    Reason reason = event.reason();
    if (reason == null) {
      passed.increment();
      return;
    }
    adder(reason).increment();
    if (!event.enforced()) {
      notEnforced.increment();
    }
    if (isLimit(reason)) {
      LongAdder address = limitedAddresses.get(event.address());
      if (address == null && limitedAddresses.size() < MOST_ADDRESSES) {
        address = limitedAddresses.computeIfAbsent(event.address(), first -> new LongAdder());
      }
      if (address != null) {
        address.increment();
      }
    }
  }

  private static boolean isLimit(Reason reason) {
    return reason == Reason.RATE_LIMITED || reason == Reason.FAILURES_LIMITED;
  }

  private LongAdder adder(Reason reason) {
    return java.util.Objects.requireNonNull(refused.get(reason));
  }

  /** Writes the line for what has come since the last one, if anything was refused. */
  public void write() {
    long in = passed.sumThenReset();
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    refused.forEach((reason, adder) -> counts.put(reason, adder.sumThenReset()));
    long limited =
        counts.getOrDefault(Reason.RATE_LIMITED, 0L)
            + counts.getOrDefault(Reason.FAILURES_LIMITED, 0L);
    long others = counts.values().stream().mapToLong(Long::longValue).sum() - limited;
    String top = top(limited);
    limitedAddresses.clear();
    long letThrough = notEnforced.sumThenReset();
    if (limited + others > 0) {
      logger.log(
          Level.INFO,
          "last minute: "
              + in
              + " in, "
              + limited
              + " limited"
              + top
              + ", "
              + others
              + " refused"
              + reasons(counts)
              + (letThrough == 0 ? "" : "; " + letThrough + " of them let through until enforced"));
    }
  }

  private String top(long limited) {
    return limitedAddresses.entrySet().stream()
        .max(Comparator.comparingLong(entry -> entry.getValue().sum()))
        .filter(entry -> limited > 0 && !entry.getKey().isEmpty())
        .map(entry -> " (top " + share(entry.getKey(), entry.getValue().sum(), limited) + "%)")
        .orElse("");
  }

  /** Put together by hand: a formatter would write the digits of the default locale. */
  private static String share(String address, long count, long limited) {
    return DecisionLog.printable(address) + ": " + Math.min(100, 100 * count / limited);
  }

  private static String reasons(Map<Reason, Long> counts) {
    String words =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() > 0 && !isLimit(entry.getKey()))
            .sorted(Map.Entry.<Reason, Long>comparingByValue().reversed())
            .map(entry -> entry.getKey().code() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? "" : " (" + words + ")";
  }
}
