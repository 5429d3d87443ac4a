package dev.watchword.metrics;

import dev.watchword.event.GuardEvent;
import java.util.List;

/** A system of metrics, as far as it is needed. Called by many threads at once. */
interface MeterSink extends AutoCloseable {
  /** What is read when somebody asks; everything else is counted as it happens. */
  List<Instrument> GAUGES =
      List.of(
          Instrument.KEY_LAST_USE,
          Instrument.KEY_REMAINING,
          Instrument.STREAMS,
          Instrument.STORE_UP);

  /** Adds to a counter; adding nothing makes its series known. */
  void add(Series counter, long amount);

  void time(Instrument timer, long nanos);

  /** Reads gauges from there from now on. */
  void observe(Gauges gauges);

  /** The series of the gauges may have changed. */
  void seriesChanged();

  /** A request was refused, or would be. */
  void refused(GuardEvent event);

  /** Takes away what was registered. */
  @Override
  void close();
}
