package dev.watchword.token;

/** Equal for the same secret, and shows nothing of it. */
record SecretIdentity(String hex) {
  @Override
  public String toString() {
    return "***";
  }
}
