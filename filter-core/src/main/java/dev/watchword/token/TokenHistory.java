package dev.watchword.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has become of tokens since they were signed, which no signature tells. Whoever verifies a
 * token that is to be good for something asks both questions: {@code revoked} before all else, and
 * {@code use} when nothing else is against the token.
 */
public interface TokenHistory {
  /** Nothing is remembered. */
  TokenHistory NONE =
      new TokenHistory() {
        @Override
        public @Nullable Rejection revoked(Caller caller, Instant now) {
          return null;
        }

        @Override
        public @Nullable Rejection use(Caller caller, Instant now) {
          return null;
        }
      };

  /** Why the token of that caller is not admitted any more; null where it is. */
  @Nullable Rejection revoked(Caller caller, Instant now);

  /**
   * Uses up the token of that caller, where tokens of its issuer are good for one use: why it must
   * not be used, or null.
   */
  @Nullable Rejection use(Caller caller, Instant now);
}
