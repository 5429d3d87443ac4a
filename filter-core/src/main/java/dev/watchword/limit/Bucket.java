package dev.watchword.limit;

import java.util.Locale;

/**
 * What is counted together, and on whose account. Table, policy and key make the bucket: the same
 * three mean the same one.
 *
 * @param table what kind of thing is counted
 * @param policy the name of the limit; a policy always comes with the same {@link RateLimit}, and
 *     there are no more policies than the settings have
 * @param key who draws from it; bounded in length by the caller, since a client may choose it
 * @param owner on whose account a bucket is kept that is new: an issuer, or words such as {@code
 *     visitors of acme}. Where places are short, each owner gets a share of them
 */
public record Bucket(Table table, String policy, String key, String owner) {

  /** Whether what is drawn from the other is drawn from this one. */
  public boolean isSameAs(Bucket other) {
    return table == other.table && policy.equals(other.policy) && key.equals(other.key);
  }

  /** Kinds of things that are counted. One that runs full leaves the others alone. */
  public enum Table {
    /** Addresses that sent a token that is not valid. */
    FAILURES,
    /** Addresses that sent a request. */
    ADDRESSES,
    /** Callers with a valid token, one by one or all of an issuer; and everybody together. */
    CALLERS;

    /** The word used in health and log. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
