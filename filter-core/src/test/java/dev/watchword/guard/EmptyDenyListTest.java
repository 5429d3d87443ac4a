package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.limit.Bucket;
import dev.watchword.limit.Consumption;
import dev.watchword.limit.DenyList;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.Store;
import dev.watchword.limit.Subject;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.UseRules;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requirement 61: a list that says that it is empty is asked for nothing else, any other is. */
class EmptyDenyListTest {
  private final CountingList list = new CountingList();
  private final RequestGuard guard =
      TestGuard.of()
          .issuer(TestIssuer.withDefaults().use(new UseRules(true, List.of(), false, 1)))
          .store(new ListStore(list))
          .guard();

  private Decision ask() {
    String token = Tokens.good().claim("jti", "a").text();
    return guard.check(Requests.get("/api").bearer(token).facts());
  }

  @Test
  void listThatKnowsItIsEmpty_isNotSearched() {
    list.knows = true;
    assertPass(ask());
    assertEquals(0, list.searched);
    list.revoke(Subject.token("default", "a"), Revocation.ofAll(), null);
    assertStop(401, "token_invalid", ask());
    list.lift(Subject.token("default", "a"));
    assertPass(ask());
    assertEquals(1, list.searched);
  }

  @Test
  void listThatCannotKnow_isSearched() {
    assertPass(ask());
    assertEquals(1, list.searched);
    list.revoke(Subject.token("default", "a"), Revocation.ofAll(), null);
    assertStop(401, "token_invalid", ask());
  }

  /** Counts how often it was searched. */
  private static final class CountingList implements DenyList {
    private final Map<Subject, Revocation> all = new HashMap<>();
    private boolean knows;
    private int searched;

    @Override
    public void revoke(Subject subject, Revocation revocation, Duration keep) {
      all.put(subject, revocation);
    }

    @Override
    public void lift(Subject subject) {
      all.remove(subject);
    }

    @Override
    public boolean isEmpty() {
      return knows && all.isEmpty();
    }

    @Override
    public Map<Subject, Revocation> find(Collection<Subject> subjects) {
      searched++;
      Map<Subject, Revocation> found = new HashMap<>(all);
      found.keySet().retainAll(subjects);
      return found;
    }
  }

  private record ListStore(DenyList denyList) implements Store {
    @Override
    public Consumption consume(Bucket bucket, RateLimit limit) {
      throw new UnsupportedOperationException();
    }
  }
}
