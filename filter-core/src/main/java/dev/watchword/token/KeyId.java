package dev.watchword.token;

/** What may be the {@code kid} of a key or a token: it ends in logs, and is compared. */
public final class KeyId {
  /** What it must be, in words. */
  public static final String FORM = "1 to 128 printable ASCII characters";

  private static final int LONGEST = 128;

  private KeyId() {}

  /** Whether a key or a token may have this {@code kid}. */
  public static boolean isValid(String kid) {
    return !kid.isEmpty()
        && kid.length() <= LONGEST
        && kid.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
  }
}
