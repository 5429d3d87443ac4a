package dev.watchword.issue;

/** A token was signed that its own issuer would refuse; the message says why, without a value. */
final class NotAdmittedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  NotAdmittedException(String why) {
    super("the token would be refused here: " + why);
  }
}
