package dev.watchword.servlet;

import static dev.watchword.servlet.StreamSite.expiring;
import static dev.watchword.servlet.StreamSite.update;
import static dev.watchword.servlet.StreamSite.updated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.stream.TokenStream;
import dev.watchword.websocket.WebSocketStreams;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebSockets that live by the token of their handshake, on real servers. */
@EachServer
class WebSocketStreamsTest extends ServletAppTest {
  private final StreamSite streams = new StreamSite();

  @Override
  ServletApp application() {
    return streams
        .set("streams", "require-update")
        .set("streams.percaller", "2")
        .set("revocation", "on")
        .set("public", "/open")
        .set("rules", "page")
        .set("rule.page", "/page source subprotocol")
        .app()
        .page("/", TestPage.WHO)
        .adding(WebSocketFixture.on(container))
        .adding(WebSocketStreamsTest::addEndpoints);
  }

  private static void addEndpoints(ServletContext context) throws ServletException {
    ServerContainer sockets =
        (ServerContainer) context.getAttribute(ServerContainer.class.getName());
    try {
      for (String path : List.of("/live", "/open", "/page")) {
        sockets.addEndpoint(
            ServerEndpointConfig.Builder.create(Echo.class, path)
                .subprotocols(List.of("chat.v2"))
                .configurator(new OnTwoServers())
                .build());
      }
    } catch (DeploymentException failure) {
      throw new ServletException(failure);
    }
  }

  /** The API would look up a configurator for the rest, and finds those of two servers here. */
  private static final class OnTwoServers extends WebSocketStreams {
    @Override
    public boolean checkOrigin(String origin) {
      return true;
    }

    @Override
    public List<Extension> getNegotiatedExtensions(
        List<Extension> installed, List<Extension> requested) {
      return List.of();
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return type.cast(new Echo());
    }
  }

  /** Says who is speaking, and what. */
  public static final class Echo extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {
      WebSocketStreams.open(session).ifPresent(stream -> listen(session, stream));
    }

    private static void listen(Session session, TokenStream stream) {
      session.addMessageHandler(
          String.class,
          (MessageHandler.Whole<String>)
              text -> {
                if (!stream.receive(text)) {
                  answer(session, stream, text);
                }
              });
    }

    private static void answer(Session session, TokenStream stream, String text) {
      String name = stream.caller() == null ? "somebody" : stream.caller().getName();
      try {
        synchronized (session) {
          session.getBasicRemote().sendText(name + ": " + text);
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  @BeforeEach
  void begin() {
    streams.at(0);
  }

  private SocketClient connect(String token) throws Exception {
    SocketClient client = SocketClient.connect(site, "/live", token);
    client.send("hello"); // the answer comes when the endpoint has opened its stream
    return client;
  }

  @Test
  void handshakeWithoutToken_isRefused() throws Exception {
    assertEquals(401, WebSocketFixture.handshake(site, "/live").status());
  }

  @Test
  void expired_isClosed() throws Exception {
    SocketClient client = connect(streams.token("anna", 300));
    client.assertTold("anna: hello");
    streams.at(240);
    client.assertTold(expiring(300));
    streams.at(330);
    client.assertClosed("4401 token_expired");
  }

  @Test
  void updateInBand_movesDeadline() throws Exception {
    SocketClient client = connect(streams.token("bert", 300));
    client.assertTold("bert: hello");
    client.send(update(streams.token("bert", 600)));
    client.assertTold(updated(600));
    client.send(update(streams.token("cleo", 900)));
    client.assertTold("{\"type\":\"update_refused\",\"code\":\"token_invalid\"}");
    streams.at(540);
    client.assertTold(expiring(600));
    client.send("still here");
    client.assertTold("bert: still here");
    streams.at(630);
    client.assertClosed("4401 token_expired");
  }

  @Test
  void updatesInQuickSuccession_areAllAnswered() throws Exception {
    for (int i = 0; i < 20; i++) {
      SocketClient client = connect(streams.token("gina" + i, 300));
      client.assertTold("gina" + i + ": hello");
      for (int update = 0; update < 4; update++) {
        client.send(update("x"));
      }
      for (int update = 0; update < 4; update++) {
        client.assertTold("{\"type\":\"update_refused\",\"code\":\"token_invalid\"}");
      }
      client.leave();
    }
  }

  @Test
  void revoked_isClosed() throws Exception {
    SocketClient client = connect(streams.token("dora", 300));
    client.assertTold("dora: hello");
    streams.at(1); // what is issued in the very second of a revocation is not revoked
    streams.watchword.revocations().caller("default/dora").revoke();
    streams.at(2);
    client.assertClosed("4403 token_revoked");
  }

  @Test
  void tooManyStreams_areRefusedBeforeHandshake() throws Exception {
    String token = streams.token("emil", 300);
    SocketClient first = connect(token);
    first.assertTold("emil: hello");
    SocketClient second = connect(token);
    second.assertTold("emil: hello");
    RawHttp.Reply refused = WebSocketFixture.handshake(site, "/live", RunningApp.bearer(token));
    assertEquals(429, refused.status());
    assertEquals("60", refused.header("Retry-After"));
    assertTrue(refused.body().contains("\"rate_limited\""), refused.body());
    streams.at(330);
    second.assertClosed("4401 token_expired");
  }

  @Test
  void ownSubprotocolOfEndpoint_isChosenAndUndisturbed() throws Exception {
    SocketClient client =
        SocketClient.offering(site, "/open", "watchword.v1", "bearer.x", "chat.v2");
    assertEquals("chat.v2", client.subprotocol());
    client.send("hello");
    client.assertTold("somebody: hello");
    client.leave();
  }

  @Test
  void tokenOfSubprotocol_opensAndIsNeverEchoed() throws Exception {
    String token = "bearer." + streams.token("gina", 300);
    SocketClient client = SocketClient.offering(site, "/page", "watchword.v1", token);
    assertEquals("watchword.v1", client.subprotocol());
    client.send("hello");
    client.assertTold("gina: hello");
    client.leave();
    String protocols = "Sec-WebSocket-Protocol: watchword.v1, ";
    for (String bad : List.of("bearer.x", "chat.v2", token + "x", token + ", bearer.x")) {
      RawHttp.Reply refused = WebSocketFixture.handshake(site, "/page", protocols + bad);
      assertTrue(refused.status() == 401 || refused.status() == 400, bad);
    }
    RawHttp.Reply alone =
        WebSocketFixture.handshake(site, "/page", "Sec-WebSocket-Protocol: " + token);
    assertEquals(400, alone.status());
  }
}
