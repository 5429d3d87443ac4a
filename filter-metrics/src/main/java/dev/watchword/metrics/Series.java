package dev.watchword.metrics;

import java.util.List;

/**
 * One of an instrument's series.
 *
 * @param values one for each of the instrument's labels, in their order
 */
record Series(Instrument instrument, List<String> values) {
  Series {
    values = List.copyOf(values);
    if (values.size() != instrument.labels().size()) {
      throw new IllegalArgumentException(instrument + " has the labels " + instrument.labels());
    }
  }

  static Series of(Instrument instrument, String... values) {
    return new Series(instrument, List.of(values));
  }
}
