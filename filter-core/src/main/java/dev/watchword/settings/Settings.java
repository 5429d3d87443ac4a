package dev.watchword.settings;

import dev.watchword.settings.SettingSource.Setting;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading from the sources, highest first. A mistake is noted, and reading goes on, so that
 * the operator sees all of them at once.
 */
public final class Settings {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");

  private final List<SettingSource> sources;

  /** Each once, though a value may be read for two purposes. */
  private final Set<String> mistakes = new LinkedHashSet<>();

  public Settings(List<SettingSource> sources) {
    this.sources = List.copyOf(sources);
  }

  public List<String> mistakes() {
    return List.copyOf(mistakes);
  }

  public void mistake(String sentence) {
    mistakes.add(sentence);
  }

  /** Notes a mistake in one property, saying where its value came from. */
  public void mistake(String name, String sentence) {
    Setting setting = find(name);
    mistakes.add(name + (setting == null ? "" : " (" + setting.origin() + ")") + " " + sentence);
  }

  public @Nullable Setting find(String name) {
    for (SettingSource source : sources) {
      Setting setting = source.find(name);
      if (setting != null) {
        return setting;
      }
    }
    return null;
  }

  /** Whether one property is set by a higher source than another, which then does not count. */
  public boolean outranks(String name, String other) {
    for (SettingSource source : sources) {
      boolean here = source.find(name) != null;
      if (here || source.find(other) != null) {
        return here && source.find(other) == null;
      }
    }
    return false;
  }

  public void checkNames() {
    for (SettingSource source : sources) {
      for (String name : source.names()) {
        if (!Property.isKnown(name)) {
          mistake(name, "is no property of Watchword; docs/settings.md lists them all");
        }
      }
    }
  }

  /** Names beginning with a prefix in those sources that can list their names. */
  public List<String> namesUnder(String prefix) {
    return sources.stream()
        .flatMap(source -> source.names().stream())
        .filter(name -> name.startsWith(prefix))
        .distinct()
        .sorted()
        .toList();
  }

  /** The value without surrounding white space; null where it is not set or blank. */
  public @Nullable String text(String name) {
    Setting setting = find(name);
    return setting == null || setting.value().isBlank() ? null : setting.value().strip();
  }

  public String text(String name, Property property) {
    String text = text(name);
    return text == null ? property.defaultValue() : text;
  }

  public List<String> list(String name, Property property) {
    return words(text(name, property), ",");
  }

  /** The value, or this default. */
  public String text(String name, String standard) {
    String text = text(name);
    return text == null ? standard : text;
  }

  public static List<String> words(String text, String separator) {
    return Pattern.compile(separator)
        .splitAsStream(text)
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Names of keys, rules and issuers: letters and digits, each once. */
  public List<String> names(String name, Property property) {
    List<String> names = list(name, property);
    for (String one : names) {
      if (!one.matches(Property.NAME)) {
        mistake(name, "names '" + one + "'; a name has lower-case letters and digits only");
      }
    }
    if (names.stream().distinct().count() < names.size()) {
      mistake(name, "has a name twice");
    }
    return names.stream().filter(one -> one.matches(Property.NAME)).distinct().toList();
  }

  public @Nullable Duration duration(String name, Property property) {
    return duration(name, property.defaultValue());
  }

  public @Nullable Duration duration(String name, String standard) {
    String text = text(name, standard);
    return text.isEmpty() ? null : read(name, text, Settings::durationOf);
  }

  /** {@code 30s}, {@code 15m}, {@code 8h} or {@code 1d}. */
  private static Duration durationOf(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no duration; write 30s, 15m, 8h or 1d");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  public @Nullable Instant date(String name) {
    String text = text(name);
    return text == null ? null : read(name, text, Settings::instantOf);
  }

  /** ISO 8601 with an offset, or a bare date, which is midnight UTC. */
  private static Instant instantOf(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException notIso) {
      throw new IllegalArgumentException(
          "'" + text + "' is no date; write 2027-01-31 (midnight UTC) or 2027-01-31T18:00:00Z",
          notIso);
    }
  }

  public int number(String name, Property property, int least, int most) {
    String text = text(name, property);
    Integer number = text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
    if (number == null || number < least || number > most) {
      mistake(name, "is '" + text + "'; write a number from " + least + " to " + most);
      return least;
    }
    return number;
  }

  /**
   * What a reader makes of a value; where it complains, its sentence is noted and null returned.
   */
  public <T> @Nullable T read(String name, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException complaint) {
      mistake(name, "is wrong: " + complaint.getMessage());
      return null;
    }
  }

  /**
   * The one of these values that a word names; an {@code IllegalArgumentException} lists them all.
   */
  public static <T> T oneOf(T[] values, Function<T, String> wordOf, String word) {
    return Arrays.stream(values)
        .filter(value -> wordOf.apply(value).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is none of %s"
                        .formatted(
                            word, String.join(", ", Arrays.stream(values).map(wordOf).toList()))));
  }

  public Set<String> origins(String name, Property property) {
    Set<String> origins = new LinkedHashSet<>(list(name, property));
    for (String origin : origins) {
      if (!origin.matches("[a-z][a-z0-9+.-]*://[^/\\s\"]+")) {
        mistake(name, "has '" + origin + "'; an origin is such as https://app.example");
      }
    }
    return origins;
  }
}
