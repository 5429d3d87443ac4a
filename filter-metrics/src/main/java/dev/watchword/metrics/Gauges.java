package dev.watchword.metrics;

import java.util.Map;

/** Numbers that are looked at when somebody asks. */
@FunctionalInterface
interface Gauges {
  /** The series of a gauge that there are now, with their values. */
  Map<Series, Double> read(Instrument gauge);
}
