package dev.watchword.token;

import dev.watchword.token.Verdict.Refused;

/**
 * A {@link KeySource} cannot answer, or its answer cannot be used. The request may be right: it is
 * answered with 503. The message goes to the log, and never holds a secret.
 */
public final class KeySourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What cannot be printed is escaped: the message may quote what a stranger asked for. */
  public KeySourceException(String message) {
    super(Shown.plain(message));
  }

  private KeySourceException(String message, Throwable cause) {
    super(message, cause);
  }

  /** That an issuer of a source cannot be used; {@code fault} begins with a verb. */
  public static KeySourceException about(Issuer issuer, String fault) {
    return new KeySourceException(
        "the key source gave issuer '" + issuer.name() + "', which " + fault);
  }

  /** The refusal to which this leads. */
  public Refused refused() {
    return new Refused(Reason.UNAVAILABLE, String.valueOf(getMessage()));
  }

  /**
   * What a source threw. Of another's exception only the class is named: its text may be secret.
   */
  public static KeySourceException of(Throwable thrown) {
    if (thrown instanceof KeySourceException known) {
      return known;
    }
    return thrown instanceof InvalidIssuerException invalid
        ? new KeySourceException(
            "the key source cannot make its issuer: " + invalid.getMessage(), invalid)
        : new KeySourceException("the key source threw " + thrown.getClass().getName(), thrown);
  }
}
