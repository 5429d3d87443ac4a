package dev.watchword.token;

import dev.watchword.token.Verdict.Refused;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signs tokens, by the name the operator gave.
 *
 * @param name letters and digits; part of every caller's id, so that two issuers may both know an
 *     {@code alice}
 * @param selector the value by which a request picks this issuer among several
 * @param keys newest first
 * @param rules what its tokens must say
 * @param relaxations what its tokens need not do
 * @param grants the roles and scopes it may confer; null for all
 * @param publishable its tokens that prove nothing, if it has any
 * @param signsForBrowsers whether its tokens are made for users of a page
 */
public record Issuer(
    String name,
    String selector,
    List<SharedKey> keys,
    ClaimRules rules,
    Set<Relaxation> relaxations,
    @Nullable Set<String> grants,
    Publishable publishable,
    boolean signsForBrowsers) {
  /** More live keys than this at once would let one bad token cost too many MACs. */
  public static final int MOST_LIVE_KEYS = 4;

  public Issuer {
    keys = List.copyOf(keys);
    relaxations = Set.copyOf(relaxations);
    grants = grants == null ? null : Set.copyOf(grants);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("issuer '" + name + "' has no key");
    }
  }

  /** A strict issuer that may confer everything. */
  public Issuer(String name, List<SharedKey> keys, ClaimRules rules) {
    this(name, name, keys, rules, EnumSet.noneOf(Relaxation.class), null, Publishable.NONE, false);
  }

  /** The same issuer with tokens for pages. */
  public Issuer forPages(Publishable tokens, boolean signing) {
    return new Issuer(name, selector, keys, rules, relaxations, grants, tokens, signing);
  }

  /** Whether the other is this issuer read once more, with the same keys. */
  @SuppressWarnings("ReferenceEquality") // mostly it has not been read again at all
  public boolean sameAs(Issuer other) {
    if (this == other) {
      return true;
    }
    boolean sameWords =
        name.equals(other.name)
            && selector.equals(other.selector)
            && rules.equals(other.rules)
            && relaxations.equals(other.relaxations)
            && Objects.equals(grants, other.grants)
            && publishable.equals(other.publishable)
            && signsForBrowsers == other.signsForBrowsers;
    return sameWords && SharedKey.sameAs(keys, other.keys);
  }

  /** Whether it is believed, among several, only where a rule names it. */
  public boolean isReserved() {
    return !relaxations.isEmpty() || signsForBrowsers;
  }

  /** Whether its tokens are forgiven that. */
  public boolean allows(Relaxation relaxation) {
    return relaxations.contains(relaxation);
  }

  /** The keys that are good at that instant, newest first. */
  public List<SharedKey> liveKeys(Instant now) {
    for (SharedKey key : keys) {
      if (!key.liveAt(now)) {
        return keys.stream().filter(other -> other.liveAt(now)).toList();
      }
    }
    return keys; // mostly all of them, and then nothing is copied
  }

  /** Those of the words that the issuer may confer. */
  List<String> granted(Collection<String> words) {
    return grants == null ? List.copyOf(words) : words.stream().filter(grants::contains).toList();
  }

  /** That so many of its keys were tried and none fits: the sentence an operator looks for. */
  Refused noMatch(int tried) {
    return new Refused(
        Reason.SIGNATURE, "no live key of issuer '" + name + "' matches (" + tried + " tried)");
  }
}
