package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.http.IssuerResolver;
import dev.watchword.http.TokenExtractor;
import dev.watchword.http.TokenExtractors;
import dev.watchword.testing.Requests;
import dev.watchword.testing.SettingsFixture;
import dev.watchword.testing.TestSecrets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What settings make of the policy for requests, and what is said of it at start. */
class GuardSettingsTest {
  private static SettingsFixture given(String... pairs) {
    SettingsFixture given = SettingsFixture.aSecret();
    for (String pair : pairs) {
      given.and(pair);
    }
    return given;
  }

  private static GuardPolicy policy(String... pairs) {
    return given(pairs).read().policy();
  }

  private static List<TokenExtractor> places(GuardPolicy policy) {
    return policy.rules().all().get(0).sources();
  }

  @Test
  void source_isWhereTokensStandByDefault() {
    assertEquals(List.of(TokenExtractors.BEARER), places(policy()));
    assertEquals(
        List.of(TokenExtractors.of("header:auth"), TokenExtractors.BEARER),
        places(policy("watchword.source=header:auth,bearer")));
  }

  @ParameterizedTest
  @CsvSource({"cookie:jwt, true", "header:auth, false"})
  void pages_maySendCookiesWhereTokensAreInThem(String source, boolean credentials) {
    GuardPolicy policy =
        policy("watchword.cors.origins=https://a.example", "watchword.source=" + source);
    assertEquals(credentials, policy.cors().credentials());
  }

  @Test
  void choose_saysWhatPicksIssuer() {
    assertEquals(IssuerResolver.KID, policy().issuerResolver());
    SettingsFixture two =
        SettingsFixture.nothing()
            .and("watchword.issuers=acme,globex; watchword.choose=header X-Workspace");
    for (String issuer : List.of("acme", "globex")) {
      two.and("watchword.issuer." + issuer + ".secret", "base64:" + secret(issuer));
    }
    assertEquals(
        new IssuerResolver(IssuerResolver.By.HEADER, "X-Workspace"),
        two.read().policy().issuerResolver());
  }

  private static String secret(String issuer) {
    return Base64.getEncoder().encodeToString(TestSecrets.secret(issuer));
  }

  @ParameterizedTest // requirement 75
  @CsvSource(
      nullValues = "-",
      value = {"dev, true", "test, true", "-, false", "prod, false", "DEV, false"})
  void insecure_worksInProfilesForTestingAlone(String profile, boolean works) {
    SettingsFixture given = given("watchword.insecure=true");
    if (profile != null) {
      given.and("mp.config.profile", profile);
    }
    if (works) {
      assertTrue(given.read().policy().enforcement().insecure());
    } else {
      assertEquals(
          "watchword.insecure (test) works only for local testing, where mp.config.profile is dev or"
              + " test",
          given.mistake());
    }
  }

  @Test
  void proxyHeader_isRead() {
    Limits limits =
        policy("watchword.proxies=10.0.0.0/8", "watchword.proxies.header=X-Real-IP").limits();
    Requests request = Requests.get("/").address("10.0.0.1").header("X-Real-IP", "203.0.113.7");
    assertEquals("203.0.113.7", limits.address(request.facts()));
    assertTrue(limits.isFromTrustedProxy(request.facts()));
    assertFalse(limits.isFromTrustedProxy(Requests.get("/").address("11.0.0.1").facts()));
    assertFalse(policy().limits().isFromTrustedProxy(request.facts()));
  }

  @Test
  void summary_namesPagesThatMayCall() {
    String line = "browser pages of https://a.example, https://b.example may call";
    assertTrue(
        given("watchword.cors.origins=https://b.example,https://a.example")
            .read()
            .summary()
            .contains(line));
    assertFalse(given().read().summary().toString().contains("browser pages"));
  }

  @ParameterizedTest
  @CsvSource({"5, 'i1, i2, i3, i4, i5 need'", "6, 'i1, i2, i3, i4, i5 and others need'"})
  void warningOfUnnamedCallers_namesFiveIssuers(int number, String named) {
    List<String> names = IntStream.rangeClosed(1, number).mapToObj(i -> "i" + i).toList();
    SettingsFixture given =
        SettingsFixture.nothing()
            .and("watchword.issuers", String.join(",", names))
            .and("watchword.rules=r; watchword.rule.r=/x/* limit 5/1m");
    names.forEach(
        name -> given.and("watchword.issuer." + name + ".secret", "base64:" + secret(name)));
    List<String> warnings =
        given.read().summary().stream().filter(line -> line.contains("limits count")).toList();
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains(named), warnings::toString);
  }
}
