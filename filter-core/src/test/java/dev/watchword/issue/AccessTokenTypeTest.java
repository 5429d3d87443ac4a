package dev.watchword.issue;

import static dev.watchword.issue.EndpointFixture.assertIssued;
import static dev.watchword.issue.EndpointFixture.header;
import static dev.watchword.issue.EndpointFixture.names;
import static dev.watchword.issue.EndpointFixture.payload;
import static dev.watchword.issue.EndpointFixture.request;
import static dev.watchword.issue.EndpointFixture.shown;
import static dev.watchword.issue.EndpointFixture.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.VerdictAssertions;
import dev.watchword.token.Caller;
import dev.watchword.token.TokenHistory;
import dev.watchword.token.TokenType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access tokens of RFC 9068 from {@code POST /token}. */
class AccessTokenTypeTest {
  private final TestClock clock = new TestClock();

  private String issued(TestIssuer issuer, TokenType type) {
    Client client = new Client("app", shown("app"), "acme", Set.of("read"), type, Set.of());
    IssuingAccount account = EndpointFixture.account(issuer, "acme");
    ClientCredentialsEndpoint endpoint =
        new ClientCredentialsEndpoint(
            () -> Map.of("app", client), name -> account, TokenHistory.NONE, "api", clock);
    String form = "grant_type=client_credentials&client_id=app&client_secret=" + text("app");
    IssueReply reply =
        endpoint.answer(request(List.of(), "application/x-www-form-urlencoded", "", form));
    return assertIssued(200, reply).get("access_token").textValue();
  }

  private static TestIssuer acme() {
    return TestIssuer.withDefaults().iss("https://acme.example").audiences("orders");
  }

  @Test
  void accessToken_hasEveryClaimThatTheRfcWants() {
    String token = issued(acme(), TokenType.ACCESS);
    JsonNode claims = payload(token);

    assertEquals("at+jwt", header(token).get("typ").textValue());
    assertTrue(
        names(claims).containsAll(List.of("iss", "exp", "aud", "sub", "client_id", "iat", "jti")),
        () -> names(claims).toString());
    assertEquals("app", claims.get("sub").textValue());
    assertEquals("app", claims.get("client_id").textValue());
    assertEquals("read", claims.get("scope").textValue());
    Caller caller =
        VerdictAssertions.assertAdmitted(
            acme().name("acme").verifier().verify(token, clock.instant()));
    assertEquals(TokenType.ACCESS, caller.type());
  }

  @ParameterizedTest
  @ValueSource(strings = {"userId", "client_id"})
  void nameClaimOfAnotherName_doesNotTakeSubAway(String nameClaim) {
    JsonNode claims = payload(issued(acme().names(nameClaim, "roles", "scope"), TokenType.ACCESS));
    assertEquals("app", claims.get("sub").textValue());
    assertEquals("app", claims.get(nameClaim).textValue());
  }

  @Test
  void otherClients_getPlainTokens() {
    String token = issued(acme(), TokenType.JWT);
    assertEquals("JWT", header(token).get("typ").textValue());
    JsonNode claims = payload(issued(acme().names("userId", "roles", "scope"), TokenType.JWT));
    assertEquals(null, claims.get("sub"));
  }
}
