package dev.watchword.token;

import dev.watchword.json.StrictJson;
import dev.watchword.token.TimeRules.Dates;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The members of a payload whose MAC was right, as the strict reader left them. */
public final class Claims {
  /** The end of the year 9999: later dates are milliseconds mistaken for seconds, or attacks. */
  private static final long LATEST_DATE = 253402300799L;

  private static final Object ABSENT = new Object();

  private static final long NANOS = 1_000_000_000L;

  private final Map<String, @Nullable Object> members;

  /** The objects whose text a claim is, by its name; the claim stays the text that it is. */
  private final Map<String, Map<String, @Nullable Object>> objects;

  private final @Nullable Dates dates;

  /** {@code jsonText} says whether a text may be looked into, if it is that of an object. */
  Claims(Map<String, @Nullable Object> members, boolean jsonText) {
    this.members = members;
    this.objects = jsonText ? objects(members) : Map.of();
    boolean sound = isDate("exp") && isDate("nbf") && isDate("iat");
    this.dates = sound ? new Dates(date("exp"), date("nbf"), date("iat")) : null;
  }

  /** One level deep: a text within such a text is text. */
  private static Map<String, Map<String, @Nullable Object>> objects(
      Map<String, @Nullable Object> members) {
    Map<String, Map<String, @Nullable Object>> objects = new HashMap<>();
    members.forEach(
        (name, value) -> {
          boolean mayBe = value instanceof String text && text.stripLeading().startsWith("{");
          Map<String, @Nullable Object> object =
              mayBe ? StrictJson.read(((String) value).getBytes(StandardCharsets.UTF_8)) : null;
          if (object != null) {
            objects.put(name, object);
          }
        });
    return objects;
  }

  Map<String, @Nullable Object> members() {
    return members;
  }

  /** The objects that claims are the text of, by the names of those. */
  Map<String, Map<String, @Nullable Object>> objects() {
    return objects;
  }

  /**
   * Whether the claim of that name or dotted path is there, be it null; wherever {@link #at} looks.
   */
  public boolean has(String path) {
    return find(members, path, false) != ABSENT;
  }

  /** The names of the claims, but for those below others. */
  public Set<String> names() {
    return members.keySet();
  }

  public @Nullable Object get(String name) {
    return members.get(name);
  }

  /**
   * The claim of that very name, else the one at that dotted path; null where neither is. A name on
   * the way may have dots itself, as a URL has: at {@code https://app.example/claims.roles} are the
   * {@code roles} below {@code https://app.example/claims}.
   */
  public @Nullable Object at(String path) {
    Object found = find(members, path, true);
    return found == ABSENT ? null : found;
  }

  /** What is first found at a path, the shortest names first; {@link #ABSENT} for nothing. */
  private @Nullable Object find(Map<?, ?> object, String path, boolean isNullNothing) {
    Object value = object.get(path);
    if (value != null || (!isNullNothing && object.containsKey(path))) {
      return value;
    }
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      Map<?, ?> inner = below(object, path.substring(0, dot));
      if (inner != null) {
        Object below = find(inner, path.substring(dot + 1), isNullNothing);
        if (below != ABSENT) {
          return below;
        }
      }
    }
    return ABSENT;
  }

  private @Nullable Map<?, ?> below(Map<?, ?> object, String name) {
    if (object.get(name) instanceof Map<?, ?> inner) {
      return inner;
    }
    return object == members ? objects.get(name) : null;
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

  /**
   * Words from an array of strings or from one string of words; anything else confers nothing.
   *
   * @param claim as in {@link ClaimNames#roles}
   */
  List<String> words(String claim) {
    Object value = at(ClaimNames.pathOf(claim));
    if (value instanceof String text) {
      return words(text, ClaimNames.separatorOf(claim));
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

  private static List<String> words(String text, String separator) {
    if (separator.equals(" ")) {
      return text.isBlank() ? List.of() : List.of(text.strip().split(" +"));
    }
    return Stream.of(text.split(Pattern.quote(separator)))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
