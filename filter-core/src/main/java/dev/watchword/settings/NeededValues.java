package dev.watchword.settings;

/** What one property needs of another, without which nothing reads it. */
public final class NeededValues {
  private NeededValues() {}

  /**
   * Complains of a property that has another value than its default, though nothing reads it.
   *
   * @param isNeeded whether the other property makes something of it
   */
  public static void check(Section section, Property property, boolean isNeeded, Property other) {
    String given = section.given(property);
    if (!isNeeded && given != null && !given.equals(property.defaultValue())) {
      section.mistake(property, "is of no use without " + section.name(other));
    }
  }
}
