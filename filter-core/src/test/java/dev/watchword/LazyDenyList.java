package dev.watchword;

import dev.watchword.limit.DenyList;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.Subject;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

/** A deny list that is asked for each time, and so may not be there. */
record LazyDenyList(Supplier<DenyList> list) implements DenyList {
  @Override
  public void revoke(Subject subject, Revocation revocation, Duration keep) {
    list.get().revoke(subject, revocation, keep);
  }

  @Override
  public void lift(Subject subject) {
    list.get().lift(subject);
  }

  @Override
  public Map<Subject, Revocation> find(Collection<Subject> subjects) {
    return list.get().find(subjects);
  }
}
