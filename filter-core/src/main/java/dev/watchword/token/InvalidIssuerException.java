package dev.watchword.token;

/**
 * An issuer or one of its parts is such as the settings would refuse. The message says what is
 * wrong, and never holds a secret.
 */
public final class InvalidIssuerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidIssuerException(String subject, String fault) {
    super(subject + " " + fault);
  }
}
