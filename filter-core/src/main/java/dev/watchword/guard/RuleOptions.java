package dev.watchword.guard;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands after the path of a rule: words with values, of which some can be several. */
final class RuleOptions {
  private final Map<RuleWord, List<Values>> given = new EnumMap<>(RuleWord.class);

  private RuleOptions() {}

  /**
   * The values of one word.
   *
   * @param all whether {@code and} stands between them
   */
  record Values(List<String> each, boolean all) {}

  /**
   * Reads the words.
   *
   * @throws IllegalArgumentException with the form that is wanted
   */
  static RuleOptions read(List<String> words, String form) {
    RuleOptions options = new RuleOptions();
    int at = 0;
    while (at < words.size()) {
      RuleWord word = RuleWord.of(words.get(at));
      if (word == null || (word.hasValue() && at + 1 == words.size())) {
        throw new IllegalArgumentException("'" + words.get(at) + "' is not understood; " + form);
      }
      int end = word.hasValue() ? end(word, words, at + 1) : at + 1;
      options.add(word, values(word, words.subList(at + 1, end)));
      at = end;
    }
    return options;
  }

  /** A claim and its values, where that is all of the words; null where it is not. */
  static @Nullable Values claim(List<String> words) {
    return words.isEmpty() || end(RuleWord.CLAIM, words, 0) < words.size()
        ? null
        : values(RuleWord.CLAIM, words);
  }

  /** Where the values end that begin here: after the last one that a joint leads to. */
  private static int end(RuleWord word, List<String> words, int first) {
    int end = first + 1;
    while (end < words.size() && word.isJoinedBy(words.get(end))) {
      if (end + 1 == words.size()) {
        throw new IllegalArgumentException("nothing follows '" + words.get(end) + "'");
      }
      end += 2;
    }
    return end;
  }

  private static Values values(RuleWord word, List<String> words) {
    List<String> each = new ArrayList<>();
    String joint = words.size() > 1 ? words.get(1) : "or";
    for (int i = 0; i < words.size(); i++) {
      if (i % 2 == 0) {
        each.add(words.get(i));
      } else if (!words.get(i).equals(joint)) {
        throw new IllegalArgumentException(
            "'" + word.configName() + "' has both 'or' and 'and'; write one of them");
      }
    }
    if (each.stream().distinct().count() < each.size()) {
      throw new IllegalArgumentException("'" + word.configName() + "' has a value twice");
    }
    return new Values(each, joint.equals("and"));
  }

  private void add(RuleWord word, Values values) {
    List<Values> before = given.computeIfAbsent(word, none -> new ArrayList<>());
    if (!before.isEmpty() && !word.repeats()) {
      throw new IllegalArgumentException("'" + word.configName() + "' stands twice");
    }
    before.add(values);
  }

  boolean has(RuleWord word) {
    return given.containsKey(word);
  }

  /** Whether nothing stands there but a limit and a date, which say nothing of who may pass. */
  boolean demandNothing() {
    return Set.of(RuleWord.LIMIT, RuleWord.FROM).containsAll(given.keySet());
  }

  /** The only value of a word; null where the word is not there. */
  @Nullable String sole(RuleWord word) {
    List<Values> values = all(word);
    return values.isEmpty() ? null : values.get(0).each().get(0);
  }

  /** Each time that a word is there. */
  List<Values> all(RuleWord word) {
    return given.getOrDefault(word, List.of());
  }
}
