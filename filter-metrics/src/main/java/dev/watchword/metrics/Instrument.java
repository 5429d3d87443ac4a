package dev.watchword.metrics;

import java.util.List;

/** Every number there is, by its name, with its unit and the labels that tell its series apart. */
enum Instrument {
  DECISIONS(
      "watchword.decisions",
      "{request}",
      "Decisions about requests",
      List.of("outcome", "reason", "rule")),
  CHECK_DURATION(
      "watchword.check.duration",
      "s",
      "Time that the checks of a request took, each time it was judged",
      List.of()),
  LIMIT_CHARGES(
      "watchword.limit.charges",
      "{charge}",
      "What came of counting for a limit",
      List.of("limit", "outcome")),
  KEY_USES(
      "watchword.key.uses",
      "{request}",
      "Requests that passed with a token under this key",
      List.of("issuer", "key", "fingerprint")),
  KEY_LAST_USE(
      "watchword.key.last.use",
      "s",
      "When the last token under this key was admitted, in seconds since 1970",
      List.of("issuer", "key", "fingerprint")),
  KEY_REMAINING(
      "watchword.key.remaining",
      "s",
      "Time until this key ends, negative after it; only for keys that have an end",
      List.of("issuer", "key", "fingerprint")),
  STREAMS("watchword.streams.open", "{stream}", "Streams that are open on this node", List.of()),
  STORE_UP("watchword.store.up", "1", "0 while there is trouble with the store, else 1", List.of()),
  NOTICES(
      "watchword.notices", "{notice}", "What the log warned of or told operators", List.of("kind"));

  private final String dottedName;
  private final String unit;
  private final String description;
  private final List<String> labels;

  Instrument(String name, String unit, String description, List<String> labels) {
    this.dottedName = name;
    this.unit = unit;
    this.description = description;
    this.labels = labels;
  }

  /** Dotted, without a unit or {@code _total}: a registry adds what its system wants. */
  String dottedName() {
    return dottedName;
  }

  /** In the words of UCUM. */
  String unit() {
    return unit;
  }

  String description() {
    return description;
  }

  /** The names of the labels, in the order in which the values are given. */
  List<String> labels() {
    return labels;
  }
}
