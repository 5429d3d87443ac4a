package dev.watchword.tenant;

import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import dev.watchword.token.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the profiles of app platforms ask for, claim by claim, and what goes before them. */
class PlatformProfilesTest {
  private static final String SECRET = RandomSecrets.good();
  private static final long NOW = Tokens.NOW.getEpochSecond();

  /** Single quotes in place of double ones, and dates as seconds from now. */
  private static Verdict judge(String settings, String claims) {
    String payload = claims.replace('\'', '"').replace("NOW", Long.toString(NOW));
    for (long seconds : List.of(60L, 300L, 301L, 329L, 330L, 3600L, 3601L)) {
      payload = payload.replace("IN" + seconds + "S", Long.toString(NOW + seconds));
      payload = payload.replace("AGO" + seconds + "S", Long.toString(NOW - seconds));
    }
    String token =
        Tokens.good().rawPayload(payload).secret(SECRET.getBytes(StandardCharsets.UTF_8)).text();
    return SettingsFixture.nothing()
        .and("watchword.secret", SECRET)
        .and(settings)
        .read()
        .snapshot()
        .verifier()
        .verify(token, Tokens.NOW);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "shopify | {'dest':'d','aud':'a','nbf':NOW,'iat':NOW,'exp':IN300S} | ",
        "shopify | {'dest':'d','aud':'a','nbf':NOW,'iat':NOW,'exp':IN301S} | LIFETIME",
        "shopify | {'aud':'a','nbf':NOW,'iat':NOW,'exp':IN60S} | CLAIM",
        "shopify | {'dest':'d','aud':'a','iat':NOW,'exp':IN60S} | CLAIM",
        "monday | {'accountId':1,'userId':2,'exp':IN60S} | ",
        "monday | {'dat':{'account_id':1,'user_id':2},'exp':IN60S} | ",
        "monday | {'userId':2,'exp':IN60S} | CLAIM",
        "monday | {'accountId':1,'userId':2.5,'exp':IN60S} | CLAIM",
        "vonage | {'iss':'Vonage','jti':'j','api_key':'k','iat':AGO329S} | ",
        "vonage | {'iss':'Vonage','jti':'j','api_key':'k','iat':AGO330S} | TOO_OLD",
        "vonage | {'iss':'vonage','jti':'j','api_key':'k','iat':NOW} | ISSUER",
        "vonage | {'iss':'Vonage','api_key':'k','iat':NOW} | CLAIM",
        "vonage | {'iss':'Vonage','jti':'j','api_key':'k'} | CLAIM",
        "zendesk | {'external_id':'u','scope':'user'} | ",
        "zendesk | {'external_id':'u','scope':'user','exp':AGO60S} | EXPIRED",
        "zendesk | {'external_id':'u'} | CLAIM",
        "atlassian | {'iss':'k','iat':NOW,'exp':IN300S,'qsh':'q'} | ",
        "atlassian | {'iss':'k','iat':NOW,'exp':IN300S} | CLAIM",
        "atlassian | {'iat':NOW,'exp':IN300S,'qsh':'q'} | CLAIM",
        "atlassian | {'iss':'k','exp':IN300S,'qsh':'q'} | CLAIM",
        "ghost | {'iat':NOW,'exp':IN300S,'aud':'/admin/'} | ",
        "ghost | {'iat':NOW,'exp':IN300S,'aud':'/v3/admin/'} | ",
        "ghost | {'iat':AGO329S,'exp':IN300S,'aud':'/admin/'} | ",
        "ghost | {'iat':AGO330S,'exp':IN300S,'aud':'/admin/'} | TOO_OLD",
        "ghost | {'iat':NOW,'exp':IN300S,'aud':'/members/'} | AUDIENCE",
        "ghost | {'exp':IN300S,'aud':'/admin/'} | CLAIM",
        "onlyoffice | {'payload':{},'exp':IN60S} | ",
        "onlyoffice | {'key':'k','exp':IN60S} | CLAIM",
        "onlyoffice | {'payload':{}} | CLAIM",
        "livekit | {'iss':'k','nbf':NOW,'exp':IN60S} | ",
        "livekit | {'nbf':NOW,'exp':IN60S} | CLAIM",
        "livekit | {'iss':'k','exp':IN60S} | CLAIM",
        "livekit | {'iss':'k','nbf':NOW} | CLAIM",
        "stream | {'user_id':'u'} | ",
        "stream | {'server':true} | CLAIM",
        "stream | {'user_id':'u','exp':AGO60S} | EXPIRED",
        "supabase | {'iss':'i','sub':'s','aud':['authenticated'],'role':'r','exp':IN60S} | ",
        "supabase | {'iss':'i','sub':'s','aud':'anon','role':'r','exp':IN60S} | AUDIENCE",
        "supabase | {'iss':'i','aud':'authenticated','role':'anon','exp':IN60S} | CLAIM",
        "userjot | {'sub':'u','iss':'p','aud':'userjot','iat':NOW,'exp':IN3600S} | ",
        "userjot | {'sub':'u','iss':'p','aud':'userjot','iat':NOW,'exp':IN3601S} | LIFETIME",
        "userjot | {'sub':'u','iss':'p','aud':'other','iat':NOW,'exp':IN60S} | AUDIENCE",
      })
  void claimsOfPlatform_haveExpectedVerdict(String profile, String claims, Reason reason) {
    Verdict verdict = judge("watchword.profile=" + profile, claims);
    if (reason == null) {
      assertAdmitted(verdict);
    } else {
      assertRefused(reason, verdict);
    }
  }

  @Test
  void rolesOfHasura_areThoseThatItAllows() {
    String roles = "'x-hasura-default-role':'user','x-hasura-allowed-roles':['user','editor']";
    String hasura = "watchword.profile=hasura";
    var caller =
        assertAdmitted(
            judge(hasura, "{'https://hasura.io/jwt/claims':{" + roles + "},'exp':IN60S}"));
    assertTrue(caller.roles().contains("editor"));
    assertRefused(Reason.CLAIM, judge(hasura, "{" + roles + ",'exp':IN60S}"));
    String one = "{'https://hasura.io/jwt/claims':{'x-hasura-default-role':'user'},'exp':IN60S}";
    assertRefused(Reason.CLAIM, judge(hasura, one));
  }

  @Test
  void explicitSetting_comesBeforeProfile() {
    String claims = "{'iss':'VCC','jti':'j','api_key':'k','iat':AGO3600S}";
    assertRefused(Reason.ISSUER, judge("watchword.profile=vonage", claims));
    String ours = "watchword.profile=vonage; watchword.iss=VCC";
    assertRefused(Reason.TOO_OLD, judge(ours, claims));
    assertAdmitted(judge(ours + "; watchword.maxage=2h", claims));
  }

  @ParameterizedTest
  @CsvSource({"vonage, noexp", "zendesk, noexp", "stream, noexp", "monday, numericname"})
  void relaxationOfPlatform_isPrintedAtStart(String profile, String word) {
    String summary =
        SettingsFixture.aSecret().and("watchword.profile", profile).read().summary().toString();
    assertTrue(summary.contains("is relaxed (" + word), summary);
  }

  @ParameterizedTest
  @CsvSource({
    "shopify",
    "atlassian",
    "ghost",
    "onlyoffice",
    "livekit",
    "hasura",
    "supabase",
    "userjot"
  })
  void otherProfileOfPlatform_relaxesNothing(String profile) {
    String summary =
        SettingsFixture.aSecret().and("watchword.profile", profile).read().summary().toString();
    assertEquals(-1, summary.indexOf("is relaxed"), summary);
  }
}
