package dev.watchword.http;

import static dev.watchword.testing.Requests.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.watchword.testing.Requests;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One form for the host that the container tells of; a Host field beside it picks nothing. */
class RequestHostTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "http, acme.example, 80, acme.example",
        "http, acme.example, 443, acme.example:443",
        "http, acme.example, 8080, acme.example:8080",
        "https, acme.example, 443, acme.example",
        "HTTPS, acme.example, 443, acme.example",
        "https, acme.example, 80, acme.example:80",
        "http, ACME.Example, 80, acme.example",
        "http, acme.example., 80, acme.example.",
        "http, acme.example, 0, acme.example",
        "http, acme.example, -1, acme.example",
        "http, acme.example:80, 0, acme.example",
        "http, acme.example:8080, 0, acme.example:8080",
        "http, ::1, 8080, [::1]:8080",
        "http, [::1], 8080, [::1]:8080",
        "http, [::1], 80, [::1]",
        "http, 2001:DB8::80, 0, [2001:db8::80]",
        "http, '', 8080, ''",
        "http, ' ', 80, ''",
        "http, -, 80, ''",
        "-, acme.example, 80, acme.example",
      })
  void host_isNormalized(String scheme, String name, int port, String host) {
    assertEquals(host, RequestHost.of(scheme, name, port));
  }

  @ParameterizedTest
  @CsvSource({
    "acme.example, acme.example",
    "acme.example:8443, acme.example",
    "[::1]:8443, [::1]",
    "[::1], [::1]",
    "'', ''"
  })
  void name_isHostWithoutPort(String host, String name) {
    assertEquals(name, RequestHost.name(host));
  }

  @Test
  void hostThatPicksIssuer_comesFromContainer() {
    Requests request = get("/").toldHost("acme.example:8443").header("Host", "globex.example");
    assertEquals(List.of("acme.example"), IssuerResolver.of("host").selectors(request.facts()));
    assertEquals(
        List.of(), IssuerResolver.of("host").selectors(get("/").header("Host", "x").facts()));
  }

  private static Requests http2(String field) {
    return get("/").protocol("HTTP/2.0").toldHost("acme.example").header("Host", field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme.example", "ACME.example", "acme.example:80", "acme.example:443"})
  void sameHostFieldInHttp2_isAccepted(String field) {
    assertNull(RequestHost.contradiction(http2(field).facts(), false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "globex.example",
        "acme.example:8080",
        "acme.example.",
        "acme.example.globex.example",
        "user@acme.example",
        "acme.example, globex.example",
        ""
      })
  void otherHostFieldInHttp2_isContradiction(String field) {
    assertNotNull(RequestHost.contradiction(http2(field).facts(), false));
    assertNotNull(RequestHost.contradiction(http2(field).protocol("HTTP/3.0").facts(), false));
  }

  @Test
  void noHostField_isAccepted() {
    for (String protocol : List.of("HTTP/2.0", "HTTP/1.0", "HTTP/1.1", "")) {
      Requests request = get("/").protocol(protocol).toldHost("acme.example");
      assertNull(RequestHost.contradiction(request.facts(), false), protocol);
    }
  }

  @Test
  void twoHostFields_areContradictionInEveryProtocol() {
    for (String protocol : List.of("HTTP/2.0", "HTTP/1.0", "HTTP/1.1", "")) {
      Requests request = get("/").protocol(protocol).host("a.example").header("Host", "a.example");
      assertNotNull(RequestHost.contradiction(request.facts(), false), protocol);
    }
  }

  @Test // set up so for the proxy in front, whose own name for us is in the field
  void hostFromContainer_winsOverHostField() {
    Requests inHttp1 = get("/").toldHost("acme.example").header("Host", "10.0.0.7:8080");
    assertNull(RequestHost.contradiction(inHttp1.facts(), false));
    assertNull(RequestHost.contradiction(http2("10.0.0.7:8080").facts(), true));
  }

  @ParameterizedTest // or the client could switch the check off by itself
  @ValueSource(strings = {"Forwarded", "X-Forwarded-Host", "X-Forwarded-Server"})
  void forwardingHeaderOfClient_hidesNoContradiction(String header) {
    Requests inHttp2 = http2("globex.example").header(header, "acme.example");
    assertNotNull(RequestHost.contradiction(inHttp2.facts(), false));
  }

  @Test
  void contradiction_isSaidInWords() {
    assertEquals(
        "more than one Host field",
        RequestHost.contradiction(http2("a.example").header("Host", "a.example").facts(), false));
    assertEquals(
        "the Host field names another host than the request was sent to (a proxy that may do so is"
            + " one of watchword.proxies)",
        RequestHost.contradiction(http2("globex.example").facts(), false));
  }
}
