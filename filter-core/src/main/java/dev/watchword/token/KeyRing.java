package dev.watchword.token;

import dev.watchword.token.CandidateKeys.None;
import dev.watchword.token.Verdict.Admitted;
import dev.watchword.token.VerifiedTokenCache.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The issuers whose tokens are accepted, with the memory of what was verified under their keys.
 * Immutable but for that memory, which therefore can never outlive a key.
 */
public final class KeyRing {
  /** Callers' libraries write a handful of different headers; only the first ones are kept. */
  private static final int MOST_HEADERS = 64;

  /** A token of an issuer from an issuer source is remembered for no longer. */
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private static final None NOT_PICKED =
      none("nothing in the request or its rule picks one of the issuers");
  private static final None PICKED_UNKNOWN =
      none("the request picks an issuer that is not accepted here");
  private static final None PICKED_RESTRICTED =
      none("the request picks an issuer that is believed only where a rule names it");
  private static final None NO_ISS = none("the payload has not one iss by which to pick an issuer");

  private final IssuerIndex index;
  private final boolean hasDryRuns;
  private final VerifiedTokenCache memory = new VerifiedTokenCache();
  private final Map<String, JoseHeader> headers = new ConcurrentHashMap<>();

  /** The first of them, which is mostly that of all tokens; found without a copy of its text. */
  private volatile @Nullable KnownHeader usual;

  private record KnownHeader(String text, JoseHeader header) {}

  /** A ring of a lone issuer, or of several that are told apart by {@code kid}. */
  public KeyRing(List<Issuer> issuers) {
    this(issuers, issuers.size() == 1 ? IssuerLookup.NOTHING : IssuerLookup.KID, null);
  }

  /**
   * A ring.
   *
   * @param lookup what tells the issuers apart
   * @param source asked for selectors that no issuer has; null for none
   */
  public KeyRing(List<Issuer> issuers, IssuerLookup lookup, @Nullable IssuerSource source) {
    if (issuers.isEmpty() && source == null) {
      throw new IllegalArgumentException("a key ring without an issuer would refuse everybody");
    }
    this.index = new IssuerIndex(issuers, lookup, source);
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
    String kid = text == null ? null : header(text).kid();
    Issuer issuer = selector == null ? index.onlyOne(kid, filter) : index.known(selector);
    if (token != null && isPublishable) {
      Issuer publisher = index.ofPublishable(token);
      issuer = selector == null || Objects.equals(publisher, issuer) ? publisher : null;
    }
    return issuer != null && index.isAllowed(issuer, filter) ? issuer : null;
  }

  /** The header as read before, or read now; it is kept only by {@link #remember}. */
  JoseHeader header(TokenText token) {
    if (token.headerBytes() > JoseHeader.LARGEST) {
      return JoseHeader.TOO_LARGE;
    }
    KnownHeader first = usual;
    if (first != null && token.hasHeader(first.text)) {
      return first.header;
    }
    JoseHeader known = headers.get(token.headerText());
    return known == null ? JoseHeader.read(token.header()) : known;
  }

  /** Keeps a header under which a MAC was right; a header of any other token is never kept. */
  void remember(TokenText token, JoseHeader header) {
    KnownHeader first = usual;
    if (first == null) {
      usual = new KnownHeader(token.headerText(), header);
    }
    if ((first == null || first.header != header) && headers.size() < MOST_HEADERS) {
      headers.putIfAbsent(token.headerText(), header);
    }
  }

  VerifiedTokenCache memory() {
    return memory;
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
    if (memory.isWorthKeeping(token)) {
      Validity good = Validity.of(issuer.rules().times(), admitted.caller().dates(), key);
      boolean forLong = !index.isFromSource(issuer);
      memory.keep(token, filter, admitted, key, forLong ? good : good.until(now.plus(A_MINUTE)));
    }
  }
}
