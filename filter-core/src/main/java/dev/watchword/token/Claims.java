package dev.watchword.token;

import dev.watchword.token.TimeRules.Dates;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a payload whose MAC was right, as the strict reader left them. */
public final class Claims {
  /** The end of the year 9999: later dates are milliseconds mistaken for seconds, or attacks. */
  private static final long LATEST_DATE = 253402300799L;

  private static final long NANOS = 1_000_000_000L;

  private final Map<String, @Nullable Object> members;
  private final @Nullable Dates dates;

  Claims(Map<String, @Nullable Object> members) {
    this.members = members;
    boolean sound = isDate("exp") && isDate("nbf") && isDate("iat");
    this.dates = sound ? new Dates(date("exp"), date("nbf"), date("iat")) : null;
  }

  Map<String, @Nullable Object> members() {
    return members;
  }

  /**
   * Whether the claim of that name or dotted path is there, be it null; wherever {@link #at} looks.
   */
  public boolean has(String path) {
    if (members.containsKey(path)) {
      return true;
    }
    Object value = members;
    for (String step : path.split("\\.", -1)) {
      if (!(value instanceof Map<?, ?> map) || !map.containsKey(step)) {
        return false;
      }
      value = map.get(step);
    }
    return true;
  }

  public @Nullable Object get(String name) {
    return members.get(name);
  }

  /** The claim of that very name, else the one at that dotted path; null where neither is. */
  public @Nullable Object at(String path) {
    Object value = members.get(path);
    if (value != null || path.indexOf('.') < 0) {
      return value;
    }
    value = members;
    for (String step : path.split("\\.", -1)) {
      value = value instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return value;
  }

  /** The three dates; null where one is there but is no date. */
  public @Nullable Dates dates() {
    return dates;
  }

  /** A present {@code null} is a wrong type, not a missing claim. */
  private boolean isDate(String name) {
    Object value = members.get(name);
    if (value == null) {
      return !members.containsKey(name);
    }
    if (value instanceof BigInteger || !(value instanceof Number number)) {
      return false;
    }
    double seconds = number.doubleValue();
    return seconds >= 1 && seconds <= LATEST_DATE;
  }

  private @Nullable Instant date(String name) {
    Object value = members.get(name);
    if (value instanceof Long seconds) {
      return Instant.ofEpochSecond(seconds);
    }
    if (value instanceof Double fraction) {
      long seconds = (long) Math.floor(fraction);
      return Instant.ofEpochSecond(seconds, (long) ((fraction - seconds) * NANOS));
    }
    return null;
  }

  /** Words from an array of strings or from one string of words; anything else confers nothing. */
  List<String> words(String path) {
    Object value = at(path);
    if (value instanceof String text) {
      return text.isBlank() ? List.of() : List.of(text.strip().split(" +"));
    }
    if (value instanceof List<?> list) {
      List<String> words = new ArrayList<>(list.size());
      for (Object item : list) {
        if (item instanceof String word) {
          words.add(word);
        }
      }
      return words;
    }
    return List.of();
  }
}
