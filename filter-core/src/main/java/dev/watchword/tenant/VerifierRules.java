package dev.watchword.tenant;

import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.token.HeaderSize;
import dev.watchword.token.TokenVerifier;
import java.util.ArrayList;
import java.util.List;

/**
 * How tokens are verified, whoever signed them.
 *
 * @param tokenSize the greatest length of a token in characters
 * @param remembers whether a token that comes again is found in memory
 */
public record VerifierRules(int tokenSize, boolean remembers) {
  /** From these settings; a mistake is noted there. */
  public static VerifierRules read(Section section) {
    boolean remembers = section.oneOf(Property.REMEMBER, "on", "off").equals("on");
    return new VerifierRules(TenantsReader.tokenSize(section), remembers);
  }

  /** What an operator should know of them. */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    if (tokenSize > TokenVerifier.DEFAULT_LENGTH) {
      lines.add("tokens may have " + tokenSize + " characters, but " + HeaderSize.ADVICE);
    }
    if (!remembers) {
      lines.add("no token is remembered");
    }
    return lines;
  }
}
