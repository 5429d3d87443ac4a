package dev.watchword.token;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that may have made a token's MAC. */
public sealed interface CandidateKeys {
  /** The issuer that was picked; null where none was. */
  @Nullable Issuer issuer();

  /** Why a token is refused whose MAC by that algorithm is of none of these keys. */
  Rejection refused(MacAlgorithm algorithm);

  /**
   * There are some.
   *
   * @param keys those of the issuer that are tried, in their order; at least one
   */
  record Found(Issuer issuer, List<SharedKey> keys) implements CandidateKeys {
    private static final Rejection NOT_FOR_KEY =
        new Rejection(Reason.ALGORITHM, "alg is not allowed for the key");

    @Override
    public Rejection refused(MacAlgorithm algorithm) {
      int tried = 0;
      for (SharedKey key : keys) {
        tried += key.allows(algorithm) ? 1 : 0;
      }
      return tried == 0 ? NOT_FOR_KEY : issuer.noMatch(tried);
    }
  }

  /**
   * There is none.
   *
   * @param issuer the one that was picked and has no such key; null where none was picked
   */
  record None(@Nullable Issuer issuer, Rejection why) implements CandidateKeys {
    private static final Rejection NO_LIVE_KEY =
        new Rejection(Reason.UNKNOWN_KEY, "no key of the issuer is live today");
    private static final Rejection UNKNOWN_KID =
        new Rejection(Reason.UNKNOWN_KEY, "kid is unknown, and no live key is without an id");
    private static final Rejection NOT_LIVE =
        new Rejection(Reason.UNKNOWN_KEY, "the key that kid names is not live today");

    /** No issuer was picked. */
    None(Rejection why) {
      this(null, why);
    }

    @Override
    public Rejection refused(MacAlgorithm algorithm) {
      return why;
    }
  }

  /**
   * The keys of an issuer that may try. A known {@code kid} means that key only; an unknown one, as
   * signers write of their own, every live key without an id; none at all every live key.
   */
  static CandidateKeys of(Issuer issuer, @Nullable String kid, Instant now) {
    if (kid == null) {
      return some(issuer, issuer.liveKeys(now), None.NO_LIVE_KEY);
    }
    for (SharedKey key : issuer.keys()) {
      if (kid.equals(key.kid())) {
        return some(issuer, key.liveAt(now) ? List.of(key) : List.of(), None.NOT_LIVE);
      }
    }
    List<SharedKey> unnamed =
        issuer.liveKeys(now).stream().filter(key -> key.kid() == null).toList();
    return some(issuer, unnamed, None.UNKNOWN_KID);
  }

  private static CandidateKeys some(Issuer issuer, List<SharedKey> keys, Rejection ifNone) {
    return keys.isEmpty() ? new None(issuer, ifNone) : new Found(issuer, keys);
  }
}
