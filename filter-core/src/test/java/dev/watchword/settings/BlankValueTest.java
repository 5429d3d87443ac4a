package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.tenant.Tenant;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A blank value takes no restriction away, and permits nothing. */
class BlankValueTest {
  @ParameterizedTest // what a variable without a value makes of a template
  @ValueSource(
      strings = {
        "iss",
        "audiences",
        "claims",
        "maxage",
        "maxlifetime",
        "from",
        "until",
        "previous.from",
        "previous.until",
        "key.a.until",
        "identity.until",
        "limit.public",
        "limit.slow"
      })
  void blankRestriction_isMistake(String property) {
    for (String blank :
        property.matches("audiences|claims")
            ? new String[] {"", " ", " , "}
            : new String[] {"", " "}) {
      assertEquals(
          "watchword."
              + property
              + " (test) is blank, and so restricts nothing; write a value, or take the name away",
          SettingsFixture.aSecret()
              .and("watchword.previous.secret", RandomSecrets.good())
              .and("watchword.keys", "a")
              .and("watchword.key.a.secret", RandomSecrets.text(44))
              .and("watchword.identity.legacy", "accept")
              .and("watchword.identity.secret", RandomSecrets.text(45))
              .and("watchword.rules", "slow")
              .and(
                  "watchword.rule.slow",
                  "/slow limit " + (property.endsWith("slow") ? "slow" : "off"))
              .and("watchword." + property, blank)
              .mistake());
    }
  }

  @Test
  void blankList_isListOfNone() {
    SettingsFixture given =
        SettingsFixture.aSecret()
            .and(
                "watchword.issue.claims=; watchword.identity.client= ; watchword.identity.signed=,");
    Tenant tenant = given.read().snapshot().tenants().get("default");
    assertTrue(tenant.account().rules().claims().isEmpty());
    assertTrue(tenant.identity().signedOnly().isEmpty());
    assertTrue(tenant.identity().clientOk().isEmpty());
  }
}
