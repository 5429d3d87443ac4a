package dev.watchword.settings;

import dev.watchword.token.Relaxation;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Named sets of relaxations, for tokens as certain vendors make them: other defaults for some
 * properties, and what is forgiven.
 */
public enum Profile {
  STRICT(Set.of(), Map.of()),
  /** A bare token in the header {@code auth} or {@code Authorization}, and any HMAC under it. */
  FRESHWORKS(
      Set.of(Relaxation.SHORTSECRET),
      Map.of(
          Property.ALGORITHMS, "HS256,HS384,HS512",
          Property.SOURCE, "header:auth,authorization")),
  /** No {@code exp}, a {@code userId} that stands twice, and one secret for everything. */
  FOGBENDER(
      Set.of(Relaxation.NOEXP, Relaxation.DUPLICATES, Relaxation.ONESECRET),
      Map.of(
          Property.NAMECLAIM, "userId",
          Property.ISSUE_LIFETIME, "1h",
          Property.ISSUE_LONGEST, "1d",
          Property.IDENTITY_LEGACY, "accept")),
  /** No {@code exp}; users are known by an id or an address. */
  FEATUREBASE(Set.of(Relaxation.NOEXP), Map.of(Property.NAMECLAIM, "userId,email")),
  /** What MicroProfile JWT asks of a token, for a shared secret. */
  MP(
      Set.of(),
      Map.of(
          Property.CLAIMS, "iss,iat,upn|preferred_username|sub",
          Property.NAMECLAIM, "upn,preferred_username,sub",
          Property.ROLESCLAIM, "groups"));

  private final Set<Relaxation> relaxations;
  private final Map<Property, String> defaults;

  Profile(Set<Relaxation> relaxations, Map<Property, String> defaults) {
    this.relaxations = relaxations;
    this.defaults = defaults;
  }

  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Set<Relaxation> relaxations() {
    return relaxations;
  }

  /** The value that holds under this profile when none is set; empty for none. */
  String defaultValue(Property property) {
    return defaults.getOrDefault(property, property.defaultValue());
  }
}
