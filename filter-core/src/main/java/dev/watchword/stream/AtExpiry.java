package dev.watchword.stream;

/** What becomes of an open stream when its token expires. */
public enum AtExpiry {
  /** It lives on to its greatest age; a new connection is judged again. */
  KEEP("keep"),
  /** It ends. */
  CLOSE("close"),
  /** It ends, unless the client has sent a newer token before. */
  REQUIRE_UPDATE("require-update");

  private final String configName;

  AtExpiry(String configName) {
    this.configName = configName;
  }

  /** The word in settings. */
  public String configName() {
    return configName;
  }
}
