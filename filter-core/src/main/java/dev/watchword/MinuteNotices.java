package dev.watchword;

import dev.watchword.event.Notice;
import dev.watchword.guard.Enforcement;
import dev.watchword.guard.GuardPolicy;
import dev.watchword.identity.IdentityCounts;
import dev.watchword.tenant.IdleKeyWarnings;
import dev.watchword.tenant.KeyEndWarnings;
import dev.watchword.tenant.TenantRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an operator should hear of, each minute in which there is something. */
final class MinuteNotices {
  private final TenantRegistry tenants;
  private final GuardPolicy policy;
  private final IdentityHashReminder hashes;
  private final KeyEndWarnings keyEnds = new KeyEndWarnings();
  private final IdleKeyWarnings idleKeys = new IdleKeyWarnings();
  private final FullTables fullTables = new FullTables();

  MinuteNotices(TenantRegistry tenants, GuardPolicy policy, IdentityCounts counts) {
    this.tenants = tenants;
    this.policy = policy;
    this.hashes = new IdentityHashReminder(counts, tenants::identity);
  }

  List<Notice> of(Instant now) {
    List<Notice> notices = new ArrayList<>(keyEnds.of(tenants.snapshot().issuers(), now));
    notices.addAll(idleKeys.of(tenants.snapshot().issuers(), now));
    notices.addAll(hashes.of(now));
    notices.addAll(fullTables.of(policy.limits().full(), now));
    Duration unread = tenants.overdue();
    if (unread != null) {
      String text =
          "keys could not be read anew for "
              + unread.toSeconds()
              + "s, those before stay in force: no reading comes to its end";
      notices.add(new Notice(now, Notice.Kind.KEYS_UNREADABLE, text));
    }
    Enforcement enforcement = policy.enforcement();
    Instant enforced = enforcement.from();
    if (enforced != null && now.isBefore(enforced)) {
      String text = "nothing is refused before " + enforced + " (watchword.enforce.from)";
      notices.add(new Notice(now, Notice.Kind.NOT_ENFORCED, text));
    }
    for (String text : NotEnforced.at(now, tenants.snapshot().issuers(), policy).sentences()) {
      notices.add(new Notice(now, Notice.Kind.NOT_ENFORCED, text));
    }
    if (enforcement.insecure()) {
      String text = "requests on this machine need no token (watchword.insecure)";
      notices.add(new Notice(now, Notice.Kind.INSECURE, text));
    }
    return notices;
  }
}
