package dev.watchword.token;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The issuers of a ring by all that can pick one of them, and the source of further issuers. */
final class IssuerIndex {
  private final List<Issuer> issuers;
  private final IssuerLookup lookup;
  private final @Nullable IssuerSource source;
  private final Map<String, Issuer> bySelector = new HashMap<>();
  private final Map<String, Issuer> byName = new HashMap<>();
  private final Map<String, List<Issuer>> byKid = new HashMap<>();
  private final Map<String, Issuer> byPublishable = new HashMap<>();
  private final Set<Object> secrets = new HashSet<>();

  /**
   * What is left where neither the request nor its rule says anything; null for none or several.
   */
  private final @Nullable Issuer onlyOne;

  /** The same where restricted ones count. */
  private final @Nullable Issuer onlyOneOfAll;

  IssuerIndex(List<Issuer> issuers, IssuerLookup lookup, @Nullable IssuerSource source) {
    this.issuers = List.copyOf(issuers);
    this.lookup = lookup;
    this.source = source;
    for (Issuer issuer : issuers) {
      byName.put(issuer.name(), issuer);
      String iss = issuer.rules().iss();
      bySelector.put(isByIss() && iss != null ? iss : issuer.selector(), issuer);
      issuer.publishable().tokens().forEach(token -> byPublishable.put(token, issuer));
      for (SharedKey key : issuer.keys()) {
        if (source != null) {
          secrets.addAll(key.secret().readings());
        }
        if (lookup == IssuerLookup.KID) {
          List<Issuer> picked = byKid.computeIfAbsent(issuer.kidOf(key), kid -> new ArrayList<>(1));
          if (!picked.contains(issuer)) {
            picked.add(issuer);
          }
        }
      }
    }
    this.onlyOne = only(issuers, IssuerFilter.ANY);
    this.onlyOneOfAll = only(issuers, IssuerFilter.ANY.includingRestricted());
  }

  /** The issuers of the settings. */
  List<Issuer> issuers() {
    return issuers;
  }

  boolean isByIss() {
    return lookup == IssuerLookup.ISS;
  }

  /** Whether it is not one of the settings. */
  boolean isFromSource(Issuer issuer) {
    return !byName.containsKey(issuer.name());
  }

  /**
   * Whether the filter lets this issuer through: a restricted one only where a rule names it, or it
   * is the only issuer that there can be.
   */
  boolean isAllowed(Issuer issuer, IssuerFilter filter) {
    return filter.allowed().isEmpty()
        ? !issuer.isRestricted() || filter.includeRestricted() || lookup == IssuerLookup.NOTHING
        : filter.allowed().contains(issuer.name());
  }

  /** The settings' issuer of a publishable token; null where it is not known to them. */
  @Nullable Issuer ofPublishable(String token) {
    return byPublishable.get(token);
  }

  /** The settings' issuer of a selector; null where it is not known to them. */
  @Nullable Issuer known(String selector) {
    return bySelector.get(selector);
  }

  /**
   * The issuer that a request picks by this; null for none.
   *
   * @throws IssuerSourceException where the source cannot answer, or its answer cannot be used
   */
  @Nullable Issuer ofSelector(String selector) {
    Issuer issuer = bySelector.get(selector);
    if (issuer != null || source == null) {
      return issuer;
    }
    Issuer found;
    try {
      found = source.find(selector);
    } catch (Throwable whatever) { // it is not our code; the request gets 503, and is not admitted
      throw IssuerSourceException.of(whatever);
    }
    return found == null ? null : checked(found);
  }

  /** An issuer of the source, which may share neither name nor secret with one of the settings. */
  private Issuer checked(Issuer found) {
    if (byName.containsKey(found.name())) { // it would share its rules, limits and callers' ids
      throw IssuerSourceException.about(found, "has the name of an issuer of the settings");
    }
    for (SharedKey key : found.keys()) {
      if (!Collections.disjoint(key.secret().readings(), secrets)) {
        throw IssuerSourceException.about(found, "has the secret of an issuer of the settings");
      }
    }
    if (isByIss() && found.rules().iss() == null) {
      throw IssuerSourceException.about(found, "has no iss, by which it was picked");
    }
    return found.grants() == null ? found.granting(Set.of()) : found;
  }

  /** The one issuer that is left where a request carries no selector; null for none or several. */
  @Nullable Issuer onlyOne(@Nullable String kid, IssuerFilter filter) {
    List<Issuer> withKid = kid == null ? null : byKid.get(kid);
    if (withKid != null) {
      return only(withKid, filter); // or none: a known kid never means another issuer's key
    }
    if (filter.allowed().isEmpty()) {
      return filter.includeRestricted() ? onlyOneOfAll : onlyOne;
    }
    List<Issuer> named = new ArrayList<>(1);
    for (String name : filter.allowed()) {
      Issuer issuer = byName.get(name);
      if (issuer != null) {
        named.add(issuer);
      }
    }
    return only(named, filter);
  }

  private @Nullable Issuer only(List<Issuer> among, IssuerFilter filter) {
    Issuer found = null;
    for (Issuer issuer : among) {
      if (isAllowed(issuer, filter)) {
        if (found != null) {
          return null;
        }
        found = issuer;
      }
    }
    return found;
  }
}
