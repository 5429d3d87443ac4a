package dev.watchword.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The issuers that are believed, with the memory of what was verified under their keys. Immutable
 * but for that memory, which therefore can never outlive a key.
 */
public final class KeyRing {
  /** Callers' libraries write a handful of different headers; only the first ones are kept. */
  private static final int MOST_HEADERS = 64;

  /** With more issuers than this no rule can leave just one of them by chance. */
  private static final int MOST_TO_SIFT = 16;

  /** A token of an issuer from a key source is remembered for no longer. */
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private static final Rejection NOT_PICKED =
      new Rejection(
          Reason.UNKNOWN_ISSUER, "nothing in the request or its rule picks one of the issuers");
  private static final Rejection PICKED_UNKNOWN =
      new Rejection(Reason.UNKNOWN_ISSUER, "the request picks an issuer that is not accepted here");
  private static final Rejection PICKED_RESTRICTED =
      new Rejection(
          Reason.UNKNOWN_ISSUER,
          "the request picks an issuer that is believed only where a rule names it");
  private static final Rejection NONE_LIVE =
      new Rejection(Reason.UNKNOWN_KEY, "no key of the issuer is live today");
  private static final Rejection UNKNOWN_KID =
      new Rejection(Reason.UNKNOWN_KEY, "kid is unknown, and there is not one key without an id");
  private static final Rejection NOT_LIVE =
      new Rejection(Reason.UNKNOWN_KEY, "the key that kid names is not live today");

  private final List<Issuer> issuers;
  private final Map<String, Issuer> bySelector = new HashMap<>();
  private final Map<String, Issuer> byName = new HashMap<>();
  private final Map<String, List<Issuer>> byKid = new HashMap<>();
  private final Map<String, Issuer> byPublishable = new HashMap<>();
  private final Set<Object> secrets = new HashSet<>();
  private final IssuerLookup picks;
  private final @Nullable IssuerSource source;
  private final VerifiedTokenCache memory = new VerifiedTokenCache();
  private final Map<String, JoseHeader> headers = new ConcurrentHashMap<>();

  /** What tells the issuers of a ring apart. */
  public enum IssuerLookup {
    /** Nothing: there is one issuer, and never another. */
    NOTHING,
    /** The token's {@code kid}. */
    KID,
    /** The token's {@code iss}, which is compared again after the MAC. */
    ISS,
    /** Something in the request outside of the token. */
    REQUEST
  }

  /** A ring of a lone issuer, or of several that are told apart by {@code kid}. */
  public KeyRing(List<Issuer> issuers) {
    this(issuers, issuers.size() == 1 ? IssuerLookup.NOTHING : IssuerLookup.KID, null);
  }

  /**
   * A ring.
   *
   * @param picks what tells the issuers apart
   * @param source asked for selectors that no issuer has; null for none
   */
  public KeyRing(List<Issuer> issuers, IssuerLookup picks, @Nullable IssuerSource source) {
    this.issuers = List.copyOf(issuers);
    this.picks = picks;
    this.source = source;
    if (issuers.isEmpty() && source == null) {
      throw new IllegalArgumentException("a key ring without an issuer would refuse everybody");
    }
    for (Issuer issuer : issuers) {
      byName.put(issuer.name(), issuer);
      String iss = issuer.rules().iss();
      bySelector.put(picksByIss() && iss != null ? iss : issuer.selector(), issuer);
      issuer.publishable().tokens().forEach(token -> byPublishable.put(token, issuer));
      for (SharedKey key : issuer.keys()) {
        secrets.add(key.identity());
        if (picks == IssuerLookup.KID && key.kid() != null) {
          byKid.computeIfAbsent(key.kid(), kid -> new ArrayList<>(1)).add(issuer);
        }
      }
    }
  }

  public List<Issuer> issuers() {
    return issuers;
  }

  VerifiedTokenCache memory() {
    return memory;
  }

  public boolean picksByIss() {
    return picks == IssuerLookup.ISS;
  }

  /** The header as read before, or read now; it is kept only by {@link #remember}. */
  public JoseHeader header(TokenText token) {
    JoseHeader known = headers.get(token.headerText());
    return known == null ? JoseHeader.read(token.header()) : known;
  }

  /** Keeps a header under which a MAC was right: a stranger's header is never kept. */
  void remember(TokenText token, JoseHeader header) {
    if (headers.size() < MOST_HEADERS) {
      headers.putIfAbsent(token.headerText(), header);
    }
  }

  /**
   * The keys that may try a token. What picks can only narrow: the request's selector and the
   * rule's issuers first, then a known {@code kid}, which means that key only. An unknown one means
   * the issuer's one live key without an id; none at all the live keys of the one issuer that
   * remains.
   */
  CandidateKeys candidates(@Nullable String kid, IssuerFilter selection, Instant now) {
    Issuer issuer;
    if (selection.selector() != null) {
      try {
        issuer = picked(selection.selector());
      } catch (IssuerSourceException cannotAnswer) {
        return CandidateKeys.none(cannotAnswer.refused());
      }
      if (issuer == null || !isAccepted(issuer, selection)) {
        boolean restricted = issuer != null && selection.allowed().isEmpty();
        return CandidateKeys.none(restricted ? PICKED_RESTRICTED : PICKED_UNKNOWN);
      }
    } else {
      issuer = onlyOne(kid, selection);
      if (issuer == null) {
        return CandidateKeys.none(NOT_PICKED);
      }
    }
    return of(issuer, kid, now);
  }

