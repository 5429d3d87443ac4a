package dev.watchword.http;

import java.util.List;
import java.util.function.Function;

/** The one value of a place in which a token stands alone. */
final class SoleValue {
  static final Extraction NOT_A_TOKEN =
      Extraction.malformed("the place for the token holds something else");

  private static final Extraction NONE = Extraction.none();

  private SoleValue() {}

  /** What is read from the only value. No token has a comma, by which fields are joined. */
  static Extraction of(List<String> values, Function<String, Extraction> reading) {
    if (values.isEmpty()) {
      return NONE;
    }
    String value = values.get(0);
    return values.size() > 1 || value.contains(",") ? Extraction.several() : reading.apply(value);
  }

  static Extraction bare(String value) {
    return value.isEmpty() ? NOT_A_TOKEN : Extraction.token(value);
  }
}
