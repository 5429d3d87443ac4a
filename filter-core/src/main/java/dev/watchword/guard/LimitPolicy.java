package dev.watchword.guard;

import dev.watchword.limit.RateLimit;
import dev.watchword.token.Caller;
import java.util.Locale;

/**
 * A limit with its name, and what is counted together.
 *
 * @param name letters and digits; clients see it in {@code RateLimit-Policy}
 */
public record LimitPolicy(String name, RateLimit limit, Per per) {

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
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The name of the bucket that a request draws from. */
  String bucket(String addressGroup, Requester requester) {
    Caller caller = requester.caller();
    String drawer =
        switch (per) {
          case EVERYONE -> "";
          case ADDRESS -> addressGroup;
          case CALLER ->
              caller == null ? visitor(requester, addressGroup) : "caller " + caller.id();
          case ISSUER ->
              caller == null ? visitor(requester, addressGroup) : "issuer " + caller.issuer();
        };
    return name + " " + drawer;
  }

  /** A publishable token is in many hands: one of them shall not use up what is for all. */
  private static String visitor(Requester requester, String addressGroup) {
    Visitor visitor = requester.visitor();
    return visitor == null ? addressGroup : "visitor of " + visitor.issuer() + " " + addressGroup;
  }

  String inWords() {
    long seconds = limit.period().toSeconds();
    String burst = limit.burst() == 0 ? "" : " and " + limit.burst() + " at once on top";
    return limit.permits() + " in " + seconds + " s" + burst + " for each " + per.word();
  }
}
