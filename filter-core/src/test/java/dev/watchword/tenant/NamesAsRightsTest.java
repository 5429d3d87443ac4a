package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an issuer signs for others, nobody gets a right by having its name. */
class NamesAsRightsTest {
  private static SettingsFixture given() {
    return SettingsFixture.aSecret();
  }

  private static SettingsFixture signing(String forWhom) {
    return switch (forWhom) {
      case "workspace" -> given().and("watchword.workspace.secret", RandomSecrets.text(44));
      case "apikey" -> given().and("watchword.apikey.secret", RandomSecrets.text(44));
      case "session" -> given().and("watchword.identity.session=15m");
      default ->
          given()
              .and("watchword.clients=app; watchword.client.app.scopes=read")
              .and("watchword.client.app.secret", RandomSecrets.text(44));
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"workspace", "apikey", "session", "client"})
  void rightsFromNameOfUser_stopStart(String forWhom) {
    for (String property : List.of("rolesclaim", "scopeclaim")) {
      assertEquals(
          "issuer 'default' signs for others, and takes roles or scopes from 'sub', which it sets"
              + " itself: whoever has the name of a right would have the right",
          signing(forWhom).and("watchword." + property, "sub").mistake());
    }
  }

  @ParameterizedTest
  @CsvSource({"sub, client_id", "'tenant,who.id', who.id", "sub, jti", "sub, aud", "sub, userId"})
  void rightsFromOtherClaimsOfIssuer_stopStart(String names, String claim) {
    String mistake =
        signing("client")
            .and("watchword.nameclaim", names)
            .and("watchword.scopeclaim", claim)
            .mistake();
    assertEquals("'" + claim + "'", mistake.replaceAll("^.* from ('[^']*'),.*$", "$1"));
  }

  @Test // there it is who signs that decides
  void rightsFromName_areReadOfIssuerThatSignsForNobody() {
    given().and("watchword.rolesclaim=sub").read();
    given().and("watchword.rolesclaim=sub; watchword.clients=").read();
  }

  @Test
  void issuerThatConfersNothing_mayReadThemAnywhere() {
    signing("workspace").and("watchword.rolesclaim=sub; watchword.grants=").read();
    signing("workspace").and("watchword.rolesclaim=roles; watchword.scopeclaim=user.scope").read();
  }
}
