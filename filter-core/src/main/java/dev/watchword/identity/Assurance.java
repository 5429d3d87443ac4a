package dev.watchword.identity;

import java.util.Locale;

/** How sure it is who a widget's user is. */
public enum Assurance {
  /** A valid token names the user. */
  SIGNED,
  /** A valid identity hash names the user: it proves the id alone, and never ends. */
  LEGACY_HMAC,
  /** A publishable token came with an id that anybody may have invented. */
  PUBLISHABLE,
  /** Nothing was asked for: the server runs for testing on a developer's own machine. */
  INSECURE;

  /** The word used in answers. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
