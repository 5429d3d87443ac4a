package dev.watchword.guard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words of a path rule that come after its path, in the order in which they are documented. */
enum RuleWord {
  ROLE("R", Set.of("or", "and"), false),
  SCOPE("S", Set.of("or", "and"), false),
  CLAIM("NAME=VALUE", Set.of("or", "and"), true),
  AUDIENCE("A", Set.of("or", "and"), false),
  TYP("T", Set.of("or"), false),
  SOURCE("S", Set.of(), false),
  ISSUER("I", Set.of(), false),
  KIND("K", Set.of(), false),
  LIMIT("L", Set.of("or"), false),
  ONCE("", Set.of(), false),
  HIDE("", Set.of(), false),
  BODYHASH("C", Set.of(), false),
  QSH("BASE", Set.of("or"), false),
  STREAM("FATE", Set.of(), false),
  FROM("DATE", Set.of(), false);

  /** Each word with its value: {@code [role R] [scope S]} and so on. */
  static final String FORM =
      Arrays.stream(values()).map(RuleWord::form).collect(Collectors.joining(" "));

  private final String value;
  private final Set<String> joints;
  private final boolean repeats;

  RuleWord(String value, Set<String> joints, boolean repeats) {
    this.value = value;
    this.joints = joints;
    this.repeats = repeats;
  }

  String configName() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean hasValue() {
    return !value.isEmpty();
  }

  /** Whether a further value may follow this word. */
  boolean isJoinedBy(String word) {
    return joints.contains(word);
  }

  /** Whether it may stand in a rule more than once. */
  boolean repeats() {
    return repeats;
  }

  private String form() {
    String words = hasValue() ? configName() + " " + value : configName();
    return "[" + words + "]" + (repeats ? "..." : "");
  }

  /** The one that is written so; null for none. */
  static @Nullable RuleWord of(String text) {
    return Arrays.stream(values())
        .filter(word -> word.configName().equals(text))
        .findFirst()
        .orElse(null);
  }
}
