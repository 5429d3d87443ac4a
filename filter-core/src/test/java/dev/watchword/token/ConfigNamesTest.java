package dev.watchword.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The words that stand in settings, logs and metrics: users rely on them. */
class ConfigNamesTest {
  @Test
  void reasonCodes_areLowerCase() {
    for (Reason reason : Reason.values()) {
      assertEquals(reason.name().toLowerCase(Locale.ROOT), reason.code());
    }
  }

  @Test
  void kindsAndRelaxations_haveConfigNames() {
    assertEquals(
        List.of("signed", "widget"),
        Arrays.stream(TokenKind.values()).map(TokenKind::configName).toList());
    assertEquals(
        List.of(
            "noexp", "duplicates", "shortsecret", "numericname", "jsontext", "nojti", "onesecret"),
        Arrays.stream(Relaxation.values()).map(Relaxation::configName).toList());
    for (Relaxation relaxation : Relaxation.values()) {
      assertFalse(relaxation.meaning().isBlank());
    }
  }

  @Test // RFC 7515 section 4.1.9: none is a caller's own
  void typ_mayBeMissing() {
    assertEquals(TokenType.NONE, TokenType.of(null));
  }
}
