package dev.watchword.limit;

import java.util.Locale;

/** What happens while the store cannot answer, for each of its uses. */
public record OutageRules(Rule limits, Rule singleUse, Rule revocation) {
  /** Limits go on by shares of this node; what would be unsafe waits for the store. */
  public static final OutageRules USUAL = new OutageRules(Rule.LOCAL, Rule.REFUSE, Rule.REFUSE);

  /** The two possibilities. */
  public enum Rule {
    /** By what this node knows alone; each node has its share of a limit. */
    LOCAL,
    /** The request is answered with 503. */
    REFUSE;

    /** The word used in settings. */
    public String configName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  String describe() {
    return "limits "
        + limits.configName()
        + ", single use "
        + singleUse.configName()
        + ", revocation "
        + revocation.configName();
  }
}
