package dev.watchword.guard;

import dev.watchword.limit.Bucket;
import dev.watchword.limit.Bucket.Table;
import dev.watchword.limit.RateLimit;
import dev.watchword.token.Caller;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A limit with its name, and what is counted together. Rules that have the same one share its
 * allowance; two that are not the same have two names.
 *
 * @param name letters and digits; clients see it in {@code RateLimit-Policy}
 * @param place the one rule whose allowance it is; empty: all rules that have it share one
 * @param claim the claim whose values are counted; empty but for {@link Per#CLAIM}
 * @param tier whose limit it is; null for everyone's
 */
public record LimitPolicy(
    String name, RateLimit limit, Per per, String place, String claim, @Nullable Tier tier) {
  /** A longer value of a claim would fill the places of others. */
  private static final int LONGEST_VALUE = 256;

  private static final String WITHOUT_TOKEN = "requests without a token";

  public LimitPolicy {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException("'" + name + "' is no name for a limit");
    }
  }

  /** A limit whose allowance is shared by the rules that have it. */
  public LimitPolicy(String name, RateLimit limit, Per per) {
    this(name, limit, per, "", "", null);
  }

  /** By what tells policies apart: it is asked for each request, and tiers are deep. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /**
   * The callers who have a limit to themselves.
   *
   * @param when what they have in common
   * @param otherwise the limit of all others; null for none
   */
  public record Tier(CallerRequirement when, @Nullable LimitPolicy otherwise) {}

  /** The same limit with an allowance of a rule's own. */
  LimitPolicy at(String rule) {
    return new LimitPolicy(name, limit, per, rule, claim, tier);
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
    EVERYONE,
    /** All callers of one issuer with one value of a claim; one address where there is none. */
    CLAIM;

    /** The word used in settings. */
    public String configName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The limit that holds for a caller, or without one; null for none. */
  @Nullable LimitPolicy of(@Nullable Caller caller) {
    if (tier == null || (caller != null && tier.when().isMetBy(caller))) {
      return this;
    }
    return tier.otherwise() == null ? null : tier.otherwise().of(caller);
  }

  /** This limit, and those of callers of other tiers. */
  Stream<LimitPolicy> all() {
    Stream<LimitPolicy> others =
        tier == null
            ? Stream.empty()
            : Stream.ofNullable(tier.otherwise()).flatMap(LimitPolicy::all);
    return Stream.concat(Stream.of(this), others);
  }

  /** Why a caller cannot be counted; null where they can be. */
  @Nullable String uncountable(Caller caller) {
    if (per == Per.CALLER && !caller.isNamed()) {
      return "no claim names the caller (nameclaim), and limit '" + name + "' counts callers";
    }
    return per == Per.CLAIM && value(caller) == null
        ? "claim '" + claim + "' has no value that limit '" + name + "' can count"
        : null;
  }

  private @Nullable String value(Caller caller) {
    String text = ClaimText.of(caller.claim(claim, Object.class).orElse(null));
    return text == null || text.length() > LONGEST_VALUE ? null : text;
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
      case CLAIM ->
          caller == null
              ? ofNoCaller(addressGroup, requester)
              : of(caller, caller.issuer() + "/" + value(caller));
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
    String counted = claim.isEmpty() ? per.configName() : "value of claim " + claim;
    String all = limit.permits() + " in " + seconds + " s" + burst + " for each " + counted;
    if (tier == null) {
      return all;
    }
    LimitPolicy others = tier.otherwise();
    String rest = others == null ? "no limit" : others.describe();
    return all + " with " + tier.when().describe() + ", else " + rest;
  }
}
