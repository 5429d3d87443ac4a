package dev.watchword.http;

import org.jspecify.annotations.Nullable;

/**
 * Finds the token in a request. Called by many threads at once; where it throws, the request is
 * refused. {@link TokenExtractors} has those that settings can name. The answers of all methods but
 * the first are read once.
 */
@FunctionalInterface
public interface TokenExtractor {
  /** Looks for the token, and does not trust what it finds. */
  Extraction extract(RequestFacts facts);

  /**
   * Whether a browser, or a proxy in front, may send the token without the page that calls knowing
   * it, as it sends cookies. Then every method but GET and HEAD, and every WebSocket, needs the
   * proof that the page is this server's own or a listed one. Say {@code false} only where code has
   * to put the token into each request.
   */
  default boolean isAmbient() {
    return true;
  }

  /**
   * Whether it stands in the URL, where histories and logs keep it. Then it must end within the
   * hour, and only single rules may allow it.
   */
  default boolean isInUrl() {
    return false;
  }

  /** Whether it is read from the body, which only single rules may allow. */
  default boolean isInBody() {
    return false;
  }

  /**
   * The request's header on which answers depend, for the field {@code Vary}. {@code *}: no cache
   * may keep an answer. Null: caches know by themselves, which they do of {@code Authorization} and
   * of the URL.
   */
  default @Nullable String varyBy() {
    return "*";
  }

  /** What a client without a token has to send, as a sentence. */
  default String advice() {
    return "A token is needed.";
  }
}
