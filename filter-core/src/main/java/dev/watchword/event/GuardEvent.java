package dev.watchword.event;

import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One decision. It has no room for a token or a query.
 *
 * @param reason why the request was refused, or would be if that were enforced; null where it
 *     passed
 * @param enforced false where the request went on although there was a reason
 * @param status the status of the refusal; 0 where there was no reason
 * @param path as the container read it, or as sent where it would not read it; not escaped
 * @param address the client's socket address; empty where it is not known
 * @param rule the name of the path rule; empty where none could be chosen
 * @param caller null where there is none
 * @param id what the answer's {@code id} repeats; empty where the request passed
 * @param detail a sentence for the operator, which may name an {@code Origin} or a scheme that
 *     came, escaped; empty where the request passed
 */
public record GuardEvent(
    Instant at,
    @Nullable Reason reason,
    boolean enforced,
    int status,
    String method,
    String path,
    String address,
    String rule,
    @Nullable Caller caller,
    String id,
    String detail) {

  /** Whether there was nothing against the request. */
  public boolean passed() {
    return reason == null;
  }
}
