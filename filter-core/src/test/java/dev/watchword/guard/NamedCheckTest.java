package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The name by which the log speaks of a check. */
class NamedCheckTest {
  private static final CallerCheck CHECK = (caller, request) -> CheckResult.allowIf(true, "");

  @Test
  void check_isCalledByItsNameOrItsClass() {
    assertEquals(
        "check 'plan.is-paid_2'", NamedCheck.nameOf(new NamedCheck("plan.is-paid_2", CHECK)));
    assertEquals(CHECK.getClass().getName(), NamedCheck.nameOf(CHECK));
  }

  @ParameterizedTest // it stands in the log
  @ValueSource(strings = {"", "two words", "line\nbreak", "it's", "\u00e9"})
  void nameWithOtherCharacters_isRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> new NamedCheck(name, CHECK));
  }

  @Test
  void name_hasAtMost64Characters() {
    assertEquals(64, new NamedCheck("a".repeat(64), CHECK).name().length());
    assertThrows(IllegalArgumentException.class, () -> new NamedCheck("a".repeat(65), CHECK));
  }
}
