package dev.watchword.servlet;

import static dev.watchword.servlet.StreamSite.expiring;
import static dev.watchword.servlet.StreamSite.updated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events over HTTP/2 without TLS: streams and their updates share one connection. */
@EachServer
class EventStreamHttp2Test extends ServletAppTest {
  private static final Pattern ID = Pattern.compile("\"id\":\"([\\w-]{22})\"");

  private final StreamSite streams = new StreamSite();
  private final BlockingQueue<EventStream> opened = new LinkedBlockingQueue<>();
  private HttpClient connection;

  @Override
  ServletApp application() {
    return streams
        .set("streams", "require-update")
        .set("streams.percaller", "1")
        .set("revocation", "on")
        .set("public", "/open")
        .app()
        .page("/open", TestPage.WHO)
        .page("/live", this::live);
  }

  private void live(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (request.getMethod().equals("POST")) {
      EventStream.update(request, response);
    } else {
      EventStream.open(request, response).ifPresent(opened::add);
    }
  }

  /** The first request asks for HTTP/2, and those after it speak it. */
  @BeforeEach
  void connect() throws Exception {
    streams.at(0);
    opened.clear();
    connection = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    HttpResponse<String> first =
        connection.send(request("/open").build(), HttpResponse.BodyHandlers.ofString());
    assertEquals(200, first.statusCode());
    assertEquals(HttpClient.Version.HTTP_2, first.version());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path));
  }

  private EventClient listen(String token) throws Exception {
    EventClient client = new EventClient(connection, site, "/live", token);
    assertEquals(200, client.answer().statusCode());
    assertEquals(HttpClient.Version.HTTP_2, client.answer().version());
    return client;
  }

  private static String id(EventClient client) throws Exception {
    String first = client.next();
    Matcher id = ID.matcher(first);
    assertTrue(id.find(), first);
    return id.group(1);
  }

  private static String closing(String code, String reason) {
    return "event: stream_closing|data: {\"type\":\"stream_closing\",\"code\":%s,\"reason\":\"%s\"}"
        .formatted(code, reason);
  }

  @Test
  void stream_isRefusedWithoutToken() throws Exception {
    HttpResponse<String> none =
        connection.send(request("/live").build(), HttpResponse.BodyHandlers.ofString());
    assertEquals(401, none.statusCode());
    assertEquals(HttpClient.Version.HTTP_2, none.version());
  }

  @Test
  void stream_endsWithTokenAndConnectionLivesOn() throws Exception {
    try (EventClient client = listen(streams.token("anna", 300))) {
      id(client);
      assertTrue(opened.poll(20, TimeUnit.SECONDS).send("news", "one"));
      client.assertTold("event: news|data: one");
      streams.at(240);
      client.assertTold("event: token_expiring|data: " + expiring(300));
      streams.at(330);
      client.assertTold(closing("4401", "token_expired"));
      client.assertOver();
    }
    try (EventClient again = listen(streams.token("anna", 600))) {
      id(again);
    }
  }

  @Test
  void newerToken_movesDeadline() throws Exception {
    String first = streams.token("bert", 300);
    try (EventClient client = listen(first)) {
      String body =
          "{\"type\":\"update_token\",\"stream\":\"%s\",\"token\":\"%s\"}"
              .formatted(id(client), streams.token("bert", 600));
      HttpRequest update =
          request("/live")
              .header("Authorization", "Bearer " + first)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> answer = connection.send(update, HttpResponse.BodyHandlers.ofString());
      assertEquals(204, answer.statusCode());
      client.assertTold("event: token_updated|data: " + updated(600));
      streams.at(540);
      client.assertTold("event: token_expiring|data: " + expiring(600));
    }
  }

  @Test
  void revoked_isEnded() throws Exception {
    try (EventClient client = listen(streams.token("emil", 300))) {
      id(client);
      streams.at(1);
      streams.watchword.revocations().caller("default/emil").revoke();
      streams.at(2);
      client.assertTold(closing("4403", "token_revoked"));
      client.assertOver();
    }
  }

  @Test
  void streamThatClientHasLeft_isNotCountedOn() throws Exception {
    String token = streams.token("fred", 300);
    try (EventClient left = listen(token)) {
      id(left);
    }
    EventStream broken = opened.poll(20, TimeUnit.SECONDS);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (broken.send("news", "x") && System.nanoTime() < end) {
      Thread.onSpinWait(); // until the server hears that the client has left
    }
    try (EventClient again = listen(token)) {
      id(again);
    }
  }
}