  /** Whose publishable token this is; null where nobody's, or not that of one accepted here. */
  @Nullable Issuer publisher(String token, IssuerFilter selection) {
    Issuer issuer = byPublishable.get(token);
    if (selection.selector() != null) {
      Issuer picked = picked(selection.selector());
      issuer = picked != null && picked.publishable().tokens().contains(token) ? picked : null;
    }
    return issuer != null && isAccepted(issuer, selection) ? issuer : null;
  }

  /** The issuer that is left where there is no token; null for none, or more than one. */
  @Nullable Issuer remaining(IssuerFilter selection) {
    Issuer issuer =
        selection.selector() == null ? onlyOne(null, selection) : picked(selection.selector());
    return issuer != null && isAccepted(issuer, selection) ? issuer : null;
  }

  private @Nullable Issuer picked(String selector) {
    Issuer issuer = bySelector.get(selector);
    if (issuer != null || source == null) {
      return issuer;
    }
    Issuer found;
    try {
      found = source.find(selector);
    } catch (Throwable whatever) { // it is not our code, and nobody is refused or admitted over it
      throw IssuerSourceException.of(whatever);
    }
    return found == null ? null : believed(found);
  }

  /** The issuer of a source beside those of the settings, to which it must not come too close. */
  private Issuer believed(Issuer found) {
    if (byName.containsKey(found.name())) { // it would share its rules, limits and callers' ids
      throw IssuerSourceException.about(found, "has the name of an issuer of the settings");
    }
    for (SharedKey key : found.keys()) {
      if (secrets.contains(key.identity())) {
        throw IssuerSourceException.about(found, "has the secret of an issuer of the settings");
      }
    }
    if (picksByIss() && found.rules().iss() == null) {
      throw IssuerSourceException.about(found, "has no iss, by which it was picked");
    }
    return found.grants() == null ? found.granting(Set.of()) : found;
  }

  /**
   * For how long an admitted token may be remembered: as long as it and its key are good, and not
   * for long where a key source may meanwhile say something else.
   */
  VerifiedTokenCache.Validity goodFor(
      Issuer issuer, Verdict.Admitted admitted, SharedKey key, Instant now) {
    TimeRules times = issuer.rules().times();
    TimeRules.Dates dates = admitted.caller().dates();
    Instant from = times.goodFrom(dates);
    Instant until = times.goodUntil(dates);
    if (!byName.containsKey(issuer.name()) && now.plus(A_MINUTE).isBefore(until)) {
      until = now.plus(A_MINUTE);
    }
    Instant keyStart = key.from();
    Instant keyEnd = key.until();
    return new VerifiedTokenCache.Validity(
        keyStart != null && keyStart.isAfter(from) ? keyStart : from,
        keyEnd != null && keyEnd.isBefore(until) ? keyEnd : until);
  }

  /** Whether the filter lets this issuer through: a restricted one only where a rule names it. */
  private boolean isAccepted(Issuer issuer, IssuerFilter selection) {
    return selection.allowed().isEmpty()
        ? !issuer.isRestricted() || selection.includeRestricted() || picks == IssuerLookup.NOTHING
        : selection.allowed().contains(issuer.name());
  }

  private @Nullable Issuer onlyOne(@Nullable String kid, IssuerFilter selection) {
    List<Issuer> named = kid == null ? null : byKid.get(kid);
    if (named != null) {
      return only(named, selection); // or nobody: a known kid never means another's key
    }
    if (selection.allowed().size() == 1) {
      return byName.get(selection.allowed().iterator().next());
    }
    return issuers.size() > MOST_TO_SIFT ? null : only(issuers, selection);
  }

  private @Nullable Issuer only(List<Issuer> among, IssuerFilter selection) {
    Issuer found = null;
    for (Issuer issuer : among) {
      if (isAccepted(issuer, selection)) {
        if (found != null) {
          return null;
        }
        found = issuer;
      }
    }
    return found;
  }

  private static CandidateKeys of(Issuer issuer, @Nullable String kid, Instant now) {
    if (kid == null) {
      return new CandidateKeys(issuer, issuer.liveKeys(now), NONE_LIVE);
    }
    for (SharedKey key : issuer.keys()) {
      if (kid.equals(key.kid())) {
        return new CandidateKeys(issuer, key.liveAt(now) ? List.of(key) : List.of(), NOT_LIVE);
      }
    }
    List<SharedKey> unnamed =
        issuer.liveKeys(now).stream().filter(key -> key.kid() == null).toList();
    return new CandidateKeys(issuer, unnamed.size() == 1 ? unnamed : List.of(), UNKNOWN_KID);
  }

  /** One issuer's keys that may try, and why the token is refused where there are none. */
  public record CandidateKeys(@Nullable Issuer issuer, List<SharedKey> keys, Rejection ifNone) {
    static CandidateKeys none(Rejection why) {
      return new CandidateKeys(null, List.of(), why);
    }
  }
}
