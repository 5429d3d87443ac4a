package dev.watchword.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.watchword.limit.DenyList;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requirement 61: what was revoked stays so, for every node, as long as it must. */
interface DenyListContract extends StoresUnderTest {
  /** Issued earlier than that. */
  Instant DATE = Instant.ofEpochSecond(1_800_000_000);

  private DenyList denyList(int node) {
    DenyList found = node(node).denyList();
    assumeTrue(found != null, "the store remembers no revocations");
    assertNotNull(found);
    return found;
  }

  private @Nullable Revocation find(int node, Subject subject) {
    return denyList(node).find(List.of(subject)).get(subject);
  }

  /** Refuses what was issued up to so many seconds later, from that many seconds earlier on. */
  private static Revocation revocation(int number) {
    return Revocation.before(DATE.plusSeconds(number)).from(DATE.plusSeconds(number));
  }

  private static Subject subject() {
    return Subject.caller(StoresUnderTest.unique(), "ann");
  }

  @Test
  default void revocation_isFeltHereAtOnceAndByOthersInTime() {
    Subject subject = subject();
    for (int i = 0; i < nodes().size(); i++) {
      assertEquals(Map.of(), denyList(i).find(List.of(subject)));
    }
    denyList(0).revoke(subject, Revocation.ofAll(), null);
    assertEquals(Revocation.ofAll(), find(0, subject));
    pass(staleness());
    for (int i = 0; i < nodes().size(); i++) {
      assertEquals(Revocation.ofAll(), find(i, subject));
    }
  }

  @Test
  default void liftedRevocation_isGoneHereAtOnceAndForOthersInTime() {
    Subject subject = subject();
    denyList(0).revoke(subject, revocation(1), null);
    denyList(0).lift(subject);
    assertEquals(Map.of(), denyList(0).find(List.of(subject)));
    pass(staleness());
    for (int i = 0; i < nodes().size(); i++) {
      assertEquals(Map.of(), denyList(i).find(List.of(subject)));
    }
    denyList(0).lift(subject); // what is not there is no error
  }

  @Test
  default void severalRevocationsOfOneSubject_allCount() {
    Subject subject = subject();
    denyList(0).revoke(subject, revocation(1), Duration.ofHours(1));
    denyList(1).revoke(subject, revocation(2), Duration.ofHours(2));
    pass(staleness());
    assertEquals(revocation(1).and(revocation(2)), find(0, subject));
  }

  @Test
  default void revocationsMadeAtOnce_allCount() throws Exception {
    for (int round = 0; round < 5; round++) {
      Subject subject = subject();
      Crowd.of(
          12,
          thread -> {
            denyList(thread).revoke(subject, revocation(thread % 3), Duration.ofHours(1));
            return thread;
          });
      pass(staleness());
      assertEquals(revocation(0).and(revocation(1)).and(revocation(2)), find(0, subject));
    }
  }

  @Test
  default void revocation_isKeptForLongestTime() {
    Subject brief = subject();
    Subject longer = subject();
    Subject forEver = subject();
    Duration keep = Duration.ofMillis(300);
    denyList(0).revoke(brief, revocation(1), keep);
    denyList(0).revoke(longer, revocation(1), Duration.ofHours(1));
    denyList(0).revoke(longer, revocation(2), keep);
    denyList(0).revoke(forEver, revocation(1), null);
    denyList(0).revoke(forEver, revocation(2), keep);
    pass(keep.plus(staleness()).plusMillis(50));
    Map<Subject, Revocation> both = new HashMap<>();
    both.put(longer, revocation(1).and(revocation(2)));
    both.put(forEver, revocation(1).and(revocation(2)));
    assertEquals(both, denyList(1).find(List.of(brief, longer, forEver)));
  }

  @Test
  default void revocationKeptForCenturies_counts() {
    Subject subject = subject();
    denyList(0).revoke(subject, revocation(1), Duration.ofDays(365_000));
    assertEquals(revocation(1), find(0, subject));
  }

  @Test
  default void kindsIssuersAndNames_shareNothing() {
    String issuer = StoresUnderTest.unique();
    List<Subject> subjects = new ArrayList<>();
    for (String each : List.of(issuer, issuer + ":token", "x" + issuer, "}" + issuer)) {
      subjects.add(Subject.token(each, "a"));
      subjects.add(Subject.token(each, "b"));
      subjects.add(Subject.caller(each, "a"));
      subjects.add(Subject.issuer(each));
      subjects.add(Subject.key(each, "a"));
      subjects.add(Subject.claim(each, "sid", "a"));
      subjects.add(Subject.claim(each, "si", "da"));
    }
    Map<Subject, Revocation> expected = new HashMap<>();
    for (int i = 0; i < subjects.size(); i += 2) {
      denyList(0).revoke(subjects.get(i), revocation(i), null);
      expected.put(subjects.get(i), revocation(i));
    }
    assertEquals(expected, denyList(0).find(subjects));
    assertEquals(expected, denyList(0).find(subjects));
    assertEquals(Map.of(), denyList(0).find(List.of()));
  }
}
