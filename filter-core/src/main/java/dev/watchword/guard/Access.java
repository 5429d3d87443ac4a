package dev.watchword.guard;

import java.util.Locale;

/** What a path rule asks of a request. */
public enum Access {
  /** A valid token. */
  TOKEN("needs a token"),
  /** No token, or a valid one. */
  OPTIONAL("open; a token that is sent must be valid"),
  /** Nothing; a token is not looked at. */
  PUBLIC("open"),
  /** A valid token, or for reading a publishable one, which proves no user. */
  PUBLISHABLE("needs a token, or a publishable one for reading"),
  /** Nothing: the endpoint authenticates its callers itself. */
  OWN("open; the endpoint checks its callers itself"),
  /** No request may pass. */
  DENY("closed");

  private final String meaning;

  Access(String meaning) {
    this.meaning = meaning;
  }

  /** The word used in rules. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }

  String meaning() {
    return meaning;
  }

  /** Whether it matters which token comes. */
  boolean looksAtTokens() {
    return this == TOKEN || this == OPTIONAL || this == PUBLISHABLE;
  }

  /** Whether a request may pass without a token. */
  public boolean isOpen() {
    return this == OPTIONAL || this == PUBLIC || this == OWN;
  }
}
