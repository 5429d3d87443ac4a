package dev.watchword.token;

import java.util.Locale;

/** Kinds of token, told apart by the header {@code typ} so that one never passes as another. */
public enum TokenKind {
  /** A caller's own token: no {@code typ}, {@code JWT} or {@code at+jwt} (RFC 9068). */
  SIGNED,
  /** A short-lived token of one user of an embedded widget: {@code widget+jwt}. */
  WIDGET;

  /** The word by which rules name this kind. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
