package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.ReadSettings;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bad value is a mistake that shows the form wanted. */
class BadValueTest {
  private static String mistake(String property, String value) {
    return SettingsFixture.aSecret().and(property, value).mistake();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "30",
        "s",
        "30 s",
        "-1s",
        "+1s",
        "1.5h",
        "30S",
        "30ms",
        "PT30S",
        "1m30s",
        "1w",
        "1000000000s",
        "٣s",
        "soon"
      })
  void badDuration_isMistake(String value) {
    for (String property : new String[] {"leeway", "maxage", "maxlifetime"}) {
      assertEquals(
          "watchword."
              + property
              + " (test) is wrong: '"
              + value
              + "' is no duration; write 30s, 15m, 8h or 1d",
          mistake("watchword." + property, value));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0s, PT0S",
    "90s, PT90S",
    "' 15m ', PT15M",
    "8h, PT8H",
    "1d, P1D",
    "999999999d, P999999999D"
  })
  void goodDuration_isRead(String value, Duration duration) {
    assertEquals(
        duration,
        SettingsFixture.aSecret().and("watchword.maxage", value).issuer().rules().times().maxAge());
  }

  @Test
  void zeroRefresh_isMistake() {
    assertEquals(
        "watchword.refresh (test) is 0; write off or at least 1s",
        mistake("watchword.refresh", "0s"));
  }

  @ParameterizedTest // requirement 28
  @ValueSource(strings = {"301s", "6m", "1h", "1d"})
  void leewayOverFiveMinutes_isMistake(String value) {
    assertEquals(
        "watchword.leeway (test) is more than 300s; fix the clocks instead",
        mistake("watchword.leeway", value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "300s", "5m"})
  void leewayUpToFiveMinutes_isRead(String value) {
    assertEquals(1, SettingsFixture.aSecret().and("watchword.leeway", value).keys().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tomorrow",
        "2027-1-31",
        "2027-02-30",
        "31.01.2027",
        "20270131",
        "2027-01-31T18:00:00",
        "2027-01-31 18:00:00Z",
        "1801440000"
      })
  void badDate_isMistake(String value) {
    for (String property : new String[] {"from", "until", "previous.until"}) {
      assertEquals(
          "watchword."
              + property
              + " (test) is wrong: '"
              + value
              + "' is no date; write 2027-01-31 (midnight UTC) or 2027-01-31T18:00:00Z",
          SettingsFixture.aSecret()
              .and("watchword.previous.secret", RandomSecrets.good())
              .and("watchword." + property, value)
              .mistake());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-31, 2027-01-31T00:00:00Z",
    "2027-01-31T18:00:00Z, 2027-01-31T18:00:00Z",
    "2027-01-31T18:00+02:00, 2027-01-31T16:00:00Z",
    "' 2027-01-31 ', 2027-01-31T00:00:00Z"
  })
  void dateWithoutTime_isMidnightUtcInEveryTimeZone(String value, Instant instant) {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertEquals(
          instant, SettingsFixture.aSecret().and("watchword.until", value).keys().get(0).until());
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "many",
        "255",
        "65537",
        "-1",
        "+300",
        "1e3",
        "8192.0",
        "8 192",
        "٨٨٨٨",
        "99999999999"
      })
  void numberOutsideItsRange_isMistake(String value) {
    assertEquals(
        "watchword.tokensize (test) is '" + value + "'; write a number from 256 to 65536",
        mistake("watchword.tokensize", value));
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 8192, 65_536})
  void numberWithinItsRange_isRead(int value) {
    ReadSettings read = SettingsFixture.aSecret().and("watchword.tokensize", "" + value).read();
    assertEquals(value, read.tokenSize());
    String what = "tokens may have " + value + " characters, but servers by themselves take about";
    assertEquals(value > 8192, read.summary().stream().anyMatch(line -> line.startsWith(what)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS265", "hs256", "none", "RS256", "HmacSHA256", "HS256 HS512"})
  void unknownAlgorithm_isMistake(String value) {
    assertEquals(
        "watchword.algorithms (test) names '" + value + "'; there are HS256, HS384 and HS512",
        mistake("watchword.algorithms", "HS256," + value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          keys         | A b               | names 'A b'; a name has lower-case letters and digits only
          keys         | my-key            | names 'my-key'; a name has lower-case letters and digits only
          rules        | ä                 | names 'ä'; a name has lower-case letters and digits only
          source       | form              | is wrong: 'form' is none of bearer, authorization, scheme:NAME, header:NAME, cookie:NAME, query:NAME, form:NAME, json:NAME, subprotocol
          source       | ,                 | is wrong: ',' names no place for the token
          answers      | Full              | is 'Full'; write coarse or full
          realm        | a "b"             | is wrong: 'a "b"' is not printable text without quotes and backslashes
          cors.origins | *                 | has '*'; an origin is such as https://app.example
          cors.origins | app.example       | has 'app.example'; an origin is such as https://app.example
          cors.origins | https://a/        | has 'https://a/'; an origin is such as https://app.example
          cors.origins | https://app.example?x | has 'https://app.example?x'; an origin is such as https://app.example
          cors.origins | https://*.com     | has 'https://*.com'; an origin is such as https://app.example
          cors.origins | null              | has 'null'; an origin is such as https://app.example
          cors.headers | A,X Y             | has 'X Y', which is no header name, or stands twice
          cors.headers | A,B,A             | has 'A', which is no header name, or stands twice
          limit.public | 20                | is wrong: '20' is no limit; write 100/1m, 20/1s+50 for a burst, or off
          limit.any    | 20/1w             | is wrong: '20/1w' is no limit; write 100/1m, 20/1s+50 for a burst, or off
          limit.any    | 0/1m              | is wrong: a limit has 1 permit or more, for 1 second or more
          limit.b.per  | caller            | is of no use: watchword.limit.b is not set
          limit.failures.per | everyone    | is of no use: watchword.limit.failures counts each address
          xratelimit   | yes               | is 'yes'; write on or off
          remember     | yes               | is 'yes'; write on or off
          audit        | yes               | is 'yes'; write on or off
          proxies.header | X-Forwarded | is 'X-Forwarded'; write X-Forwarded-For, Forwarded, or a header that holds the client's address alone, such as X-Real-IP
          proxies.header | X-Forwarded-Host | is 'X-Forwarded-Host'; write X-Forwarded-For, Forwarded, or a header that holds the client's address alone, such as X-Real-IP
          proxies.header | Host | is 'Host'; write X-Forwarded-For, Forwarded, or a header that holds the client's address alone, such as X-Real-IP
          proxies.header | X Real IP | is 'X Real IP'; write X-Forwarded-For, Forwarded, or a header that holds the client's address alone, such as X-Real-IP
          """)
  void badValue_isMistakeThatShowsForm(String property, String value, String complaint) {
    SettingsFixture given =
        SettingsFixture.aSecret()
            .and("watchword.cors.origins=https://app.example; watchword.proxies=10.0.0.0/8")
            .and("watchword." + property, value);
    assertEquals("watchword." + property + " (test) " + complaint, given.mistake());
  }

  @Test
  void unknownLimitSubject_isMistake() {
    SettingsFixture given =
        SettingsFixture.aSecret().and("watchword.limit.a=10/1m; watchword.limit.a.per=user");
    assertEquals(
        "watchword.limit.a.per (test) is wrong: 'user' is none of address, caller, issuer, everyone, claim:NAME",
        given.mistake());
  }

  @Test
  void nameTwiceInList_isMistake() {
    SettingsFixture given = SettingsFixture.aSecret().and("watchword.keys=a,a");
    given.and("watchword.key.a.secret", RandomSecrets.good());
    assertEquals("watchword.keys (test) has a name twice", given.mistake());
  }

  @Test
  void blankValue_isNotSet() {
    SettingsFixture given =
        SettingsFixture.aSecret()
            .and("watchword.leeway= ; watchword.nameclaim=; watchword.algorithms=");
    assertEquals(SettingsFixture.aSecret().issuer().rules(), given.issuer().rules());
  }
}
