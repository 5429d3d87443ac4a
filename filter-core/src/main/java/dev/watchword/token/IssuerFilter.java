package dev.watchword.token;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which issuers may have signed a token, as far as the request and its path rule say.
 *
 * @param selector the value by which the request itself picks an issuer, such as a workspace; null
 *     where requests carry none
 * @param allowed the names of the issuers that the path rule allows; empty where it names none
 * @param includeRestricted whether restricted issuers are included where {@code allowed} is empty
 *     (see {@link Issuer#isRestricted})
 */
public record IssuerFilter(
    @Nullable String selector, Set<String> allowed, boolean includeRestricted) {
  /** Every issuer that is not restricted. */
  public static final IssuerFilter ANY = new IssuerFilter(null, Set.of());

  public IssuerFilter {
    allowed = Set.copyOf(allowed);
  }

  /** A filter without restricted issuers, unless {@code allowed} names them. */
  public IssuerFilter(@Nullable String selector, Set<String> allowed) {
    this(selector, allowed, false);
  }

  /** The same filter, restricted issuers included. */
  public IssuerFilter includingRestricted() {
    return new IssuerFilter(selector, allowed, true);
  }
}
