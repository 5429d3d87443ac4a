package dev.watchword.token;

import java.nio.charset.StandardCharsets;

/** What may name a user, whoever says it. */
public final class UserId {
  private static final int LONGEST = 256;

  private UserId() {}

  /**
   * Whether it is such a text: not blank, of at most 256 characters, without controls. And of whole
   * ones: half a surrogate pair becomes a question mark in UTF-8, and so the id of somebody else.
   */
  public static boolean isGood(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST
        && text.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
