package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where the server was set up for the proxy in front, the host is the one that the proxy was asked
 * for: the Host field may then name the server itself.
 */
@EachServer
class ForwardedHostTest extends ServletAppTest {
  private static final String ACME_SECRET = LiveTokens.secret();
  private static final String GLOBEX_SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(ACME_SECRET, "alice");
  private static final String GINA = LiveTokens.of(GLOBEX_SECRET, "gina");

  private static final String INTERNAL = "10.0.0.7:8080";
  private static final String FORWARDED =
      "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: acme.example";

  @Override
  ServletApp application() {
    return ServletApp.withoutSecret()
        .behindProxy()
        .set("issuers", "acme,globex")
        .set("choose", "host")
        .set("issuer.acme.secret", ACME_SECRET)
        .set("issuer.acme.selector", "acme.example")
        .set("issuer.globex.secret", GLOBEX_SECRET)
        .set("issuer.globex.selector", "globex.example")
        .set("rules", "cookie")
        .set("rule.cookie", "/cookie/* source cookie:session")
        .page("/", TestPage.WHO);
  }

  private int inHttp1(String requestLine, String... headers) throws Exception {
    return sent(INTERNAL, requestLine, headers);
  }

  private int sent(String host, String requestLine, String... headers) throws Exception {
    StringBuilder request = new StringBuilder(requestLine + " HTTP/1.1\r\nHost: " + host);
    for (String header : headers) {
      request.append("\r\n").append(header);
    }
    request.append("\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    try (RawHttp connection = site.connect()) {
      return connection.send(request.toString()).status();
    }
  }

  @Test
  void forwardedHost_picksTenant() throws Exception {
    assertEquals(200, inHttp1("GET /x", FORWARDED, bearer(ALICE)));
    assertEquals(401, inHttp1("GET /x", FORWARDED, bearer(GINA)));
    assertEquals(401, inHttp1("GET /x", bearer(ALICE)));
  }

  @Test
  void forwardedHost_picksTenantInHttp2() throws Exception {
    try (RawHttp2 connection = new RawHttp2(site.port())) {
      for (String token : new String[] {ALICE, GINA}) {
        String[] headers = {
          "host: " + INTERNAL,
          "x-forwarded-for: 203.0.113.7",
          "x-forwarded-host: acme.example",
          "authorization: Bearer " + token
        };
        assertEquals(
            token.equals(ALICE) ? 200 : 401, connection.status("GET", "/x", INTERNAL, headers));
      }
    }
  }

  @ParameterizedTest // the lines of docs/operating.md
  @CsvSource({
    "acme.example,      443,  https://acme.example,      200",
    "acme.example:8443, 8443, https://acme.example:8443, 200",
    "acme.example:8443, 8443, https://acme.example,      403",
    "acme.example,      443,  https://acme.example:8443, 403"
  })
  void nginx_handsOnHostAndPort(String host, String port, String origin, int status)
      throws Exception {
    String proxied = "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https";
    String cookie = "Cookie: session=" + ALICE;
    assertEquals(
        status,
        sent(
            host,
            "POST /cookie/x",
            proxied,
            "X-Forwarded-Port: " + port,
            "Origin: " + origin,
            cookie));
  }

  @Test
  void pageOfForwardedHost_isOwnPage() throws Exception {
    String cookie = "Cookie: session=" + ALICE;
    String own = "Origin: https://acme.example";
    assertEquals(200, inHttp1("POST /cookie/x", FORWARDED, cookie, own));
    String internal = "Origin: http://" + INTERNAL;
    assertEquals(403, inHttp1("POST /cookie/x", FORWARDED, cookie, internal));
  }
}
