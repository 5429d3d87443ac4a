package dev.watchword.token;

import org.jspecify.annotations.Nullable;

/**
 * Equal for the same secret, and shows nothing of it. It is no record: Java 17 keeps the class
 * loader of an application that has ended where records of it were compared.
 */
final class SecretIdentity {
  private final String hex;
  private final String shown;

  SecretIdentity(String hex) {
    this.hex = hex;
    this.shown = hex.substring(0, 8);
  }

  String hex() {
    return hex;
  }

  /** What of it may be shown. */
  String shown() {
    return shown;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretIdentity identity && hex.equals(identity.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
