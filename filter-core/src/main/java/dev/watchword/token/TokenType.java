package dev.watchword.token;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a token's header {@code typ} says, as far as it is known here. */
public enum TokenType {
  /** There is no {@code typ}. */
  NONE(TokenKind.SIGNED, ""),
  JWT(TokenKind.SIGNED, "jwt"),
  /** An access token of RFC 9068. */
  ACCESS(TokenKind.SIGNED, "at+jwt"),
  WIDGET(TokenKind.WIDGET, "widget+jwt");

  private static final String MEDIA_TREE = "application/";

  private final TokenKind kind;
  private final String typ;

  TokenType(TokenKind kind, String typ) {
    this.kind = kind;
    this.typ = typ;
  }

  /** What is written into a token of that kind unless another type is wanted. */
  public static TokenType usualOf(TokenKind kind) {
    return kind == TokenKind.WIDGET ? WIDGET : JWT;
  }

  /** The kind of token that it stands for. */
  public TokenKind kind() {
    return kind;
  }

  /** The value of {@code typ} in lower case; empty for none. */
  public String typ() {
    return typ;
  }

  /**
   * The type that a {@code typ} stands for; null where it is unknown. Case and a leading {@code
   * application/} do not matter (RFC 7515 section 4.1.9).
   */
  static @Nullable TokenType of(@Nullable String typ) {
    if (typ == null) {
      return NONE;
    }
    String type = typ.toLowerCase(Locale.ROOT);
    if (type.startsWith(MEDIA_TREE)) {
      type = type.substring(MEDIA_TREE.length());
    }
    return switch (type) {
      case "jwt" -> JWT;
      case "at+jwt" -> ACCESS;
      case "widget+jwt" -> WIDGET;
      default -> null;
    };
  }
}
