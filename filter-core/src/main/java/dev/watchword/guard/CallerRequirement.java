package dev.watchword.guard;

import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * One thing that is asked of a caller, such as {@code role admin or boss}.
 *
 * @param claim which claim is looked at; empty but for {@link Subject#CLAIM}
 * @param values at least one
 * @param all whether each of the values is asked for, or one of them
 */
public record CallerRequirement(Subject subject, String claim, Set<String> values, boolean all) {
  /** By what they are about, so that the order in which rules name them does not matter. */
  static final Comparator<CallerRequirement> ORDER =
      Comparator.comparing(CallerRequirement::subject).thenComparing(CallerRequirement::claim);

  public CallerRequirement {
    values = Collections.unmodifiableSet(new LinkedHashSet<>(values)); // in the rule's order
    all = all && values.size() > 1; // one alone is the same either way
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing is asked for");
    }
  }

  /** What the values are compared with, in the order in which it is asked. */
  public enum Subject {
    TYP(Reason.KIND),
    AUDIENCE(Reason.WRONG_AUDIENCE),
    ROLE(Reason.ROLE),
    SCOPE(Reason.SCOPE),
    CLAIM(Reason.WRONG_CLAIM);

    private final Reason unmet;

    Subject(Reason unmet) {
      this.unmet = unmet;
    }
  }

  /** Why a caller who does not meet it is refused. */
  Reason reason() {
    return subject.unmet;
  }

  boolean isMetBy(Caller caller) {
    Predicate<String> has =
        switch (subject) {
          case TYP -> caller.type().typ()::equals;
          case AUDIENCE -> in(caller, "aud");
          case ROLE -> caller.roles()::contains;
          case SCOPE -> caller.scopes()::contains;
          case CLAIM -> in(caller, claim);
        };
    return all ? values.stream().allMatch(has) : values.stream().anyMatch(has);
  }

  private static Predicate<String> in(Caller caller, String path) {
    Object value = caller.claim(path, Object.class).orElse(null);
    return text -> ClaimText.isIn(value, text);
  }

  /** In the words of a rule: {@code scope read and write}, {@code claim plan=gold or silver}. */
  String describe() {
    String name = claim.isEmpty() ? "" : claim + "=";
    return subject.name().toLowerCase(Locale.ROOT)
        + " "
        + name
        + String.join(all ? " and " : " or ", new TreeSet<>(values));
  }
}
