package dev.watchword.tenant;

import dev.watchword.http.IssuerResolver;
import dev.watchword.settings.Settings;
import dev.watchword.token.Issuer;
import dev.watchword.token.SharedKey;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Several issuers must be told apart: by what picks them, and by their secrets. */
final class IssuersTogetherCheck {
  private final Settings settings;
  private final IssuerResolver.By by;
  private final Map<Object, String> secrets = new HashMap<>();
  private final Map<String, String> selectors = new HashMap<>();
  private final Map<String, String> spellings = new HashMap<>();
  private final Map<String, String> kids = new HashMap<>();

  private IssuersTogetherCheck(Settings settings, IssuerResolver.By by) {
    this.settings = settings;
    this.by = by;
  }

  /** Notes a mistake for each two that cannot be told apart, and for each that cannot be picked. */
  static void check(Settings settings, List<Issuer> issuers, IssuerResolver resolver) {
    IssuersTogetherCheck check = new IssuersTogetherCheck(settings, resolver.by());
    issuers.forEach(check::check);
  }

  private void check(Issuer issuer) {
    String iss = issuer.rules().iss();
    checkPicked(issuer, iss);
    String selector = by == IssuerResolver.By.ISS && iss != null ? iss : issuer.selector();
    boolean isApart =
        unique(selectors, selector, issuer, "are picked by the same '" + selector + "'");
    String spelling = issuer.name().replace('-', '_'); // as environment variables have it
    unique(spellings, spelling, issuer, "have names that differ in - and _ alone");
    for (SharedKey key : issuer.keys()) {
      for (Object reading : key.secret().readings()) {
        unique(secrets, reading, issuer, "have the same secret");
      }
      if (by == IssuerResolver.By.KID && (isApart || key.kid() != null)) {
        String kid = issuer.kidOf(key);
        unique(kids, kid, issuer, "have the same kid '" + kid + "'");
      }
    }
  }

  private void checkPicked(Issuer issuer, @Nullable String iss) {
    if (by == IssuerResolver.By.ISS && iss == null) {
      settings.mistake("issuer '" + issuer.name() + "' has no iss, by which it would be picked");
    }
    boolean isLower = issuer.selector().equals(issuer.selector().toLowerCase(Locale.ROOT));
    if (by == IssuerResolver.By.HOST && !isLower) {
      settings.mistake(
          "issuer '"
              + issuer.name()
              + "' has a selector with capitals; hosts are compared in"
              + " lower case");
    }
  }

  private <T> boolean unique(Map<T, String> seen, T value, Issuer issuer, String complaint) {
    String other = seen.put(value, issuer.name());
    boolean isUnique = other == null || other.equals(issuer.name());
    if (!isUnique) {
      settings.mistake("issuers '" + other + "' and '" + issuer.name() + "' " + complaint);
    }
    return isUnique;
  }
}
