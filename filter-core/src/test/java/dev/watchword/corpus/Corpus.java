package dev.watchword.corpus;

import java.util.List;
import java.util.function.Supplier;

/** Every hostile request, by where it is from. */
public enum Corpus {
  WYCHEPROOF(PublishedVectors::wycheproof, 40),
  RFC(PublishedVectors::rfc, 3),
  COOKBOOK(PublishedVectors::cookbook, 19),
  JSON_HEADERS(JsonSuite::asHeaders, 636),
  JSON_PAYLOADS(JsonSuite::asPayloads, 636),
  STRINGS(NaughtyStrings::rows, 2500),
  PATHS(ServletPathTable::rows, 84),
  INCIDENTS(TokenIncidents::rows, 60);

  private final Supplier<List<HostileRequest>> source;
  private final int least;

  Corpus(Supplier<List<HostileRequest>> source, int least) {
    this.source = source;
    this.least = least;
  }

  /** At least as many as there were when this was written: no file goes missing unnoticed. */
  public List<HostileRequest> rows() {
    List<HostileRequest> rows = source.get();
    if (rows.size() < least) {
      throw new IllegalStateException(name() + " has only " + rows.size() + " rows");
    }
    return rows;
  }
}
