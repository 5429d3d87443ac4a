package dev.watchword.token;

import dev.watchword.token.CandidateKeys.None;
import dev.watchword.token.Verdict.Admitted;
import dev.watchword.token.VerifiedTokenCache.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The issuers whose tokens are accepted, with the memory of what was verified under their keys.
 * Immutable but for that memory, which therefore can never outlive a key.
 */
public final class KeyRing {
  /** A token of an issuer from an issuer source is remembered for no longer. */
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  /** What the memory of verified tokens holds at most, in bytes, unless told otherwise. */
  public static final long USUAL_MEMORY = 48L << 20;

  private static final None NOT_PICKED =
      none("nothing in the request or its rule picks one of the issuers");
  private static final None PICKED_UNKNOWN =
      none("the request picks an issuer that is not accepted here");
  private static final None PICKED_RESTRICTED =
      none("the request picks an issuer that is believed only where a rule names it");
  private static final None NO_ISS = none("the payload has not one iss by which to pick an issuer");

  private final IssuerIndex index;
  private final boolean hasDryRuns;

  /** Null where nothing is remembered. */
  private final @Nullable VerifiedTokenCache memory;

  private final KnownHeaders headers = new KnownHeaders();

  /** A ring of a lone issuer, or of several that are told apart by {@code kid}. */
  public KeyRing(List<Issuer> issuers) {
    this(issuers, issuers.size() == 1 ? IssuerLookup.NOTHING : IssuerLookup.KID, null);
  }

  /** A ring that remembers tokens. */
  public KeyRing(List<Issuer> issuers, IssuerLookup lookup, @Nullable IssuerSource source) {
    this(issuers, lookup, source, USUAL_MEMORY);
  }

  /**
   * A ring.
   *
   * @param lookup what tells the issuers apart
   * @param source asked for selectors that no issuer has; null for none
   * @param memory what the memory of verified tokens may hold, in bytes; 0: no token is remembered
   */
  public KeyRing(
      List<Issuer> issuers, IssuerLookup lookup, @Nullable IssuerSource source, long memory) {
    if (issuers.isEmpty() && source == null) {
      throw new IllegalArgumentException("a key ring without an issuer would refuse everybody");
    }
    this.index = new IssuerIndex(issuers, lookup, source);
    this.memory = memory == 0 ? null : new VerifiedTokenCache(memory);
    this.hasDryRuns = issuers.stream().anyMatch(issuer -> issuer.enforceFrom() != null);
  }

  private static None none(String detail) {
    return new None(new Rejection(Reason.UNKNOWN_ISSUER, detail));
  }

  public List<Issuer> issuers() {
    return index.issuers();
  }

  public boolean picksByIss() {
    return index.isByIss();
  }

  /**
   * The keys that may try a token. What picks can only narrow: the request's selector and the
   * rule's issuers first, then a known {@code kid}. Where {@code iss} picks, it is looked up only,
   * and compared after the MAC.
   */
  CandidateKeys candidates(TokenText text, @Nullable String kid, IssuerFilter filter, Instant now) {
    if (picksByIss()) {
      String iss = IssScanner.iss(text.payload());
      return iss == null ? NO_ISS : picked(iss, kid, filter, now);
    }
    if (filter.selector() != null) {
      return picked(filter.selector(), kid, filter, now);
    }
    Issuer issuer = index.onlyOne(kid, filter);
    return issuer == null ? NOT_PICKED : CandidateKeys.of(issuer, kid, now);
  }

  private CandidateKeys picked(
      String selector, @Nullable String kid, IssuerFilter filter, Instant now) {
    Issuer issuer;
    try {
      issuer = index.ofSelector(selector);
    } catch (IssuerSourceException cannotAnswer) {
      return new None(cannotAnswer.refused());
    }
    if (issuer != null && index.isAllowed(issuer, filter)) {
      return CandidateKeys.of(issuer, kid, now);
    }
    return issuer != null && filter.allowed().isEmpty() ? PICKED_RESTRICTED : PICKED_UNKNOWN;
  }

  /** The issuer of a publishable token; null where none has it, or the filter excludes it. */
  @Nullable Issuer publisher(String token, IssuerFilter filter) {
    Issuer issuer = index.ofPublishable(token);
    if (filter.selector() != null) {
      Issuer picked = index.ofSelector(filter.selector());
      issuer = picked != null && picked.publishable().tokens().contains(token) ? picked : null;
    }
    return issuer != null && index.isAllowed(issuer, filter) ? issuer : null;
  }

  /** The issuer that is left where there is no token; null for none, or more than one. */
  @Nullable Issuer remaining(IssuerFilter filter) {
    String selector = filter.selector();
    Issuer issuer = selector == null ? index.onlyOne(null, filter) : index.ofSelector(selector);
    return issuer != null && index.isAllowed(issuer, filter) ? issuer : null;
  }

  /** Whether an issuer of the settings has a date from which its denials are enforced. */
  public boolean hasDryRuns() {
    return hasDryRuns;
  }

  /**
   * The issuer of the settings that a request picks, whether or not its token is good: by the token
   * as far as it can be read, and by whatever else picks; null for none. It proves nothing.
   *
   * @param token at most as long as is verified; null for none
   */
  public @Nullable Issuer picked(@Nullable String token, IssuerFilter filter) {
    boolean isPublishable = token != null && token.startsWith(Publishable.PREFIX);
    TokenText text = token == null || isPublishable ? null : TokenText.read(token);
    String selector =
        picksByIss() && text != null ? IssScanner.iss(text.payload()) : filter.selector();
    String kid = text == null ? null : headers.of(text).kid();
    Issuer issuer = selector == null ? index.onlyOne(kid, filter) : index.known(selector);
    if (token != null && isPublishable) {
      Issuer publisher = index.ofPublishable(token);
      issuer = selector == null || Objects.equals(publisher, issuer) ? publisher : null;
    }
    return issuer != null && index.isAllowed(issuer, filter) ? issuer : null;
  }

  KnownHeaders headers() {
    return headers;
  }

  /** The verdict on a token that is remembered and still good; else null. */
  @Nullable Admitted remembered(String token, IssuerFilter filter, Instant now) {
    return memory == null ? null : memory.find(token, filter, now);
  }

  /**
   * Keeps the verdict on a token that comes often: for as long as it and its key are good, and not
   * for long where an issuer source may meanwhile say something else.
   */
  void keep(
      String token,
      IssuerFilter filter,
      Admitted admitted,
      Issuer issuer,
      SharedKey key,
      Instant now) {
    if (memory != null && memory.isWorthKeeping(token)) {
      Validity good = Validity.of(issuer.rules().times(), admitted.caller().dates(), key);
      boolean forLong = !index.isFromSource(issuer);
      memory.keep(token, filter, admitted, key, forLong ? good : good.until(now.plus(A_MINUTE)));
    }
  }
}
