package dev.watchword.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which claims may not be set by whoever asks for a token. */
class ClaimNamesTest {
  private static final ClaimNames NAMES =
      new ClaimNames("sub", "realm.roles", "scp.all split ,", false);

  @ParameterizedTest
  @CsvSource({
    "realm.roles, true",
    "realm, true",
    "scp, true",
    "scp.all, true",
    "real, false",
    "realm.rol, false",
    "roles, false",
    "sub, false",
  })
  void claimThatHoldsRolesOrScopes_confersRights(String claim, boolean confers) {
    assertEquals(confers, NAMES.confersRights(claim));
  }
}
