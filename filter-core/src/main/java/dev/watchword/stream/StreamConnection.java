package dev.watchword.stream;

/**
 * The connection under a stream. Called by several threads, one at a time; what it throws ends the
 * stream.
 */
public interface StreamConnection {
  /** Whether the client can still be reached, as far as is known; asked often. */
  boolean isOpen();

  /** Called every ten seconds or so: keeps others from taking the connection for a dead one. */
  void beat();

  /** Tells the client something about its token. */
  void send(StreamMessage message);

  /** Tells the client that the stream ends, and ends the connection. */
  void end(StreamEnd end);
}
