package dev.watchword.token;

import org.jspecify.annotations.Nullable;

/**
 * What a session token says beside its user. It is a widget token that a page is given for the user
 * whom it has identified, and is never worth more than the proof that the page had.
 */
public final class SessionClaims {
  /** How sure it was who the user is: {@code signed}, {@code legacy_hmac}, {@code publishable}. */
  public static final String ASSURANCE = "assurance";

  /** The user where nothing proves it. Such a token has no claim that names a caller. */
  public static final String UNVERIFIED_USER = "unverified_user";

  private SessionClaims() {}

  /** Whether the token is one of a session, and so no proof with which to begin another. */
  public static boolean isSession(Caller caller) {
    return caller.kind() == TokenKind.WIDGET
        && (caller.claims().containsKey(ASSURANCE) || caller.claims().containsKey(UNVERIFIED_USER));
  }

  /** Whether nothing proves the user of the session: the token is worth a publishable one. */
  public static boolean isOfVisitor(Caller caller) {
    return caller.kind() == TokenKind.WIDGET && caller.claims().containsKey(UNVERIFIED_USER);
  }

  /** The user of a visitor's session; null where the token says none. */
  public static @Nullable String visitor(Caller caller) {
    return UserId.in(caller.claims().get(UNVERIFIED_USER), false);
  }
}
