package dev.watchword.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.LogCapture;
import dev.watchword.testing.Requests;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 69 and 70: whose request it is, and what is counted together. */
class ClientAddressTest {
  private static final String XFF = "X-Forwarded-For";
  private static final String PROXY = "10.0.0.1";
  private static final ClientAddress BEHIND_PROXIES =
      new ClientAddress(List.of("10.0.0.0/8", "2001:db8:ffff::/48"), XFF);
  private static final ClientAddress BEHIND_MODERN_PROXIES =
      new ClientAddress(List.of("10.0.0.0/8"), "Forwarded");

  private static String client(String... fields) {
    return BEHIND_PROXIES.of(from(PROXY, XFF, fields).facts());
  }

  private static String modernClient(String... fields) {
    return BEHIND_MODERN_PROXIES.of(from(PROXY, "Forwarded", fields).facts());
  }

  private static Requests from(String socket, String header, String... fields) {
    Requests request = Requests.get("/").address(socket);
    for (String field : fields) {
      request.header(header, field);
    }
    return request;
  }

  // Which hop

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.7", "::1", "11.0.0.1", "", "nonsense"})
  void untrustedSocket_isClientWhateverHeaderSays(String socket) {
    Requests request = from(socket, XFF, "198.51.100.1");
    assertEquals(socket, BEHIND_PROXIES.of(request.facts()));
    assertEquals(List.of(), request.askedFor());
  }

