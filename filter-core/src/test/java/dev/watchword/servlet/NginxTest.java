package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.http.RequestHost;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What comes from an nginx in front of a server that was not set up for a proxy: the Host that
 * nginx was told to write decides, and no forwarding header does.
 */
@EachServer
class NginxTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String COOKIE = "Cookie: session=" + LiveTokens.of(SECRET, "alice");

  /** The lines of docs/operating.md, for a page of {@code https://app.example}. */
  private static final String FORWARDED =
      "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: app.example"
          + "\r\nX-Forwarded-Port: 443";

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("rules", "cookie")
        .set("rule.cookie", "/cookie/* source cookie:session")
        .page("/cookie/host", NginxTest::host)
        .page("/", TestPage.WHO);
  }

  private static void host(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String host =
        RequestHost.of(request.getScheme(), request.getServerName(), request.getServerPort());
    response.getOutputStream().write(host.getBytes(StandardCharsets.UTF_8));
  }

  private RawHttp.Reply posted(String host, String... headers) throws Exception {
    StringBuilder request = new StringBuilder("POST /cookie/host HTTP/1.1\r\nHost: " + host);
    for (String header : headers) {
      request.append("\r\n").append(header);
    }
    request.append("\r\n").append(COOKIE).append("\r\nContent-Length: 0\r\n\r\n");
    try (RawHttp connection = site.connect()) {
      return connection.send(request.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "$http_host,         app.example,      https://app.example,      200",
    "$http_host,         APP.example,      https://app.example,      200",
    "$host:$server_port, app.example:443,  https://app.example,      200",
    "$host:$server_port, app.example:80,   http://app.example,       200",
    "$http_host,         app.example:8443, https://app.example:8443, 200",
    "$host,              app.example,      https://app.example:8443, 403",
    "$http_host,         app.example:8443, https://app.example,      403",
    "$host:$server_port, app.example:80,   https://app.example,      200",
    "$proxy_host,        backend:8080,     https://app.example,      403",
    "$proxy_host,        backend,          https://app.example,      403"
  })
  void pageIsOwn_whereHostIsHandedOn(String variable, String host, String origin, int status)
      throws Exception {
    assertEquals(
        status, posted(host, FORWARDED, "Origin: " + origin).status(), variable + " " + host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.example", "backend:8080"})
  void browserThatSaysSameOrigin_needsNoHost(String host) throws Exception {
    String own = "Sec-Fetch-Site: same-origin";
    assertEquals(200, posted(host, FORWARDED, "Origin: https://app.example:8443", own).status());
  }

  @Test
  void forwardedHost_isNotBelieved() throws Exception {
    for (String header : new String[] {"X-Forwarded-Host: evil.example", "Forwarded: host=evil"}) {
      String origin = "Origin: https://evil" + (header.startsWith("X") ? ".example" : "");
      assertEquals(403, posted("app.example", header, origin).status(), header);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "app.example, app.example",
    "APP.example:8443, app.example:8443",
    "app.example:443, app.example:443",
    "app.example:80, app.example"
  })
  void host_isThatOfField(String field, String host) throws Exception {
    String own = "Sec-Fetch-Site: same-origin";
    assertEquals(host, posted(field, FORWARDED, own).body());
  }
}
