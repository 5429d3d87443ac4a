package dev.watchword.issue;

import dev.watchword.token.Issuer;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenSigner;
import java.time.Instant;

/** A token was signed that its own issuer would refuse; the message says why, without a value. */
final class NotAdmittedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private NotAdmittedException(String why) {
    super("the token would be refused here: " + why);
  }

  static void throwIfRefused(Issuer issuer, String token, Instant now) {
    Rejection refused = TokenSigner.refused(issuer, token, now);
    if (refused != null) {
      throw new NotAdmittedException(refused.detail());
    }
  }
}
