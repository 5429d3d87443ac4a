package dev.watchword.servertests;

import dev.watchword.stream.TokenStream;
import dev.watchword.websocket.WebSocketStreams;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** Repeats what it is told, for as long as the token of the handshake is good. */
@ServerEndpoint(value = "/socket", configurator = WebSocketStreams.class)
public class EchoSocket {
  private volatile TokenStream stream;

  @OnOpen
  public void open(Session session) {
    stream = WebSocketStreams.open(session).orElse(null);
  }

  @OnMessage
  public String answer(String message) {
    return stream == null || stream.receive(message) ? null : message;
  }
}
