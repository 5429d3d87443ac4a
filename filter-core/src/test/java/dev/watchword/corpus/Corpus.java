package dev.watchword.corpus;

import java.util.List;
import java.util.function.Supplier;

/** Every hostile request, by where it is from. */
public enum Corpus {
  WYCHEPROOF(Vectors::wycheproof, 40),
  RFC(Vectors::rfc, 3),
  COOKBOOK(Vectors::cookbook, 19),
  JSON_HEADERS(JsonTexts::asHeaders, 636),
  JSON_PAYLOADS(JsonTexts::asPayloads, 636),
  STRINGS(Strings::rows, 2500),
  PATHS(Paths::rows, 84),
  INCIDENTS(Incidents::rows, 60);

  private final Supplier<List<Hostile>> source;
  private final int least;

  Corpus(Supplier<List<Hostile>> source, int least) {
    this.source = source;
    this.least = least;
  }

  /** At least as many as there were when this was written: no file goes missing unnoticed. */
  public List<Hostile> rows() {
    List<Hostile> rows = source.get();
    if (rows.size() < least) {
      throw new IllegalStateException(name() + " has only " + rows.size() + " rows");
    }
    return rows;
  }
}
