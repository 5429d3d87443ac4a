package dev.watchword.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A signer of tokens, by the name that the operator gave it. What the settings would refuse cannot
 * be made in code either.
 *
 * @param name lower-case letters, digits, - and _, not at its beginning; part of every caller's id,
 *     so that two issuers may both know an {@code alice}
 * @param selector the value by which a request picks this issuer among several
 * @param keys newest first: at most four that are live at once, of different secrets (but for
 *     {@link #PREVIOUS}) and ids, each as long as RFC 7518 wants for its algorithms unless relaxed
 * @param rules what its tokens must say
 * @param relaxations what its tokens need not do
 * @param grants the roles and scopes it may confer; null for all, except from a {@link
 *     IssuerSource}, where it means none
 * @param publishable its tokens that prove nothing, if it has any
 * @param use what is remembered of its tokens
 * @param issuesWidgetTokens whether it also issues tokens for the users of web pages; always true
 *     where it has publishable ones
 * @param enforceFrom until then what is denied of requests that pick it passes without a caller,
 *     and the log says so; null: it is refused
 */
public record Issuer(
    String name,
    String selector,
    List<SharedKey> keys,
    ClaimRules rules,
    Set<Relaxation> relaxations,
    @Nullable Set<String> grants,
    Publishable publishable,
    UseRules use,
    boolean issuesWidgetTokens,
    @Nullable Instant enforceFrom) {
  /** They end in logs and in callers' ids, where nothing else may look like them. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*");

  /**
   * The name of the key that a rotation replaces. It alone may have the secret of another key: in
   * the moment of a rotation in which the old secret stands in both places.
   */
  public static final String PREVIOUS = KeyFaults.PREVIOUS;

  /** More live keys than this at once would let one bad token cost too many MACs. */
  public static final int MOST_LIVE_KEYS = KeyFaults.MOST_LIVE;

  /**
   * An issuer.
   *
   * @throws InvalidIssuerException where it is not as said above
   */
  public Issuer {
    Objects.requireNonNull(selector);
    Objects.requireNonNull(rules);
    keys = List.copyOf(keys);
    relaxations = Set.copyOf(relaxations);
    grants = grants == null ? null : Set.copyOf(grants);
    issuesWidgetTokens |= !publishable.tokens().isEmpty();
    List<String> faults =
        new ArrayList<>(faults(name, keys, relaxations.contains(Relaxation.SHORTSECRET)));
    faults.addAll(use.faults(rules, relaxations));
    if (!faults.isEmpty()) {
      throw new InvalidIssuerException(
          "issuer '" + Printable.plain(name) + "'", String.join("; it ", faults));
    }
  }

  /**
   * What is wrong with the keys of an issuer of that name; each sentence begins with a verb, and
   * none holds a secret.
   *
   * @param shortAllowed whether secrets may be shorter than RFC 7518 wants
   */
  public static List<String> faults(String name, List<SharedKey> keys, boolean shortAllowed) {
    List<String> faults = new ArrayList<>();
    if (!NAME.matcher(name).matches()) {
      faults.add("needs a name of lower-case letters, digits, - and _ only");
    }
    if (keys.isEmpty()) {
      faults.add("has no key");
    }
    faults.addAll(KeyFaults.of(keys, shortAllowed));
    return faults;
  }

  /** Whether it is the {@link #PREVIOUS} key, or one of several that stand in its place. */
  public static boolean isPrevious(SharedKey key) {
    return KeyFaults.isPrevious(key);
  }

  /** A strict issuer that may confer everything. */
  public Issuer(String name, List<SharedKey> keys, ClaimRules rules) {
    this(
        name,
        name,
        keys,
        rules,
        EnumSet.noneOf(Relaxation.class),
        null,
        Publishable.NONE,
        UseRules.NONE,
        false,
        null);
  }

  /** The same issuer, but these are the roles and scopes that it may confer. */
  public Issuer granting(Set<String> words) {
    return new Issuer(
        name,
        selector,
        keys,
        rules,
        relaxations,
        words,
        publishable,
        use,
        issuesWidgetTokens,
        enforceFrom);
  }

  /** Begins an issuer of that name, strict unless said otherwise. */
  public static IssuerBuilder named(String name) {
    return new IssuerBuilder(name);
  }

  /** The same issuer with these publishable tokens; {@code widgets}: see issuesWidgetTokens. */
  public Issuer withPublishable(Publishable tokens, boolean widgets) {
    return new Issuer(
        name, selector, keys, rules, relaxations, grants, tokens, use, widgets, enforceFrom);
  }

  /**
   * Whether its tokens are accepted, where there are several issuers, only on paths whose rule
   * names it: so it is where rules are relaxed for it, or where it issues tokens for web pages.
   */
  public boolean isRestricted() {
    return !relaxations.isEmpty() || issuesWidgetTokens;
  }

  /** Whether its tokens are forgiven that. */
  public boolean allows(Relaxation relaxation) {
    return relaxations.contains(relaxation);
  }

  /** Whether there is a key that signs as well as verifies, whatever its dates. */
  public boolean maySign() {
    return keys.stream().anyMatch(SharedKey::maySign);
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

  /** The {@code kid} by which a key is picked among several issuers': without one, the selector. */
  public String kidOf(SharedKey key) {
    String kid = key.kid();
    return kid == null ? selector : kid;
  }

  /** Those of the words that the issuer may confer. */
  List<String> granted(Collection<String> words) {
    return grants == null ? List.copyOf(words) : words.stream().filter(grants::contains).toList();
  }

  /** The roles or scopes that a claim says and that the issuer may confer; unmodifiable. */
  Set<String> conferred(Claims claims, String claim) {
    List<String> words = granted(claims.words(claim));
    return words.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(words));
  }

  /** That so many of its keys were tried and none fits: the sentence an operator looks for. */
  Rejection noMatch(int tried) {
    return new Rejection(
        Reason.SIGNATURE, "no live key of issuer '" + name + "' matches (" + tried + " tried)");
  }
}
