package dev.watchword.tenant;

import dev.watchword.issue.Client;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a new reading puts in force. Each tenant is judged on its own: one whose settings are bad,
 * or may be half written, stays as it is in force, and holds no other back.
 */
final class TenantMerge {
  private final TenantsReading inForce;
  private final Function<TenantsReading, List<String>> conflicts;

  /**
   * A merge.
   *
   * @param conflicts the mistakes that tenants make together; none where all is well
   */
  TenantMerge(TenantsReading inForce, Function<TenantsReading, List<String>> conflicts) {
    this.inForce = inForce;
    this.conflicts = conflicts;
  }

  /**
   * What comes into force.
   *
   * @param seen an earlier reading, of which a change must be a part too; null where a change
   *     counts at once
   */
  Result with(TenantsReading read, @Nullable TenantsReading seen) {
    TenantsReading before = seen == null ? read : seen;
    Set<String> bad = new HashSet<>(read.bad().keySet());
    bad.addAll(before.bad().keySet());
    Map<String, Tenant> tenants = still(read.byName(), before.byName(), inForce.byName(), bad);
    Map<String, Client> clients =
        still(read.clients(), before.clients(), inForce.clients(), Set.of());
    TenantsReading wanted = read.with(tenants.values(), clients);
    List<String> mistakes = new ArrayList<>(read.mistakes());
    List<String> together = conflicts.apply(wanted);
    mistakes.addAll(together);
    return new Result(together.isEmpty() ? wanted : withoutConflicts(wanted), read, mistakes);
  }

  /** Each as it was read where it stands still and is not bad, else as it is in force. */
  private static <T> Map<String, T> still(
      Map<String, T> read, Map<String, T> before, Map<String, T> force, Set<String> bad) {
    Set<String> names = new LinkedHashSet<>(force.keySet());
    names.addAll(read.keySet());
    Map<String, T> merged = new LinkedHashMap<>();
    for (String name : names) {
      T found = read.get(name);
      boolean isStill = Objects.equals(found, before.get(name)) && !bad.contains(name);
      put(merged, name, isStill ? found : force.get(name));
    }
    return merged;
  }

  /**
   * What comes into force, and why not all.
   *
   * @param reading what is to be in force
   * @param read what was read, of which that may be a part
   * @param mistakes of those that stay as they are; none where all is well
   */
  record Result(TenantsReading reading, TenantsReading read, List<String> mistakes) {
    /** Lines for the log about a change. */
    List<String> notes() {
      return reading.hasSameTenantsAs(read)
          ? reading.notes()
          : List.of("those of some issuers; the others stay as they are for now");
    }
  }

  private static <T> void put(Map<String, T> all, String name, @Nullable T one) {
    if (one == null) {
      all.remove(name);
    } else {
      all.put(name, one);
    }
  }

  /** Without the changes that do not go together with what is in force or came before them. */
  private TenantsReading withoutConflicts(TenantsReading wanted) {
    Map<String, Tenant> force = inForce.byName();
    Map<String, Tenant> next = wanted.byName();
    if (next.isEmpty()) {
      return inForce; // all are gone at once, as with a volume that is not there
    }
    Set<String> names = new LinkedHashSet<>(force.keySet());
    names.addAll(next.keySet());
    names.removeIf(name -> Objects.equals(next.get(name), force.get(name)));
    TenantsReading good = changed(inForce, List.copyOf(names), wanted);
    TenantsReading whole = wanted.with(good.tenants(), wanted.clients());
    return conflicts.apply(whole).isEmpty() ? whole : good;
  }

  /** All of these changes where they go together, else those of each half that do. */
  private TenantsReading changed(TenantsReading good, List<String> names, TenantsReading wanted) {
    Map<String, Tenant> next = wanted.byName();
    Map<String, Tenant> tenants = good.byName();
    names.forEach(name -> put(tenants, name, next.get(name)));
    TenantsReading candidate = wanted.with(tenants.values(), inForce.clients());
    if (conflicts.apply(candidate).isEmpty()) {
      return candidate;
    }
    if (names.size() <= 1) {
      return good;
    }
    int half = names.size() / 2;
    TenantsReading first = changed(good, names.subList(0, half), wanted);
    return changed(first, names.subList(half, names.size()), wanted);
  }
}
