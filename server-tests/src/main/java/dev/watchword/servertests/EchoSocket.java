package dev.watchword.servertests;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Repeats what it is told. */
@ServerEndpoint("/socket")
public class EchoSocket {
  @OnMessage
  public String answer(String message) {
    return message;
  }
}
