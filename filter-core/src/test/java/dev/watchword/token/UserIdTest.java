package dev.watchword.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.testing.VerdictAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 32: one rule for every name that comes from outside. */
class UserIdTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice",
        "O'Neill, \u00c5ke",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", // a joiner belongs to the word
        "\ud83d\udc69\u200d\ud83d\ude80",
        "\ud83d\ude00",
        "\u061b",
        "\u061d",
        "\u200b",
        "\u2010",
        "\u2065",
        "\u206a",
        "\u00ad",
        "https://issuer.example/a",
      })
  void goodName_isAdmitted(String name) {
    assertTrue(UserId.isGood(name));
    assertAdmitted(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u2003",
        "a\u0000",
        "a\nb",
        "a\u007f",
        "a\u0085b",
        "a\u009f",
        "\ud800",
        "a\udc00",
        "\udc00\ud800",
        "a\ud83d",
        "a\u061cb",
        "\u200ea",
        "a\u200f",
        "\u202aa",
        "a\u202eb",
        "a\u2066b",
        "a\u2069",
        "a\u2028b",
        "a\u2029",
      })
  void badName_isRefused(String name) {
    assertFalse(UserId.isGood(name));
    for (String claim : new String[] {"sub", "upn"}) {
      VerdictAssertions.assertRefused(Reason.CLAIM, verdict(claim, name));
    }
    VerdictAssertions.assertRefused(Reason.ISSUER, verdict("iss", name));
  }

  private static Verdict verdict(String claim, String name) {
    TestIssuer issuer = TestIssuer.withDefaults().names("upn,sub", "roles", "scope");
    return issuer.verifier().verify(Tokens.good().claim(claim, name).text(), Tokens.NOW);
  }

  private static void assertAdmitted(String name) {
    assertEquals(name, VerdictAssertions.assertAdmitted(verdict("upn", name)).getName());
    VerdictAssertions.assertAdmitted(verdict("iss", name));
  }

  @Test
  void name_has256CharactersAtMost() {
    assertTrue(UserId.isGood("x".repeat(256)));
    assertFalse(UserId.isGood("x".repeat(257)));
  }

  @Test // each character that Unicode calls a Bidi_Control, and none besides
  void allBidiControls_areRefused() {
    String controls = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (Character.getType(c) == Character.FORMAT) {
        String name = "a" + Character.toString(c);
        assertEquals(controls.indexOf(c) < 0, UserId.isGood(name), () -> name);
      }
    }
  }
}
