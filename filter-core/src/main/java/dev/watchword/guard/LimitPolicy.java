package dev.watchword.guard;

import dev.watchword.limit.Bucket;
import dev.watchword.limit.Bucket.Table;
import dev.watchword.limit.RateLimit;
import dev.watchword.token.Caller;
import java.util.Locale;

/**
 * A limit with its name, and what is counted together. Rules that have the same one share its
 * allowance; two that are not the same have two names.
 *
 * @param name letters and digits; clients see it in {@code RateLimit-Policy}
 * @param place the one rule whose allowance it is; empty: all rules that have it share one
 */
public record LimitPolicy(String name, RateLimit limit, Per per, String place) {
  private static final String WITHOUT_TOKEN = "requests without a token";

  public LimitPolicy {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException("'" + name + "' is no name for a limit");
    }
  }

  /** A limit whose allowance is shared by the rules that have it. */
  public LimitPolicy(String name, RateLimit limit, Per per) {
    this(name, limit, per, "");
  }

  /** The same limit with an allowance of a rule's own. */
  LimitPolicy at(String rule) {
    return new LimitPolicy(name, limit, per, rule);
  }

  /** Who shares a bucket. */
  public enum Per {
    /** One client address; all of a /64 in IPv6. */
    ADDRESS,
    /** One caller; one client address where there is none. */
    CALLER,
    /** All callers of one issuer; one client address where there is none. */
    ISSUER,
    /** Everybody together. */
    EVERYONE;

    /** The word used in settings. */
    public String configName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The bucket that a request draws from. */
  Bucket bucket(String addressGroup, Requester requester) {
    Caller caller = requester.caller();
    return switch (per) {
      case EVERYONE -> bucket(Table.CALLERS, "", "everyone");
      case ADDRESS -> bucket(Table.ADDRESSES, addressGroup, owner(requester));
      case CALLER -> caller == null ? ofNoCaller(addressGroup, requester) : of(caller, caller.id());
      case ISSUER ->
          caller == null ? ofNoCaller(addressGroup, requester) : of(caller, caller.issuer());
    };
  }

  private Bucket of(Caller caller, String key) {
    return bucket(Table.CALLERS, key, caller.issuer());
  }

  /** A publishable token is in many hands: one of them shall not use up what is for all. */
  private Bucket ofNoCaller(String addressGroup, Requester requester) {
    String owner = owner(requester);
    String key = requester.visitor() == null ? addressGroup : owner + " " + addressGroup;
    return bucket(Table.ADDRESSES, key, owner);
  }

  private Bucket bucket(Table table, String key, String owner) {
    return new Bucket(table, name, place.isEmpty() ? key : place + " " + key, owner);
  }

  /** Visitors prove nothing, so they do not take the places of their issuer's callers. */
  private static String owner(Requester requester) {
    Caller caller = requester.caller();
    if (caller != null) {
      return caller.issuer();
    }
    Visitor visitor = requester.visitor();
    return visitor == null ? WITHOUT_TOKEN : "visitors of " + visitor.issuer();
  }

  String describe() {
    long seconds = limit.period().toSeconds();
    String burst = limit.burst() == 0 ? "" : " and " + limit.burst() + " at once on top";
    return limit.permits() + " in " + seconds + " s" + burst + " for each " + per.configName();
  }
}
