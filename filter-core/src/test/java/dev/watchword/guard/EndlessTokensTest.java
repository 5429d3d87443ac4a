package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requirement 62: what would have to be remembered for ever stops the start. */
class EndlessTokensTest {
  private static String mistake(String rule, String issuer) {
    return "rule '"
        + rule
        + "' takes each token once, but tokens of issuer '"
        + issuer
        + "' need no exp (noexp): one without an end would have to be remembered for ever. Require"
        + " exp, or name other issuers in the rule";
  }

  private static SettingsFixture once(SettingsFixture given, String more) {
    return given.and("watchword.rules=r").and("watchword.rule.r", "/x once" + more);
  }

  @Test // requirement 62
  void loneIssuer_isMistake() {
    SettingsFixture given = once(SettingsFixture.aSecret(), "").and("watchword.relax=noexp");
    assertEquals(List.of(mistake("r", "default")), given.mistakes());
    once(SettingsFixture.aSecret(), "").read();
  }

  @Test // requirement 62
  void singleUseIssuer_isMistake() {
    SettingsFixture given = SettingsFixture.aSecret().and("watchword.singleuse=on");
    given.read();
    assertEquals(
        List.of(
            "watchword.singleuse (test) is on, but tokens need no exp (noexp): one without an end"
                + " would have to be remembered for ever"),
        given.and("watchword.relax=noexp").mistakes());
  }

  /** A relaxed issuer's tokens come only where a rule names it. */
  @ParameterizedTest
  @CsvSource({"'', false", "' issuer acme', false", "' issuer acme,globex', true"})
  void ofSeveralIssuers_thoseThatMayComeCount(String more, boolean isMistake) {
    SettingsFixture given =
        once(SettingsFixture.nothing().and("watchword.issuers=acme,globex"), more)
            .and("watchword.issuer.acme.secret", RandomSecrets.good())
            .and("watchword.issuer.globex.secret", RandomSecrets.good())
            .and("watchword.issuer.globex.relax=noexp");
    if (isMistake) {
      assertEquals(List.of(mistake("r", "globex")), given.mistakes());
    } else {
      given.read();
    }
  }
}
