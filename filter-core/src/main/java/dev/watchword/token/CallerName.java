package dev.watchword.token;

import org.jspecify.annotations.Nullable;

/** Where a token says who its caller is. */
final class CallerName {
  /** Where vendors' widgets have the user, whatever names a caller elsewhere. */
  private static final String WIDGET_USER = "userId";

  private CallerName() {}

  /** The name that a claim says; null for none. */
  static @Nullable String in(Claims claims, ClaimNames names, TokenKind kind) {
    String named = first(claims, names);
    return named == null && kind == TokenKind.WIDGET // or all users of a widget would be one caller
        ? UserId.in(claims.get(WIDGET_USER), names.numericName())
        : named;
  }

  private static @Nullable String first(Claims claims, ClaimNames names) {
    if (names.name().indexOf(',') < 0) {
      return UserId.in(claims.at(names.name()), names.numericName());
    }
    for (String claim : names.nameClaims()) {
      String named = UserId.in(claims.at(claim), names.numericName());
      if (named != null) {
        return named;
      }
    }
    return null;
  }
}
