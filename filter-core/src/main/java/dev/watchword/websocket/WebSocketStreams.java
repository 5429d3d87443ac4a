package dev.watchword.websocket;

import dev.watchword.http.TokenExtractors;
import dev.watchword.servlet.Handshake;
import dev.watchword.stream.StreamConnection;
import dev.watchword.stream.StreamEnd;
import dev.watchword.stream.StreamMessage;
import dev.watchword.stream.TokenStream;
import dev.watchword.token.Caller;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets an endpoint's WebSockets live by the token of their handshake: {@code @ServerEndpoint(value
 * = "/live", configurator = WebSocketStreams.class)}. The endpoint calls {@link #open} in its
 * {@code @OnOpen}, and shows each text to {@link TokenStream#receive} first.
 *
 * <p>Of the subprotocols that a client offers, one of the endpoint's own is chosen, else {@link
 * #SUBPROTOCOL}; never the one that is a token.
 */
public class WebSocketStreams extends ServerEndpointConfig.Configurator {
  /** Beside which a client may offer {@code bearer.} and its token. */
  public static final String SUBPROTOCOL = TokenExtractors.SUBPROTOCOL;

  private static final Duration WITH_LOCK = Duration.ofMillis(100);
  private static final Duration WITHOUT_LOCK = Duration.ofSeconds(5);

  private static final String HANDSHAKE = Handshake.class.getName();

  /**
   * Begins to watch over a WebSocket that has just been opened.
   *
   * @return empty where its caller has too many: then it is closed, by 1013
   * @throws IllegalStateException where its endpoint has not this configurator: then it is closed
   */
  public static Optional<TokenStream> open(Session session) {
    Object kept = session.getUserProperties().remove(HANDSHAKE);
    SessionConnection connection = new SessionConnection(session);
    if (!(kept instanceof Handshake handshake) || !isOf(session, handshake)) {
      connection.close(new CloseReason(CloseCodes.UNEXPECTED_CONDITION, "not_guarded"));
      throw new IllegalStateException(
          "the endpoint has not the configurator WebSocketStreams, or opened the session before");
    }
    TokenStream stream = handshake.streams().open(handshake.credential(), connection);
    if (stream == null) {
      connection.end(StreamEnd.TOO_MANY);
    }
    return Optional.ofNullable(stream);
  }

  /** Servers keep what belongs to a session apart, as they must; here a mistake would show. */
  private static boolean isOf(Session session, Handshake handshake) {
    return !(session.getUserPrincipal() instanceof Caller caller)
        || caller == handshake.credential().caller();
  }

  @Override
  public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
    return requested.stream()
        .filter(one -> supported.contains(one) && !one.equals(SUBPROTOCOL))
        .findFirst()
        .orElse(requested.contains(SUBPROTOCOL) ? SUBPROTOCOL : "");
  }

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    Handshake handshake = Handshake.current();
    if (handshake == null) {
      throw new IllegalStateException(
          "the endpoint " + config.getPath() + " is not behind the filter of Watchword");
    }
    config.getUserProperties().put(HANDSHAKE, handshake);
  }

  /**
   * Servers allow one sender at a time: who sends locks the session. Nothing waits for the client
   * with the lock held for long, since Undertow may need the very thread that waits for it.
   */
  private record SessionConnection(Session session) implements StreamConnection {
    @Override
    public boolean isOpen() {
      return session.isOpen();
    }

    @Override
    public void beat() {
      try {
        synchronized (session) {
          session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
        }
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }

    /** Not in another protocol, whose clients do not know these messages. */
    @Override
    public void send(StreamMessage message) {
      String protocol = session.getNegotiatedSubprotocol();
      if (protocol == null || protocol.isEmpty() || protocol.equals(SUBPROTOCOL)) {
        Future<Void> sending;
        synchronized (session) {
          sending = session.getAsyncRemote().sendText(message.json());
          if (isOver(sending, WITH_LOCK)) {
            return;
          }
        }
        isOver(sending, WITHOUT_LOCK); // Tomcat refuses a message while the last is on its way
      }
    }

    private static boolean isOver(Future<Void> sending, Duration patience) {
      try {
        sending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException clientDoesNotRead) {
        return false;
      } catch (ExecutionException broken) {
        return true; // found to be closed at the next tick
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public void end(StreamEnd end) {
      close(new CloseReason(CloseCodes.getCloseCode(end.code()), end.reason()));
    }

    void close(CloseReason reason) {
      try {
        session.close(reason);
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }
}
