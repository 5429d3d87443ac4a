package dev.watchword.token;

import java.util.Locale;

/** What an issuer's tokens may do that the rules forbid to all others. Each is printed at start. */
public enum Relaxation {
  /** {@code exp} may be missing. */
  NOEXP("exp may be missing"),
  /** A member of the payload may stand twice, if both say the same. */
  DUPLICATES("a claim may stand twice with the same value"),
  /** The secret may be shorter than RFC 7518 wants. */
  SHORTSECRET("the secret may be shorter than RFC 7518 wants"),
  /** A whole number may stand for a name. */
  NUMERICNAME("a whole number is a name: 620 and \"620\" are one user"),
  /** A text that is a JSON object may be looked into as if it were that object. */
  JSONTEXT("a claim that is the text of a JSON object has claims below it"),
  /** A token that can be revoked need not have an id. */
  NOJTI("jti may be missing, and a token without one is revoked only together with others"),
  /** The secret serves three purposes. */
  ONESECRET("its backend shows the secret itself, and identity hashes are made with it");

  private final String meaning;

  Relaxation(String meaning) {
    this.meaning = meaning;
  }

  /** The word used in settings. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String meaning() {
    return meaning;
  }
}
