package dev.watchword.issue;

import dev.watchword.token.Issuer;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenSigner;
import dev.watchword.token.TokenVerifier;
import java.time.Instant;

/** A token was signed that would be refused here; the message says why, without a value. */
final class NotAdmittedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** What an endpoint answers where the token {@linkplain #isTooLong is too long}. */
  static final String TOO_LONG = "The token would be longer than this server accepts.";

  private final boolean tooLong;

  private NotAdmittedException(Rejection refused) {
    super("the token would be refused here: " + refused.detail());
    this.tooLong = refused.reason() == Reason.TOO_LONG;
  }

  /** Whether a token that says less might be admitted. */
  boolean isTooLong() {
    return tooLong;
  }

  static void throwIfRefused(Issuer issuer, int tokenSize, String token, Instant now) {
    Rejection refused =
        token.length() > tokenSize
            ? TokenVerifier.TOO_LONG
            : TokenSigner.refused(issuer, token, now);
    if (refused != null) {
      throw new NotAdmittedException(refused);
    }
  }
}
