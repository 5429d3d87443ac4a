package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.issue.Client;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import dev.watchword.token.TokenType;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings say of an OAuth client's tokens, and how it shows who it is. */
class ClientSettingsTest {
  private static final String SIGNS =
      "watchword.client.app.assertion.audiences=https://a.example/token";

  private static SettingsFixture given(String pairs) {
    return SettingsFixture.aSecret()
        .and("watchword.clients=app")
        .and("watchword.client.app.secret", RandomSecrets.good())
        .and(pairs);
  }

  private static Client app(SettingsFixture given) {
    return given.read().snapshot().clients().get("app");
  }

  @Test
  void typ_saysWhichTokensAreIssued() {
    String parties = "watchword.iss=me; watchword.audiences=api";
    assertEquals(TokenType.JWT, app(given("watchword.realm=x")).type());
    assertEquals(TokenType.JWT, app(given("watchword.client.app.typ=jwt")).type());
    assertEquals(
        TokenType.ACCESS, app(given(parties).and("watchword.client.app.typ=at+jwt")).type());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "watchword.realm=x",
        "watchword.iss=me",
        "watchword.audiences=api",
        "watchword.iss=me; watchword.audiences=api,other"
      })
  void accessTokenWithoutItsParties_stopsStart(String parties) {
    assertEquals(
        "watchword.client.app.typ (test) is at+jwt (RFC 9068), and issuer 'default' has not an iss and one"
            + " audience to write into such a token",
        given(parties).and("watchword.client.app.typ=at+jwt").mistake());
  }

  @Test
  void assertionAudiences_areForThoseWhoSign() {
    assertEquals(Set.of(), app(given("watchword.realm=x")).assertionAudiences());
    assertEquals(
        Set.of("https://a.example/token", "https://a.example"),
        app(given(SIGNS + ",https://a.example")).assertionAudiences());
  }

  @ParameterizedTest
  @CsvSource({"32, true", "31, false"})
  void secretOfOneWhoSigns_isLongEnoughForHs256(int length, boolean isGood) {
    String secret = RandomSecrets.good().substring(0, length);
    SettingsFixture given = given(SIGNS).and("watchword.client.app.secret", secret);
    if (isGood) {
      app(given);
    } else {
      String mistake = given.mistake();
      assertTrue(mistake.contains("RFC 7518 section 3.2"), mistake);
      app(given("watchword.realm=x").and("watchword.client.app.secret", secret));
    }
  }

  @Test
  void otherTyp_stopsStart() {
    assertEquals(
        "watchword.client.app.typ (test) is 'widget+jwt'; write jwt or at+jwt",
        given("watchword.client.app.typ=widget+jwt").mistake());
  }
}
