package dev.watchword.token;

import org.jspecify.annotations.Nullable;

/**
 * Equal for the same secret, and shows nothing of it. It is no record: Java 17 keeps the class
 * loader of an application that has ended where records of it were compared.
 */
final class SecretIdentity {
  private final String hex;

  SecretIdentity(String hex) {
    this.hex = hex;
  }

  String hex() {
    return hex;
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
