package dev.watchword.settings;

import dev.watchword.token.WebOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings under one prefix, read by type, with the defaults of a profile. A mistake is noted
 * with the {@link Settings}, and reading goes on. Immutable but for those.
 */
public final class Section {
  private final Settings settings;
  private final String prefix;
  private final String named;
  private final Profile profile;

  private Section(Settings settings, String prefix, String named, Profile profile) {
    this.settings = settings;
    this.prefix = prefix;
    this.named = named;
    this.profile = profile;
  }

  /** Everything that begins with {@code watchword.}. */
  public static Section of(Settings settings) {
    return new Section(settings, Property.PREFIX, "", Profile.STRICT);
  }

  /** What is set for one of several issuers. */
  public static Section ofIssuer(Settings settings, String issuer) {
    return new Section(settings, Property.prefixOfIssuer(issuer), "", Profile.STRICT);
  }

  /** The part of this section in which names begin with a word more, such as {@code previous}. */
  public Section under(String word) {
    return new Section(settings, prefix + word + ".", named, profile);
  }

  /** The same section for one thing that has a name: the {@code <name>} of a property. */
  public Section named(String name) {
    return new Section(settings, prefix, name, profile);
  }

  /** The same section with the defaults of the profile that it names; strict where it is wrong. */
  public Section withProfile() {
    Profile read = oneOf(Property.PROFILE, Profile.values(), Profile::configName);
    return new Section(settings, prefix, named, read == null ? Profile.STRICT : read);
  }

  /** The same section, whose mistakes are noted apart from those of all others. */
  public Section withOwnMistakes() {
    return new Section(settings.withOwnMistakes(), prefix, named, profile);
  }

  public Profile profile() {
    return profile;
  }

  public Settings settings() {
    return settings;
  }

  /** The whole name of a property here. */
  public String name(Property property) {
    return property.under(prefix).replace("<name>", named);
  }

  /** Whether some source has the property, even without a value. */
  public boolean isSet(Property property) {
    return settings.find(name(property)) != null;
  }

  /** The value without surrounding white space; null where it is not set or blank. */
  public @Nullable String given(Property property) {
    BlankValues.check(settings, property, name(property));
    return settings.text(name(property));
  }

  /** The value, or the default. */
  public String text(Property property) {
    boolean isNone = BlankValues.isNone(property) && isSet(property);
    return Objects.requireNonNullElse(
        given(property), isNone ? "" : profile.defaultValue(property));
  }

  /** The words between commas. */
  public List<String> list(Property property) {
    return Settings.words(text(property), ",");
  }

  /** Names of keys, rules and issuers: letters and digits, each once; issuers' also - and _. */
  public List<String> names(Property property) {
    String form = property == Property.ISSUERS ? Property.ISSUER_NAME : Property.NAME;
    String words = form.equals(Property.NAME) ? "letters and digits" : "letters, digits, - and _";
    List<String> names = list(property);
    names.stream()
        .filter(one -> !one.matches(form))
        .forEach(
            one ->
                mistake(property, "names '" + one + "'; a name has lower-case " + words + " only"));
    if (names.stream().distinct().count() < names.size()) {
      mistake(property, "has a name twice");
    }
    return names.stream().filter(one -> one.matches(form)).distinct().toList();
  }

  /** Whatever sources list below one word of this section, without the words before. */
  public List<String> namesUnder(String word) {
    String whole = prefix + word + ".";
    return settings.namesUnder(whole).stream().map(name -> name.substring(whole.length())).toList();
  }

  /** Complains of what is set for names under a word that the list does not have. */
  public void checkListed(Property list, Collection<String> names, String word) {
    Set<String> listed = Set.copyOf(names);
    for (String property : namesUnder(word)) {
      String name = property.replaceFirst("\\..*", "");
      if (!listed.contains(name)) {
        settings.mistake(
            prefix + word + "." + property,
            "is of no use: " + name(list) + " does not list '" + name + "'");
      }
    }
  }

  /** The duration; null for none, or where it is wrong. */
  public @Nullable Duration duration(Property property) {
    return text(property).isEmpty() ? null : read(property, TimeForms::duration);
  }

  /** The date; null for none, or where it is wrong. */
  public @Nullable Instant date(Property property) {
    return given(property) == null ? null : read(property, TimeForms::instant);
  }

  /** The value, which should be one of two words. */
  public String oneOf(Property property, String word, String other) {
    String text = text(property);
    if (!text.equals(word) && !text.equals(other)) {
      mistake(property, "is '" + text + "'; write " + word + " or " + other);
    }
    return text;
  }

  /** The one of these values that the property names; null where it names none. */
  public <T> @Nullable T oneOf(Property property, T[] values, Function<T, String> wordOf) {
    return read(property, word -> Settings.oneOf(values, wordOf, word));
  }

  /** Origins of pages, in the form in which browsers send them. */
  public Set<String> origins(Property property) {
    Set<String> origins = new LinkedHashSet<>();
    for (String origin : list(property)) {
      String canonical = WebOrigin.canonical(origin);
      if (canonical == null) {
        mistake(property, "has '" + origin + "'; an origin is such as https://app.example");
      }
      origins.add(canonical == null ? origin : canonical);
    }
    return origins;
  }

  /** What a reader makes of the value; null where it threw, and its sentence was noted. */
  public <T> @Nullable T read(Property property, Function<String, T> reader) {
    return read(property, text(property), reader);
  }

  /** The same for one of several words of the value, or for what the value leads to. */
  public <T> @Nullable T read(Property property, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException complaint) {
      mistake(property, "is wrong: " + complaint.getMessage());
      return null;
    }
  }

  /** Notes a mistake in one property, saying where its value came from. */
  public void mistake(Property property, String sentence) {
    settings.mistake(name(property), sentence);
  }

  public void mistake(String ofAll) {
    settings.mistake(prefix + "* " + ofAll);
  }

  @Override
  public String toString() {
    return "Section[" + prefix + "]";
  }
}
