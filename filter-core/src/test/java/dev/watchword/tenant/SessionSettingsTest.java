package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.issue.IssuingRules;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that would be refused where it is shown stops the start, which says what to do. */
class SessionSettingsTest {
  private static final String NAME = "watchword.identity.session (test) ";

  private static SettingsFixture sessions(String more) {
    SettingsFixture given = SettingsFixture.aSecret().and("watchword.identity.session=15m");
    return more.isEmpty() ? given : given.and(more);
  }

  private static IssuingRules session(SettingsFixture given) {
    return given.read().snapshot().tenants().get("default").session();
  }

  @Test
  void sessions_areOffUnlessSet() {
    assertNull(session(SettingsFixture.aSecret()));
    assertNull(session(SettingsFixture.aSecret().and("watchword.identity.session=off")));
    assertEquals(Duration.ofMinutes(15), session(sessions("")).lifetime());
  }

  @Test
  void session_hasDeclaredAttributesButNoRights() {
    SettingsFixture given =
        sessions("watchword.identity.signed=email,role; watchword.identity.client=name")
            .and("watchword.rolesclaim=role");
    assertEquals(java.util.List.of("email", "name"), session(given).claims());
  }

  @Test
  void issuerWithSessions_isRestrictedAmongSeveral() {
    SettingsFixture given =
        SettingsFixture.nothing()
            .and("watchword.issuers=a,b; watchword.issuer.a.identity.session=15m")
            .and("watchword.issuer.a.secret", RandomSecrets.good())
            .and("watchword.issuer.b.secret", RandomSecrets.good());
    assertTrue(given.read().snapshot().tenants().get("a").issuer().isRestricted());
    assertFalse(given.read().snapshot().tenants().get("b").issuer().isRestricted());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "watchword.identity.session=0s ! must be from 1s to 24h",
        "watchword.identity.session=25h ! must be from 1s to 24h",
        "watchword.maxlifetime=10m ! is longer than maxlifetime or maxage allows: 600s",
        "watchword.maxage=10m ! is longer than maxlifetime or maxage allows: 600s",
        "watchword.singleuse=on ! is set, but singleuse is on: a session would be good for one"
            + " request. Switch one of them off; a rule can say 'once' instead",
        "watchword.revocation=on; watchword.revocation.claims=sid ! is set, but sessions would not"
            + " have the claim 'sid' of revocation.claims, and so outlive a revocation by it: name"
            + " it in identity.signed",
        "watchword.nameclaim=email ! is set, but nameclaim has 'email', which is an attribute: name"
            + " it in identity.user instead of identity.signed or identity.client",
        "watchword.claims=plan ! is set, but for a user with a token no session begins: the token"
            + " would be refused here: the required claim 'plan' is missing. Take the claim out of"
            + " claims, or name it in identity.signed where tokens of users have it; or switch"
            + " identity.session off",
        "watchword.tokensize=256; watchword.iss=https://a-rather-long-name.example ! is set, but for"
            + " a user with a token no session begins: the token would be refused here: the token is"
            + " longer than watchword.tokensize allows. Raise tokensize; or switch identity.session"
            + " off",
        "watchword.identity.client=assurance ! is wrong: 'assurance' is set by the issuer alone",
      })
  void sessionThatWouldBeRefused_stopsStart(String more, String sentence) {
    assertEquals(NAME + sentence, sessions(more).mistake());
  }

  @Test
  void requiredClaimThatNoHashProves_stopsStart() {
    SettingsFixture given =
        sessions("watchword.claims=email; watchword.identity.legacy=warn")
            .and("watchword.identity.secret", RandomSecrets.good());
    String mistake = given.mistake();
    assertTrue(mistake.contains("for a user with an identity hash no session begins"), mistake);
    assertNotNull(session(sessions("watchword.claims=email")));
  }

  @Test
  void requiredClaimThatNoVisitorHas_stopsStart() {
    SettingsFixture given =
        sessions("watchword.claims=sub; watchword.publishable=wpk_0123456789abcdef")
            .and("watchword.publishable.origins=https://app.example");
    String mistake = given.mistake();
    assertTrue(mistake.contains("for a visitor with a publishable token no session"), mistake);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "watchword.claims=email|plan,sub; watchword.audiences=a,b; watchword.iss=https://a.example",
        "watchword.identity.signed=org,sid; watchword.claims=org.plan,org.seat.id,jti",
        "watchword.identity.signed=sid; watchword.revocation=on; watchword.revocation.claims=sid",
        "watchword.identity.signed=a; watchword.revocation=on; watchword.revocation.claims=a.sid",
        "watchword.maxage=15m; watchword.maxlifetime=15m; watchword.nameclaim=userId,sub",
        "watchword.from=2030-01-01"
      })
  void sessionThatIsAdmitted_startsSettings(String more) {
    assertNotNull(session(sessions(more)));
  }

  @Test
  void backendMayNotSignWhatOnlySessionsSay() {
    for (String claim : new String[] {"assurance", "unverified_user"}) {
      SettingsFixture given = SettingsFixture.aSecret().and("watchword.issue.claims=" + claim);
      assertTrue(given.mistake().contains("'" + claim + "' is set by the issuer alone"));
    }
  }
}