  @ParameterizedTest // a vendor's header holds one address and nothing else
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "203.0.113.7|203.0.113.7",
        " 203.0.113.7 |203.0.113.7",
        "2001:db8::7|2001:db8::7",
        "203.0.113.7:4711|203.0.113.7",
        "10.0.0.9|10.0.0.9",
        "203.0.113.7, 203.0.113.8|10.0.0.1",
        "203.0.113.7,|10.0.0.1",
        "unknown|10.0.0.1",
        "client.example|10.0.0.1",
        "for=203.0.113.7|10.0.0.1",
        "''|10.0.0.1",
      })
  void vendorsHeader_holdsOneAddress(String value, String expected) {
    ClientAddress cloud = new ClientAddress(List.of("10.0.0.0/8"), "CF-Connecting-IP");
    assertEquals(expected, cloud.of(from(PROXY, "CF-Connecting-IP", value).facts()));
    assertEquals(PROXY, cloud.of(from(PROXY, "CF-Connecting-IP", value, value).facts()));
    assertEquals(PROXY, cloud.of(from(PROXY, XFF, "203.0.113.7").facts()));
    Requests direct = from("203.0.113.9", "CF-Connecting-IP", value);
    assertEquals("203.0.113.9", cloud.of(direct.facts()));
    assertEquals(List.of(), direct.askedFor());
  }

  @Test
  void withoutProxies_socketIsClient() {
    ClientAddress sockets = new ClientAddress(List.of(), XFF);
    assertEquals(PROXY, sockets.of(from(PROXY, XFF, "203.0.113.7").facts()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7                                   | 203.0.113.7",
        "6.6.6.6, 203.0.113.7                          | 203.0.113.7",
        "6.6.6.6, 203.0.113.7, 10.2.3.4                | 203.0.113.7",
        "6.6.6.6,203.0.113.7,10.2.3.4,10.2.3.5         | 203.0.113.7",
        "10.2.3.4                                      | 10.2.3.4",
        "10.2.3.4, 10.2.3.5                            | 10.2.3.4",
        "' \t203.0.113.7 \t'                           | 203.0.113.7",
        "203.0.113.7:51234                             | 203.0.113.7",
        "[2001:db8::1]:51234                           | 2001:db8::1",
        "[2001:db8::1]                                 | 2001:db8::1",
        "2001:db8::1                                   | 2001:db8::1",
        "2001:db8:1::1, 2001:db8:ffff:9::1             | 2001:db8:1::1",
        "fe80::1%eth0                                  | fe80::1%eth0",
        "203.0.113.7, ::ffff:10.0.0.9                  | 203.0.113.7",
        "203.0.113.7, [::ffff:10.0.0.9]:80             | 203.0.113.7",
      })
  void firstUntrustedHopFromRight_isClient(String list, String expected) {
    assertEquals(expected, client(list));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "203.0.113.7,",
        "unknown",
        "203.0.113.7, unknown",
        "_x",
        "203.0.113.7, _hidden",
        "client.example.com",
        "localhost",
        "999.1.1.1",
        "256.0.0.1",
        "1.2.3",
        "1.2.3.4.5",
        "010.1.1.1",
        "0x7f.0.0.1",
        "2130706433",
        "1.2.3.4, .:1",
        ":",
        ":::",
        "1::2::3",
        "12345::1",
        "[2001:db8::1",
        "\u0661.2.3.4",
        "203.0.113.7 203.0.113.8",
        "203.0.113.7;203.0.113.8",
        "for=203.0.113.7",
        "\"203.0.113.7\"",
      })
  void hopThatIsNoAddress_leavesLastKnownAddress(String list) {
    assertEquals(PROXY, client(list));
  }

  @Test
  void hopThatIsNoAddress_leavesProxyBehindIt() {
    assertEquals("10.2.3.4", client("203.0.113.7, unknown, 10.2.3.4"));
  }

  @Test
  void severalFields_areOneList() {
    assertEquals("203.0.113.7", client("6.6.6.6", "5.5.5.5, 203.0.113.7"));
    assertEquals("203.0.113.7", client("6.6.6.6, 203.0.113.7", "10.2.3.4"));
    assertEquals("203.0.113.7", client("203.0.113.7", "10.2.3.4", "10.2.3.5, 10.2.3.6"));
    assertEquals("10.2.3.4", client("203.0.113.7", "", "10.2.3.4"));
    assertEquals("10.2.3.4", client("203.0.113.7", ",10.2.3.4"));
  }

  @Test
  void withoutField_socketIsClient() {
    assertEquals(PROXY, client());
  }

  @Test
  void headerThatIsNotConfigured_isNotEvenRead() {
    Requests request = from(PROXY, "Forwarded", "for=6.6.6.6").header("X-Real-IP", "6.6.6.6");
    assertEquals(PROXY, BEHIND_PROXIES.of(request.facts()));
    assertEquals(List.of(XFF), request.askedFor());
    Requests modern = from(PROXY, XFF, "6.6.6.6");
    assertEquals(PROXY, BEHIND_MODERN_PROXIES.of(modern.facts()));
    assertEquals(List.of("Forwarded"), modern.askedFor());
  }

  @Test
  void hugeLists_areReadFromRightAndOnlySoFar() {
    String flood = "6.6.6.6,".repeat(12_500);
    assertEquals("203.0.113.7", client(flood + "203.0.113.7"));
    assertEquals(PROXY, client("1".repeat(100_000)));
    assertEquals(PROXY, client(":".repeat(100_000)));
    assertEquals("10.0.0.2", client("203.0.113.7" + ", 10.0.0.2".repeat(11_000)));
    assertEquals("203.0.113.7", client("203.0.113.7" + ", 10.0.0.2".repeat(19)));
    assertEquals("10.0.0.2", client("203.0.113.7" + ", 10.0.0.2".repeat(20)));
  }

  // Forwarded

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "for=203.0.113.7                                      | 203.0.113.7",
        "FOR=203.0.113.7                                      | 203.0.113.7",
        "for=\"203.0.113.7\"                                  | 203.0.113.7",
        "for=\"203.0.113.7:80\"                               | 203.0.113.7",
        "for=\"[2001:db8::1]:4711\"                           | 2001:db8::1",
        "by=10.0.0.1;for=203.0.113.7;proto=https              | 203.0.113.7",
        "by=\"10.0.0.1\" ; For=203.0.113.7 ; proto=https      | 203.0.113.7",
        "for=6.6.6.6, for=203.0.113.7;proto=http, for=10.1.1.1| 203.0.113.7",
        "for=203.0.113.7;host=\"a, for=6.6.6.6\"              | 203.0.113.7",
        "host=\"a;for=6.6.6.6\";for=203.0.113.7               | 203.0.113.7",
        ",for=203.0.113.7                                     | 203.0.113.7",
        "host=\"a\\\";for=6.6.6.6\";for=203.0.113.7           | 203.0.113.7",
        "host=\"a\\\\\";for=203.0.113.7                       | 203.0.113.7",
        "host=\"a\\\\\\\";for=6.6.6.6\";for=203.0.113.7       | 203.0.113.7",
        "host=\"a, for=6.6.6.6\";for=203.0.113.7              | 203.0.113.7",
        "for=203.0.113.7;host=\"a\\\", for=6.6.6.6\"          | 203.0.113.7",
        "for=203.0.113.7;host=\"a\\\\\\\\\"                   | 203.0.113.7",
        "for=6.6.6.6, for=203.0.113.7;host=\"a\\\"b\"         | 203.0.113.7",
        "for=6.6.6.6, for=203.0.113.7;host=\"a\\\\\"         | 203.0.113.7",
        "host=\\\";for=203.0.113.7                            | 203.0.113.7",
        "\\\";for=203.0.113.7                                 | 203.0.113.7",
        ",for=203.0.113.7                                     | 203.0.113.7",
        "for=\"6.6.6.6, for=203.0.113.7                       | 203.0.113.7",
        "for=6.6.6.6;host=\"x, for=203.0.113.7;proto=\"http\" | 203.0.113.7",
      })
  void forwarded_isReadWithItsQuotes(String field, String expected) {
    assertEquals(expected, modernClient(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "203.0.113.7",
        "for=",
        "for=\"\"",
        "for=\"",
        "for=unknown",
        "for=_hidden",
        "for=\"_hidden:80\"",
        "for = 203.0.113.7",
        "for=\"203.0.113.7",
        "xfor=203.0.113.7",
        "by=10.0.0.1;proto=http",
        "host=\"a;for=6.6.6.6\"",
        "for=203.0.113.7, for=unknown",
      })
  void forwardedWithoutAddress_leavesProxy(String field) {
    assertEquals(PROXY, modernClient(field));
  }

  @Test
  void elementWithoutClient_givesNoAddress() {
    assertNull(ForwardedHeader.client("by=10.0.0.1;proto=http"));
    assertEquals("", ForwardedHeader.client("for=\"\""));
  }

  @Test
  void hugeForwarded_isRead() {
    assertEquals("203.0.113.7", modernClient("for=6.6.6.6,".repeat(9_000) + "for=203.0.113.7"));
    assertEquals("203.0.113.7", modernClient("\"".repeat(100_001) + ",for=203.0.113.7"));
    assertEquals(PROXY, modernClient("\\".repeat(50_000) + "\"".repeat(50_000)));
    assertEquals(PROXY, modernClient(";".repeat(100_000)));
  }

  // What is counted together

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, ::ffff:203.0.113.7",
    "203.0.113.7, ::FFFF:cb00:7107",
    "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff",
    "2001:db8:1:2::1, 2001:0DB8:0001:0002:0:0:0:9",
    "fe80::1, fe80::2%eth1",
    "2001:db8::1, [2001:db8::1]",
    "255.255.255.255, 0000:0000:0000:0000:0000:ffff:255.255.255.255",
  })
  void equivalentAddresses_areOneClient(String one, String other) {
    assertEquals(ClientAddress.group(one), ClientAddress.group(other));
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.8",
    "2001:db8:1:2::1, 2001:db8:1:3::1",
    "0.0.0.1, ::1",
    "unix:, ''",
    "999.1.1.1, 999.1.1.2",
    "::1, [::1",
    "::1, ::1]",
  })
  void differentAddresses_areTwoClients(String one, String other) {
    assertNotEquals(ClientAddress.group(one), ClientAddress.group(other));
  }

  @Test
  void textThatIsNoAddress_isCountedAsItStandsButBounded() {
    assertEquals("a".repeat(64), ClientAddress.group("a".repeat(64)));
    assertEquals("long", ClientAddress.group("a".repeat(65)));
    assertEquals("long", ClientAddress.group("1".repeat(100_000)));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.255.255.255, true",
    "126.0.0.1, false",
    "128.0.0.1, false",
    "::1, true",
    "[::1], true",
    "0:0:0:0:0:0:0:1, true",
    "::ffff:127.0.0.1, true",
    "::2, false",
    "::, false",
    "1::1, false",
    "0.0.0.0, false",
    "localhost, false",
    "'', false",
    "[::1, false",
    "::1], false",
  })
  void loopback_isThisMachineAndNothingElse(String address, boolean loopback) {
    assertEquals(loopback, ClientAddress.isLoopback(address));
  }

  // Trusted networks

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, 10.0.0.7, true",
    "10.0.0.7, 10.0.0.6, false",
    "10.0.0.7/32, 10.0.0.6, false",
    "10.0.0.0/31, 10.0.0.1, true",
    "10.0.0.0/31, 10.0.0.2, false",
    "172.16.0.0/12, 172.31.255.255, true",
    "172.16.0.0/12, 172.32.0.0, false",
    "172.16.0.0/12, ::ffff:172.31.1.1, true",
    "::ffff:10.0.0.7, 10.0.0.7, true",
    "0.0.0.0/0, 6.6.6.6, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "::/0, 10.0.0.7, false",
    "::1, ::1, true",
  })
  void network_holdsExactlyItsAddresses(String network, String socket, boolean trusted) {
    ClientAddress clients = new ClientAddress(List.of(network), XFF);
    String expected = trusted ? "198.51.100.9" : socket;
    assertEquals(expected, clients.of(from(socket, XFF, "198.51.100.9").facts()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "proxy.example",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "10.0.0",
        "10.0.0.256",
        "2001:db8::/129",
        "*",
      })
  void networkInOtherForm_isErrorThatShowsExpectedForm(String text) {
    List<String> proxies = List.of(text);
    String message =
        assertThrows(IllegalArgumentException.class, () -> new ClientAddress(proxies, XFF))
            .getMessage();
    assertEquals("'" + text + "' is no address or network such as 10.0.0.7 or 10.0.0.0/8", message);
  }

  // The warning

  @ParameterizedTest
  @ValueSource(strings = {XFF, "Forwarded"})
  void forwardingHeaderWithoutProxies_isWarnedOfOnce(String header) {
    ClientAddress sockets = new ClientAddress(List.of(), XFF);
    try (LogCapture log = LogCapture.atInfo()) {
      sockets.of(Requests.get("/").facts());
      assertEquals(List.of(), log.lines());
      for (int i = 0; i < 3; i++) {
        sockets.of(from("203.0.113.7", header, "6.6.6.6").facts());
      }
      assertEquals(1, log.lines().size(), log.lines()::toString);
      assertTrue(log.lines().get(0).contains("watchword.proxies"), log.lines()::toString);
      assertFalse(log.lines().get(0).contains("6.6.6.6"), log.lines()::toString);
    }
  }

  @Test
  void forwardingHeaderWithProxies_isNotWarnedOf() {
    try (LogCapture log = LogCapture.atInfo()) {
      client("203.0.113.7");
      BEHIND_PROXIES.of(from("203.0.113.7", XFF, "6.6.6.6").facts());
      assertEquals(List.of(), log.lines());
    }
  }

  @Test
  void vendorsHeaderWithoutAddress_isWarnedOfOnce() {
    ClientAddress cloud = new ClientAddress(List.of("10.0.0.0/8"), "CF-Connecting-IP");
    try (LogCapture log = LogCapture.atInfo()) {
      cloud.of(from(PROXY, "CF-Connecting-IP", "203.0.113.7").facts());
      cloud.of(from("203.0.113.9", "CF-Connecting-IP").facts());
      assertEquals(List.of(), log.lines());
      for (int i = 0; i < 3; i++) {
        cloud.of(from(PROXY, "CF-Connecting-IP", "unknown").facts());
      }
      assertEquals(
          List.of(
              "A trusted proxy sent a request without one address in CF-Connecting-IP"
                  + " (watchword.proxies.header): limits count the proxy's own address. Said once."),
          log.lines());
    }
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, true", "11.0.0.1, false", "'', false"})
  void trustedProxy_isOneOfTheNetworks(String address, boolean trusted) {
    assertEquals(trusted, BEHIND_PROXIES.isTrustedProxy(address));
    assertFalse(new ClientAddress(List.of(), XFF).isTrustedProxy(address));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, false",
    "10.0.0.0/7, true",
    "fc00::/7, false",
    "fc00::/6, true",
    "10.0.0.7, false",
  })
  void networkLargerThanAnyPrivateOne_isTheInternet(String network, boolean internet) {
    ClientAddress clients = new ClientAddress(List.of("192.168.0.0/16", network), XFF);
    assertEquals(internet, clients.trustsTheInternet());
    assertFalse(new ClientAddress(List.of(), XFF).trustsTheInternet());
  }
}
