package dev.watchword.stream;

import dev.watchword.token.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a stream was opened with, and what the guard says of it later. */
public interface StreamCredential {
  /** Whose token it is; null where the path is open to all, or the token proves no user. */
  @Nullable Caller caller();

  /** Streams of the same text are counted together: the caller, else the client's address. */
  String countedAs();

  /** What becomes of this very stream when the token expires; null for what is usual. */
  @Nullable AtExpiry atExpiry();

  /** Whether anything is refused at that instant: not in a dry run. */
  boolean isEnforced(Instant now);

  /**
   * Whether the keys and rules in force at that instant would still admit the token, if it had not
   * expired. Revocations are not looked up.
   */
  boolean isGood(Instant now);

  /** Judges a newer token of the same caller, as for the request with which the stream began. */
  Renewal renew(String token);

  /** What was said of a newer token. */
  sealed interface Renewal {
    /** It takes the place of the one before. */
    record Renewed(StreamCredential credential) implements Renewal {}

    /**
     * It does not.
     *
     * @param code what the client may learn, as in answers: lower case letters and {@code _}
     * @param status of an answer that says so
     */
    record Refused(String code, int status) implements Renewal {}
  }
}
