package dev.watchword.guard;

import dev.watchword.guard.LimitPolicy.Per;
import dev.watchword.limit.RateLimit;
import dev.watchword.settings.Settings;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limit with a name, as it is written: {@code 100/1m}, or {@code 1000/1m when plan=gold}.
 *
 * @param when whose limit it is; null for everyone's
 */
record NamedLimit(RateLimit limit, @Nullable CallerRequirement when) {
  private static final String WHEN = "when";
  private static final String CLAIM = "claim:";

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with the form that is wanted
   */
  static NamedLimit of(String text) {
    List<String> words = Settings.words(text, "\\s+");
    if (words.size() < 2 || !words.get(1).equals(WHEN)) {
      return new NamedLimit(RateLimit.of(text), null);
    }
    RuleOptions.Values values = RuleOptions.claim(words.subList(2, words.size()));
    if (values == null) {
      throw new IllegalArgumentException(
          "'" + text + "' is no limit; write 1000/1m when plan=gold, or when plan=gold or silver");
    }
    return new NamedLimit(RateLimit.of(words.get(0)), RequirementsReader.claim(values));
  }

  /**
   * What is counted together.
   *
   * @param claim the claim whose values are counted; empty but for {@link Per#CLAIM}
   */
  record Counted(Per per, String claim) {
    /**
     * Reads {@code caller} and the like, or {@code claim:NAME}.
     *
     * @throws IllegalArgumentException with the words that there are
     */
    static Counted of(String word) {
      if (word.startsWith(CLAIM) && word.length() > CLAIM.length()) {
        return new Counted(Per.CLAIM, word.substring(CLAIM.length()));
      }
      return Arrays.stream(Per.values())
          .filter(per -> per != Per.CLAIM && per.configName().equals(word))
          .findFirst()
          .map(per -> new Counted(per, ""))
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "'" + word + "' is none of address, caller, issuer, everyone, claim:NAME"));
    }
  }
}
