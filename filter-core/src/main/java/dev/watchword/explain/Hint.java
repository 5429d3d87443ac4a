package dev.watchword.explain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A mistake that people often make, and that fits.
 *
 * @param mistake a short name for it
 * @param sentence what went wrong and what to do; it quotes from the token
 */
public record Hint(String mistake, String sentence) {
  Map<String, Object> asMap() {
    Map<String, Object> result = new LinkedHashMap<>(); // in this order
    result.put("mistake", mistake);
    result.put("sentence", sentence);
    return result;
  }

  @Override
  public String toString() {
    return "Hint[" + mistake + "]";
  }
}
