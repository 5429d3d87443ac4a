package dev.watchword.tenant;

import dev.watchword.issue.Client;
import java.util.ArrayList;
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
    Map<String, Tenant> now = read.byName();
    Map<String, Tenant> before = seen == null ? now : seen.byName();
    Map<String, Tenant> force = inForce.byName();
    Set<String> names = new LinkedHashSet<>(force.keySet());
    names.addAll(now.keySet());
    Map<String, Tenant> merged = new LinkedHashMap<>();
    for (String name : names) {
      Tenant found = now.get(name);
      boolean isBad =
          read.bad().containsKey(name) || (seen != null && seen.bad().containsKey(name));
      boolean isStill = Objects.equals(found, before.get(name));
      put(merged, name, isStill && !isBad ? found : force.get(name));
    }
    boolean areClientsStill = seen == null || read.clients().equals(seen.clients());
    Map<String, Client> clients = areClientsStill ? read.clients() : inForce.clients();
    TenantsReading wanted = read.with(merged.values(), clients);
    List<String> mistakes = new ArrayList<>();
    read.bad().values().forEach(mistakes::addAll);
    List<String> together = conflicts.apply(wanted);
    mistakes.addAll(together);
    return new Result(together.isEmpty() ? wanted : withoutConflicts(wanted), read, mistakes);
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

  private static void put(Map<String, Tenant> tenants, String name, @Nullable Tenant tenant) {
    if (tenant == null) {
      tenants.remove(name);
    } else {
      tenants.put(name, tenant);
    }
  }

  /** Without the changes that do not go together with what is in force or came before them. */
  private TenantsReading withoutConflicts(TenantsReading wanted) {
    Map<String, Tenant> force = inForce.byName();
    Map<String, Tenant> next = wanted.byName();
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
