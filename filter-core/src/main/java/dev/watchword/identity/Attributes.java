package dev.watchword.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sorts what a request and its token say of a user into what counts, and what does not. */
final class Attributes {
  /** Claims about the token rather than about the user (RFC 7519 section 4.1). */
  private static final Set<String> ABOUT_THE_TOKEN =
      Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti");

  /**
   * Request members that say whose widget it is, which the token or the request's issuer decides.
   */
  private static final Set<String> ABOUT_THE_WIDGET =
      Set.of("widgetId", "appId", "app_id", "appID", "organization");

  final Map<String, @Nullable Object> trusted = new LinkedHashMap<>();
  final Map<String, @Nullable Object> untrusted = new LinkedHashMap<>();
  final Map<String, IgnoredAttribute> ignored = new LinkedHashMap<>();
  private final IdentityRules rules;

  Attributes(IdentityRules rules) {
    this.rules = rules;
  }

  /** A claim, or what a hash proves: it counts where the rules declare the attribute. */
  void addVerified(String name, @Nullable Object value) {
    if (rules.isDeclared(name)) {
      trusted.put(name, value);
    } else if (!rules.idNames().contains(name)
        && !ABOUT_THE_TOKEN.contains(name)
        && !ABOUT_THE_WIDGET.contains(name)) {
      ignored.put(name, IgnoredAttribute.NOT_DECLARED);
    }
  }

  /** A company whose hash is right: no rule has to declare it. */
  void addVerifiedCompany(Object id) {
    trusted.put("companyId", id);
  }

  /** A member that the page sends without a proof. It never replaces a verified one. */
  void addUnverified(String name, @Nullable Object value) {
    if (trusted.containsKey(name)) {
      return;
    }
    if (rules.signedOnly().contains(name)) {
      ignored.put(name, IgnoredAttribute.NOT_SIGNED);
    } else if (rules.clientOk().contains(name)) {
      untrusted.put(name, value);
    } else if (!ABOUT_THE_WIDGET.contains(name)) {
      ignored.put(name, IgnoredAttribute.NOT_DECLARED);
    }
  }

  /** A member that counts for nothing. */
  void ignore(String name, IgnoredAttribute why) {
    ignored.put(name, why);
  }
}
