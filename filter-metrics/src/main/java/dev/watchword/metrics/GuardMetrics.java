package dev.watchword.metrics;

import dev.watchword.Watchword;
import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardMeter;
import dev.watchword.event.Notice;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Counts what a guard does. Give it to {@code Watchword.builder().listener(...)}, then call {@link
 * #watch} with what was started. Every label is a word of the settings or of a closed list: never a
 * path, an address, a caller or a part of a token, whatever clients send. Safe for use by several
 * threads at once.
 */
public final class GuardMetrics implements GuardMeter, AutoCloseable {
  private static final String NONE = "none";

  private final MeterSink sink;
  private final InstantSource clock;
  private volatile KnownKeys keys = KnownKeys.NONE;
  private volatile boolean storeIsWell = true;
  private volatile Runnable keysChanged = () -> {};

  GuardMetrics(MeterSink sink, InstantSource clock) {
    this.sink = sink;
    this.clock = clock;
    for (Notice.Kind kind : Notice.Kind.values()) {
      sink.add(notices(kind), 0);
    }
  }

  /**
   * Shows its keys, its streams and its store, too. Until then tokens are counted without their
   * keys.
   *
   * @param watchword what this listens to; it is held until {@link #close}
   * @return this
   */
  public GuardMetrics watch(Watchword watchword) {
    keysChanged = () -> keys = KnownKeys.of(watchword.issuers());
    keysChanged.run();
    sink.observe(new WatchwordGauges(watchword, clock, () -> storeIsWell));
    return this;
  }

  @Override
  public void decided(GuardEvent event) {
    Reason reason = event.reason();
    String why = reason == null ? NONE : reason.code();
    String rule = event.rule().isEmpty() ? NONE : event.rule();
    sink.add(Series.of(Instrument.DECISIONS, outcome(event), why, rule), 1);
    Caller caller = event.caller();
    if (caller != null && !caller.isInsecure()) {
      sink.add(new Series(Instrument.KEY_USES, keys.labels(caller)), 1);
    }
    if (reason != null) {
      sink.refused(event);
    }
  }

  private static String outcome(GuardEvent event) {
    if (event.passed()) {
      return "passed";
    }
    return event.enforced() ? "refused" : "would_refuse";
  }

  @Override
  public void judged(long nanos) {
    sink.time(Instrument.CHECK_DURATION, nanos);
  }

  @Override
  public void counted(String limit, Counted counted) {
    sink.add(Series.of(Instrument.LIMIT_CHARGES, limit, word(counted)), 1);
  }

  @Override
  public void noticed(Notice notice) {
    sink.add(notices(notice.kind()), 1);
    switch (notice.kind()) {
      case STORE_TROUBLE -> storeIsWell = false;
      case STORE_WELL -> storeIsWell = true;
      case KEYS_CHANGED -> {
        keysChanged.run();
        sink.seriesChanged();
      }
      default -> {}
    }
  }

  private static Series notices(Notice.Kind kind) {
    return Series.of(Instrument.NOTICES, word(kind));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Takes all of it from the registry again; for the end of the application. */
  @Override
  public void close() {
    keysChanged = () -> {};
    sink.close();
  }
}
