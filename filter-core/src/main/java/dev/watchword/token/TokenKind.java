package dev.watchword.token;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Kinds of token, told apart by the header {@code typ} so that one never passes as another. */
public enum TokenKind {
  /** A caller's own token: no {@code typ}, {@code JWT} or {@code at+jwt} (RFC 9068). */
  SIGNED,
  /** A short-lived token of one user of an embedded widget: {@code widget+jwt}. */
  WIDGET;

  private static final String MEDIA_TREE = "application/";

  /** The word by which rules name this kind. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind that a {@code typ} stands for; null where it is unknown. Case and a leading {@code
   * application/} do not matter (RFC 7515 section 4.1.9).
   */
  static @Nullable TokenKind ofType(@Nullable String typ) {
    if (typ == null) {
      return SIGNED;
    }
    String type = typ.toLowerCase(Locale.ROOT);
    if (type.startsWith(MEDIA_TREE)) {
      type = type.substring(MEDIA_TREE.length());
    }
    return switch (type) {
      case "jwt", "at+jwt" -> SIGNED;
      case "widget+jwt" -> WIDGET;
      default -> null;
    };
  }
}
