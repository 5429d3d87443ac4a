package dev.watchword.tenant;

import dev.watchword.settings.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The mistakes in single secrets and clients that hold nothing else back: what is in force stays in
 * the place of each. At start nothing is in force, and every mistake is one of all settings.
 */
final class SingleMistakes {
  private final List<String> mistakes = new ArrayList<>();

  List<String> all() {
    return List.copyOf(mistakes);
  }

  void add(SingleMistakes others) {
    mistakes.addAll(others.mistakes);
  }

  /**
   * What a reader makes of a section; null where that is bad.
   *
   * @param isApart whether the mistakes are noted here, and not with the section's settings
   */
  <T> @Nullable T read(Section section, boolean isApart, Function<Section, @Nullable T> reader) {
    if (!isApart) {
      return reader.apply(section);
    }
    Section own = section.withOwnMistakes();
    T read = reader.apply(own);
    List<String> found = own.settings().mistakes();
    mistakes.addAll(found);
    return found.isEmpty() ? read : null;
  }
}
