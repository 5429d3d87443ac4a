package dev.watchword.http;

import java.util.ArrayList;
import java.util.List;

/**
 * A token that a page offers as a subprotocol of its WebSocket, since it can set no header of the
 * handshake: {@code new WebSocket(url, ["watchword.v1", "bearer." + token])}.
 */
record SubprotocolExtractor() implements TokenExtractor {
  private static final String FIELD = "Sec-WebSocket-Protocol";
  private static final String PREFIX = "bearer.";

  /** A server answers with one of those that are offered, which must never be the token. */
  private static final Extraction ALONE =
      Extraction.malformed(
          "a subprotocol bearer. without " + TokenExtractors.SUBPROTOCOL + " beside it");

  @Override
  public Extraction extract(RequestFacts facts) {
    List<String> tokens = new ArrayList<>();
    boolean answerable = false;
    for (String field : facts.headers().all(FIELD)) {
      for (String offered : field.split(",", -1)) {
        String protocol = offered.strip();
        answerable |= protocol.equals(TokenExtractors.SUBPROTOCOL);
        if (protocol.startsWith(PREFIX)) {
          tokens.add(protocol.substring(PREFIX.length()));
        }
      }
    }
    return tokens.isEmpty() || answerable ? SoleValue.of(tokens, SoleValue::bare) : ALONE;
  }

  /** No browser sends it by itself. */
  @Override
  public boolean isAmbient() {
    return false;
  }

  @Override
  public String varyBy() {
    return FIELD;
  }

  @Override
  public String advice() {
    return "Offer the WebSocket subprotocols " + TokenExtractors.SUBPROTOCOL + ", bearer.<token>.";
  }

  @Override
  public String toString() {
    return "subprotocol";
  }
}
