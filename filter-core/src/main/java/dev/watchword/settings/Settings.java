package dev.watchword.settings;

import static java.util.stream.Collectors.toSet;

import dev.watchword.settings.SettingSource.Setting;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the sources say, highest first, and the mistakes in it: each is noted, and reading goes on,
 * so that the operator sees all of them at once. {@link Section} reads by type.
 */
public final class Settings {
  private static final String OF_NO_USE = " is of no use: nothing that is set needs it";

  private final List<SettingSource> sources;

  /** Of all sources that can list theirs; looked up for each issuer, of which there may be many. */
  private final NavigableSet<String> names;

  /** Each once, though a value may be read for two purposes. */
  private final Set<String> mistakes = new LinkedHashSet<>();

  /** What was looked for: a name that is set and not among these does nothing. */
  private final Set<String> asked;

  public Settings(List<SettingSource> sources) {
    this.sources = List.copyOf(sources);
    this.asked = ConcurrentHashMap.newKeySet();
    this.names = new TreeSet<>();
    sources.forEach(source -> names.addAll(source.names()));
  }

  private Settings(Settings same) {
    this.sources = same.sources;
    this.names = same.names;
    this.asked = same.asked;
  }

  /** The same settings, with mistakes of their own. */
  public Settings withOwnMistakes() {
    return new Settings(this);
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
    asked.add(name);
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
    asked.addAll(List.of(name, other));
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
        String location = Environment.asLocation(name);
        if (name.startsWith(Property.PREFIX) && !Property.isKnown(name)) {
          mistake(
              name,
              Property.isKnown(location)
                  ? "means " + location + "; keep that one alone"
                  : "is no property of Watchword; docs/settings.md lists them all");
        }
      }
    }
  }

  /**
   * Complains of names that nothing has asked for, when everything was read without a mistake: what
   * they belong to is not set, so they would do nothing.
   */
  public void checkUnused() {
    if (!mistakes.isEmpty()) {
      return; // reading may have ended before it came to them
    }
    for (String name : namesUnder(Property.PREFIX)) {
      if (!asked.contains(name)) {
        mistake(name, OF_NO_USE.strip());
      }
    }
  }

  /** The same for variables of the environment that mean one of several names. */
  public void checkUnused(Collection<String> variables) {
    boolean isRead = mistakes.isEmpty();
    checkUnused();
    if (isRead) {
      Set<String> used = asked.stream().flatMap(Environment::variablesOf).collect(toSet());
      variables.stream()
          .filter(variable -> !used.contains(variable.toUpperCase(Locale.ROOT)))
          .forEach(variable -> mistake("environment variable " + variable + OF_NO_USE));
    }
  }

  /** Names beginning with a prefix in those sources that can list their names. */
  public List<String> namesUnder(String prefix) {
    return names.tailSet(prefix, true).stream().takeWhile(name -> name.startsWith(prefix)).toList();
  }

  /** The value without surrounding white space; null where it is not set or blank. */
  public @Nullable String text(String name) {
    Setting setting = find(name);
    return setting == null || setting.value().isBlank() ? null : setting.value().strip();
  }

  public static List<String> words(String text, String separator) {
    return Pattern.compile(separator)
        .splitAsStream(text)
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** A whole number in that range; else an {@code IllegalArgumentException} shows the range. */
  public static int number(String text, int least, int most) {
    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "'" + text + "'; write a number from " + least + " to " + most);
    }
    return number;
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
}
