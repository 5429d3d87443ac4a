package dev.watchword.tenant;

import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.token.HeaderSize;
import dev.watchword.token.KeyRing;
import dev.watchword.token.TokenVerifier;
import java.util.ArrayList;
import java.util.List;

/**
 * How tokens are verified, whoever signed them.
 *
 * @param tokenSize the greatest length of a token in characters
 * @param memory what may be kept of verified tokens, in bytes; 0 for nothing
 */
public record VerifierRules(int tokenSize, long memory) {
  /** A small heap is not for tokens alone. */
  private static final int PART_OF_HEAP = 16;

  /** From these settings; a mistake is noted there. */
  public static VerifierRules read(Section section) {
    boolean remembers = section.oneOf(Property.REMEMBER, "on", "off").equals("on");
    long memory = Math.min(KeyRing.USUAL_MEMORY, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    return new VerifierRules(TenantsReader.tokenSize(section), remembers ? memory : 0);
  }

  /** What an operator should know of them. */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    if (tokenSize > TokenVerifier.DEFAULT_LENGTH) {
      lines.add("tokens may have " + tokenSize + " characters, but " + HeaderSize.ADVICE);
    }
    if (memory == 0) {
      lines.add("no token is remembered");
    }
    return lines;
  }
}
