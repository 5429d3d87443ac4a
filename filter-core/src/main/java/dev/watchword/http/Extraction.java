package dev.watchword.http;

import dev.watchword.token.Reason;

/** What was found in one place for tokens. */
public sealed interface Extraction {
  /** One text, which may be a token. */
  record Token(String text) implements Extraction {
    @Override
    public String toString() {
      return "Token[***]";
    }
  }

  /** Nothing; another place may have a token. */
  record None() implements Extraction {}

  /**
   * Something that is not one token: the request is refused.
   *
   * @param detail a sentence for the operator; nothing of the request stands in it
   */
  record Malformed(Reason reason, String detail) implements Extraction {}

  static Token token(String text) {
    return new Token(text);
  }

  static None none() {
    return new None();
  }

  /** The place holds something that is no token. */
  static Malformed malformed(String detail) {
    return new Malformed(Reason.CREDENTIALS, detail);
  }

  /** The place holds more than one token. */
  static Malformed several() {
    return new Malformed(Reason.SEVERAL_TOKENS, "more than one token in the request");
  }
}
