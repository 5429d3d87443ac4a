package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What mints or tells of the server answers to this machine alone. */
class LocalOnlyTest {
  private static final Map<String, String> ENDPOINTS =
      Map.of(
          "/mint", "POST",
          "/reason", "GET",
          "/runs", "GET",
          "/widget/token", "POST",
          "/widget/revoke", "POST",
          "/portal-link", "GET",
          "/keys", "GET",
          "/metrics", "GET",
          "/tenant", "GET");

  /** What changes something, or has no answer of its own to an empty body. */
  private static final List<String> ACTIONS =
      List.of(
          "/keys/rotate",
          "/explain",
          "/flood",
          "/tenant/secret",
          "/tenant/signatures",
          "/tenant/inbox");

  private static Demo demo;

  @BeforeAll
  static void start() throws Exception {
    demo =
        DemoFixture.start(
            new DemoSettings("0.0.0.0", 0, DemoFixture.secret()), Map.of()); // also from outside
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static void assertEach(int status, String host, String... headers) throws Exception {
    for (Map.Entry<String, String> one : ENDPOINTS.entrySet()) {
      RawHttp.Reply reply = RawHttp.send(demo, one.getValue(), one.getKey(), host, "", headers);
      assertEquals(status, reply.status(), one.getKey() + " " + host + List.of(headers));
    }
  }

  @ParameterizedTest
  @FieldSource("ACTIONS")
  void action_isRefusedToOthersAndChangesNothing(String action) throws Exception {
    String host = "localhost:" + demo.port();
    String before = RawHttp.get(demo, "/keys").body().replaceAll("\"now\":[^,]+", "");
    String method = action.equals("/tenant/inbox") ? "GET" : "POST";
    for (String[] stranger :
        new String[][] {
          {"evil.example:" + demo.port()},
          {"localhost"},
          {host, "Origin: http://evil.example"},
          {host, "Origin: http://localhost:1"},
          {host, "Origin: null"},
          {host, "Sec-Fetch-Site: cross-site"},
          {host, "Sec-Fetch-Site: same-site"},
          {host, "X-Forwarded-For: 127.0.0.1"}
        }) {
      String[] headers = Arrays.copyOfRange(stranger, 1, stranger.length);
      RawHttp.Reply reply = RawHttp.send(demo, method, action, stranger[0], "", headers);
      assertEquals(403, reply.status(), String.join(" ", stranger));
      assertEquals("{\"error\":\"only from this machine\"}", reply.body());
    }
    assertEquals(before, RawHttp.get(demo, "/keys").body().replaceAll("\"now\":[^,]+", ""));
    assertTrue(RawHttp.get(demo, "/tenant").body().contains("\"secret\":null"));
  }

  @Test
  void localRequestAndPage_areServed() throws Exception {
    String host = "localhost:" + demo.port();
    assertEach(200, host);
    assertEach(200, "127.0.0.1:" + demo.port());
    assertEach(200, "[::1]:" + demo.port());
    assertEach(200, host, "Origin: http://" + host, "Sec-Fetch-Site: same-origin");
    assertEach(200, host, "Sec-Fetch-Site: none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "localhost.",
        "127.0.0.2",
        "127.1",
        "2130706433",
        "0.0.0.0",
        "[::ffff:127.0.0.1]"
      })
  void foreignHost_isRefused(String host) throws Exception {
    assertEach(403, host + ":" + demo.port());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 127.0.0.1",
        "x-forwarded-for:",
        "X-Forwarded-Host: localhost",
        "X-Forwarded-Proto: http",
        "Forwarded: for=127.0.0.1",
        "X-Real-IP: 127.0.0.1",
        "Via: 1.1 proxy"
      })
  void proxiedRequest_isRefused(String header) throws Exception {
    assertEach(403, "localhost:" + demo.port(), header);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: null",
        "Origin:",
        "Origin: http://evil.example",
        "Origin: https://localhost",
        "Origin: http://localhost:3000",
        "Origin: http://127.0.0.1",
        "Origin: http://localhost.evil.example",
        "Origin: http://localhost\r\nOrigin: http://evil.example",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site"
      })
  void pageOfOtherOrigin_isRefused(String header) throws Exception {
    assertEach(403, "localhost:" + demo.port(), header);
  }

  @ParameterizedTest // nginx writes the Host of its upstream, which need not be ours
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]:80", "localhost:1"})
  void anotherPort_isRefused(String host) throws Exception {
    assertEach(403, host);
  }

  @Test // nginx's proxy_pass as it is: HTTP/1.0, and no forwarding header
  void oldHttp_isRefused() throws Exception {
    for (Map.Entry<String, String> one : ENDPOINTS.entrySet()) {
      String head = " " + one.getKey() + " HTTP/1.0\r\nHost: 127.0.0.1:" + demo.port();
      try (Socket socket = new Socket("127.0.0.1", demo.port())) {
        socket.setSoTimeout(10_000);
        socket
            .getOutputStream()
            .write((one.getValue() + head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        byte[] answer = socket.getInputStream().readAllBytes();
        String status = new String(answer, StandardCharsets.US_ASCII).split(" ", 3)[1];
        assertEquals("403", status, one.getKey());
      }
    }
  }

  @Test
  void otherMachine_isRefused() throws Exception {
    Optional<InetAddress> outside =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .findFirst();
    Assumptions.assumeTrue(outside.isPresent(), "this machine has only the loopback address");
    for (Map.Entry<String, String> one : ENDPOINTS.entrySet()) {
      int port = demo.port();
      InetAddress address = outside.orElseThrow();
      RawHttp.Reply reply =
          RawHttp.send(address, port, one.getValue(), one.getKey(), "localhost:" + port, "");
      assertEquals(403, reply.status(), one.getKey());
    }
  }
}
