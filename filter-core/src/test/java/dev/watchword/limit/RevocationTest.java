package dev.watchword.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 61: which tokens a revocation refuses, on both sides of every boundary. */
class RevocationTest {
  private static final Instant END_OF_9999 = Instant.ofEpochSecond(253_402_300_799L, 999_999_999);

  /** "-" stands for a token that does not say when it was issued. */
  @ParameterizedTest
  @CsvSource({
    "1000,     999,            true",
    "1000,     999.999999999,  true",
    "1000,     1000,           false",
    "1000,     1000.5,         false",
    "1000,     -,              true",
    "1000.001, 1000,           true",
    "1000.001, 1000.9,         true",
    "1000.001, 1001,           false",
    "0,        0,              false",
    "0,        -,              true",
  })
  void before_refusesWhatWasIssuedEarlier(String notBefore, String issuedAt, boolean refused) {
    Revocation revocation = Revocation.before(instant(notBefore));
    for (Instant now : List.of(Instant.EPOCH, Instant.ofEpochSecond(5000), END_OF_9999)) {
      assertEquals(refused, revocation.refuses(instant(issuedAt), now));
    }
  }

  private static Instant instant(String text) {
    if (text.equals("-")) {
      return null;
    }
    String[] parts = text.split("\\.");
    long nanos = parts.length == 1 ? 0 : Long.parseLong((parts[1] + "00000000").substring(0, 9));
    return Instant.ofEpochSecond(Long.parseLong(parts[0]), nanos);
  }

  @Test
  void ofAll_refusesLatestTokenThatThereCanBe() {
    for (Instant issued : new Instant[] {null, Instant.EPOCH, END_OF_9999}) {
      assertTrue(Revocation.ofAll().refuses(issued, Instant.EPOCH));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2000,   1999.999999999, false",
    "2000,   2000,           true",
    "2000.5, 2000.9,         false",
    "2000.5, 2001,           true",
  })
  void grace_holdsBackUntilItEnds(String from, String now, boolean refused) {
    Instant at = instant(now);
    Revocation before = Revocation.before(Instant.ofEpochSecond(1000)).from(instant(from));
    assertEquals(refused, before.refuses(Instant.ofEpochSecond(999), at));
    assertEquals(refused, before.refuses(null, at));
    assertFalse(before.refuses(Instant.ofEpochSecond(1000), at));
    assertEquals(refused, Revocation.ofAll().from(instant(from)).refuses(END_OF_9999, at));
  }

  @Test
  void two_refuseWhatOneOfThemRefuses() {
    Revocation now = Revocation.before(Instant.ofEpochSecond(1000));
    Revocation later =
        Revocation.before(Instant.ofEpochSecond(3000)).from(Instant.ofEpochSecond(5000));
    for (Revocation both : List.of(now.and(later), later.and(now))) {
      assertEquals("1000@0 3000@5000", both.text());
    }
    assertEquals(later, later.and(later));
    assertEquals(Revocation.ofAll(), now.and(Revocation.ofAll()).and(later));
  }

  /** By many pairs, with few different dates, so that every order of them comes up. */
  @Test // requirement 61
  void together_areNeverWeakerThanEither() {
    Random random = new Random(12);
    for (int round = 0; round < 2000; round++) {
      Revocation one = some(random);
      Revocation all = one;
      for (int others = random.nextInt(8); others >= 0; others--) {
        Revocation other = some(random);
        Revocation both = all.and(other);
        assertNotWeaker(both, all);
        assertNotWeaker(both, other);
        all = both;
      }
      assertNotWeaker(all, one);
      assertTrue(all.cuts().size() <= 4, all::text);
      assertEquals(all, Revocation.parse(all.text()));
    }
  }

  private static Revocation some(Random random) {
    Revocation one = Revocation.before(Instant.ofEpochSecond(random.nextInt(10)));
    return random.nextInt(4) == 0 ? one : one.from(Instant.ofEpochSecond(random.nextInt(10)));
  }

  private static void assertNotWeaker(Revocation both, Revocation one) {
    for (long now = 0; now <= 10; now++) {
      Instant at = Instant.ofEpochSecond(now);
      assertTrue(!one.refuses(null, at) || both.refuses(null, at), both::text);
      for (long issued = 0; issued <= 10; issued++) {
        Instant iat = Instant.ofEpochSecond(issued);
        assertTrue(!one.refuses(iat, at) || both.refuses(iat, at), both::text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000@0", "0@0", "1@2 3@4", "253402300800@0", "5@253402300800"})
  void text_isRead(String text) {
    assertEquals(text, Revocation.parse(text).text());
  }

  /** Whatever an application says, what is stored can be read again. */
  @Test
  void datesBeyondThoseOfTokens_areAsStrictAsTheirBounds() {
    for (Instant notBefore : List.of(Instant.MIN, Instant.ofEpochSecond(-1, 5), Instant.EPOCH)) {
      for (Instant from : List.of(Instant.MIN, Instant.EPOCH)) {
        assertEquals("0@0", Revocation.before(notBefore).from(from).text());
      }
    }
    Revocation never = Revocation.before(Instant.MAX).from(Instant.MAX);
    assertEquals("253402300800@253402300800", never.text());
    assertEquals(never, Revocation.parse(never.text()));
    assertEquals("253402300800@0", Revocation.parse("999999999999@0").text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "1@",
        "@1",
        "-1@0",
        "1@-0",
        "1.5@0",
        "1@2,3@4",
        "1@2  3@4",
        " 1@2",
        "1@2 ",
        "1234567890123@0",
        "1@2\n",
        "1@2 1@2 1@2 1@2 1@2 1@2 1@2 1@2 1@2",
        "\u0661@0",
        "x"
      })
  void otherText_isError(String text) {
    assertThrows(IllegalArgumentException.class, () -> Revocation.parse(text));
  }

  @Test
  void revocationOfNothing_isError() {
    assertThrows(IllegalArgumentException.class, () -> new Revocation(List.of()));
  }
}
