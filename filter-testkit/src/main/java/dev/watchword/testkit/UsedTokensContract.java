package dev.watchword.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.watchword.limit.Subject;
import dev.watchword.limit.UsedTokens;
import dev.watchword.limit.UsedTokens.Use;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requirement 62: a token that is good for one request is used once. */
interface UsedTokensContract extends StoresUnderTest {
  /** As long as no test lasts. */
  Duration LONG = Duration.ofHours(1);

  int QUOTA = 100;

  private UsedTokens usedTokens(int node) {
    UsedTokens found = node(node).usedTokens();
    assumeTrue(found != null, "the store remembers no used tokens");
    assertNotNull(found);
    return found;
  }

  @Test
  default void ofManyUsesAtOnce_oneIsFirst() throws Exception {
    String issuer = StoresUnderTest.unique();
    for (int i = 0; i < 10; i++) {
      Subject token = Subject.token(issuer, "token " + i);
      List<Use> uses = Crowd.of(16, thread -> usedTokens(thread).use(token, LONG, QUOTA));
      assertEquals(1, Collections.frequency(uses, Use.FIRST));
      assertEquals(15, Collections.frequency(uses, Use.AGAIN));
    }
  }

  @Test
  default void usedToken_isUsedOnEveryNodeAndEachTime() {
    Subject token = Subject.token(StoresUnderTest.unique(), "token");
    assertEquals(Use.FIRST, usedTokens(0).use(token, LONG, QUOTA));
    for (int i = 0; i < 10; i++) {
      assertEquals(Use.AGAIN, usedTokens(i).use(token, LONG, QUOTA));
    }
  }

  @Test
  default void issuers_shareNothing() {
    String issuer = StoresUnderTest.unique();
    for (String each : List.of(issuer, issuer + "x", "x" + issuer, issuer + ":", "}" + issuer)) {
      assertEquals(Use.FIRST, usedTokens(0).use(Subject.token(each, "token"), LONG, QUOTA), each);
    }
  }

  @Test
  default void issuerOverItsQuota_isFullAloneAndForgetsNothing() {
    String issuer = StoresUnderTest.unique();
    for (int i = 0; i < 3; i++) {
      assertEquals(Use.FIRST, usedTokens(i).use(Subject.token(issuer, "" + i), LONG, 3));
    }
    for (int i = 3; i < 10; i++) {
      assertEquals(Use.FULL, usedTokens(i).use(Subject.token(issuer, "" + i), LONG, 3));
    }
    for (int i = 0; i < 3; i++) {
      assertEquals(Use.AGAIN, usedTokens(i).use(Subject.token(issuer, "" + i), LONG, 3));
    }
    Subject other = Subject.token(StoresUnderTest.unique(), "0");
    assertEquals(Use.FIRST, usedTokens(0).use(other, LONG, 3));
  }

  @Test
  default void manyAtOnce_takeNoMoreThanQuota() throws Exception {
    String issuer = StoresUnderTest.unique();
    List<Use> uses =
        Crowd.of(
            16, thread -> usedTokens(thread).use(Subject.token(issuer, "" + thread), LONG, 10));
    assertEquals(10, Collections.frequency(uses, Use.FIRST));
    assertEquals(6, Collections.frequency(uses, Use.FULL));
  }

  @Test
  default void token_isForgottenAndGivesItsPlaceBackWhenItMay() {
    String issuer = StoresUnderTest.unique();
    Subject brief = Subject.token(issuer, "brief");
    Subject lasting = Subject.token(issuer, "lasting");
    assertEquals(Use.FIRST, usedTokens(0).use(lasting, LONG, 2));
    assertEquals(Use.FIRST, usedTokens(0).use(brief, Duration.ofMillis(1200), 2));
    assertEquals(Use.AGAIN, usedTokens(1).use(brief, LONG, 2));
    assertEquals(Use.FULL, usedTokens(1).use(Subject.token(issuer, "new"), LONG, 2));
    pass(Duration.ofMillis(1250));
    assertEquals(Use.FIRST, usedTokens(1).use(Subject.token(issuer, "new"), LONG, 2));
    assertEquals(Use.AGAIN, usedTokens(0).use(lasting, LONG, 2));
    assertEquals(Use.FIRST, usedTokens(0).use(brief, LONG, 3));
  }

  @Test
  default void tokenKeptForCenturies_isUsed() {
    Subject token = Subject.token(StoresUnderTest.unique(), "token");
    Duration centuries = Duration.ofDays(365_000);
    assertEquals(Use.FIRST, usedTokens(0).use(token, centuries, QUOTA));
    assertEquals(Use.AGAIN, usedTokens(1).use(token, centuries, QUOTA));
  }
}
