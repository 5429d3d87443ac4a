package dev.watchword.explain;

/**
 * A mistake that people often make, and that fits.
 *
 * @param mistake a short name for it
 * @param sentence what went wrong and what to do; it quotes from the token
 */
public record Hint(String mistake, String sentence) {
  @Override
  public String toString() {
    return "Hint[" + mistake + "]";
  }
}
