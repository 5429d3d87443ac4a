package dev.watchword.identity;

/** Why a value of the request counts for nothing. */
public enum IgnoredAttribute {
  /** The attribute counts only in a token. */
  NOT_SIGNED("counts only in a signed token"),
  /** The settings declare no attribute of that name. */
  NOT_DECLARED("is not declared"),
  /** The token says who the user is. */
  TOKEN_NAMES_THE_USER("is not looked at beside a token");

  private final String meaning;

  IgnoredAttribute(String meaning) {
    this.meaning = meaning;
  }

  /** The words of the answer to the page. */
  public String meaning() {
    return meaning;
  }
}
