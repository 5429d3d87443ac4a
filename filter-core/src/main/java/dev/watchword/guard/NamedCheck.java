package dev.watchword.guard;

import dev.watchword.http.RequestFacts;
import dev.watchword.token.Caller;
import java.util.regex.Pattern;

/**
 * A check with a name by which the log speaks of it.
 *
 * @param name 1 to 64 letters, digits, dots, underscores and hyphens
 */
public record NamedCheck(String name, CallerCheck check) implements CallerCheck {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public NamedCheck {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a check's name has 1 to 64 letters, digits, dots, underscores and hyphens");
    }
  }

  @Override
  public CheckResult check(Caller caller, RequestFacts request) {
    return check.check(caller, request);
  }

  @Override
  public CheckResult check(Visitor visitor, RequestFacts request) {
    return check.check(visitor, request);
  }

  /** What to call a check in the log. */
  static String nameOf(CallerCheck check) {
    return check instanceof NamedCheck named
        ? "check '" + named.name + "'"
        : check.getClass().getName();
  }
}
