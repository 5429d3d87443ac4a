package dev.watchword.token;

/**
 * A {@link IssuerSource} cannot answer, or its answer cannot be used. The request may be right: it
 * is answered with 503. The message goes to the log, and never holds a secret.
 */
public final class IssuerSourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What cannot be printed is escaped: the message may quote the request. */
  public IssuerSourceException(String message) {
    super(Printable.plain(message));
  }

  private IssuerSourceException(String message, Throwable cause) {
    super(message, cause);
  }

  /** That an issuer of a source cannot be used; {@code fault} begins with a verb. */
  public static IssuerSourceException about(Issuer issuer, String fault) {
    return new IssuerSourceException(
        "the issuer source gave issuer '" + issuer.name() + "', which " + fault);
  }

  /** The refusal to which this leads. */
  public Rejection refused() {
    return new Rejection(Reason.UNAVAILABLE, String.valueOf(getMessage()));
  }

  /**
   * What a source threw. Of another's exception only the class is named: its text may be secret.
   */
  public static IssuerSourceException of(Throwable thrown) {
    if (thrown instanceof IssuerSourceException known) {
      return known;
    }
    return thrown instanceof InvalidIssuerException invalid
        ? new IssuerSourceException(
            "the issuer source cannot make its issuer: " + invalid.getMessage(), invalid)
        : new IssuerSourceException(
            "the issuer source threw " + thrown.getClass().getName(), thrown);
  }
}
