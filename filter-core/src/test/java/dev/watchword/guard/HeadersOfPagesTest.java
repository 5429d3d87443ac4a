package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that may call, but may not send its token, is warned of at the start. */
class HeadersOfPagesTest {
  private static List<String> warnings(String settings) {
    return SettingsFixture.aSecret()
        .and("watchword.cors.origins=https://app.example")
        .and(settings)
        .read()
        .summary()
        .stream()
        .filter(line -> line.startsWith("WARNING: pages of"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cors.headers=X-Requested-With                                                  | Authorization
          source=header:X-Token                                                          | X-Token
          cors.headers=X-A; watchword.source=header:X-Token,bearer                       | Authorization, X-Token
          cors.headers=X-A; watchword.source=scheme:JWT                                  | Authorization
          rules=a; watchword.rule.a=/a source header:X-Token                             | X-Token
          """)
  void headerThatPagesMayNotSend_isWarnedOf(String settings, String header) {
    assertEquals(
        List.of(
            "WARNING: pages of watchword.cors.origins may not send "
                + header
                + ", which they need; name it in watchword.cors.headers"),
        warnings("watchword." + settings));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "realm=a",
        "cors.headers=x-token; watchword.source=header:X-Token",
        "source=header:X-Token,bearer",
        "cors.headers=X-A; watchword.source=cookie:sid",
        "cors.headers=X-A; watchword.source=subprotocol",
        "rules=a; watchword.rule.a=/a deny",
        "rules=a; watchword.rule.a=/a source query:token; watchword.cors.headers=Authorization"
      })
  void headerThatPagesNeedNot_isNotWarnedOf(String settings) {
    assertEquals(List.of(), warnings("watchword." + settings));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "authorization,x-workspace"})
  void headerThatPicksIssuer_isSentToo(String headers) {
    List<String> warnings =
        SettingsFixture.nothing()
            .and("watchword.issuers=acme; watchword.choose=header X-Workspace")
            .and("watchword.issuer.acme.secret", RandomSecrets.good())
            .and("watchword.cors.origins=https://app.example")
            .and("watchword.cors.headers", headers)
            .read()
            .summary();
    boolean isWarned =
        warnings.stream().anyMatch(line -> line.contains("may not send X-Workspace"));
    assertEquals(headers.equals("Authorization"), isWarned);
  }
}
