package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * The host is what the server tells the application, in HTTP/1.1 and HTTP/2: the tenant that a
 * token must belong to is the one that the application acts for.
 */
@EachServer
class HostTest extends ServletAppTest {
  private static final String ACME_SECRET = LiveTokens.secret();
  private static final String GLOBEX_SECRET = LiveTokens.secret();
  private static final String ACME = bearer(LiveTokens.of(ACME_SECRET, "alice"));
  private static final String GLOBEX = bearer(LiveTokens.of(GLOBEX_SECRET, "gina"));
  private static final AtomicReference<String> FIELD = new AtomicReference<>();
  private static final String COOKIE = "cookie: session=" + LiveTokens.of(ACME_SECRET, "alice");

  @Override
  ServletApp application() {
    return ServletApp.withoutSecret()
        .set("issuers", "acme,globex")
        .set("choose", "host")
        .set("issuer.acme.secret", ACME_SECRET)
        .set("issuer.acme.selector", "acme.example")
        .set("issuer.globex.secret", GLOBEX_SECRET)
        .set("issuer.globex.selector", "globex.example")
        .set("public", "/host")
        .set("rules", "cookie")
        .set("rule.cookie", "/cookie/* source cookie:session")
        .page("/", TestPage.WHO)
        .page("/field", (request, response) -> FIELD.set(request.getHeader("Host")))
        .page("/host", (request, response) -> response.getWriter().print(request.getServerName()));
  }

  private int inHttp1(String target, String... headers) throws Exception {
    StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\nConnection: close");
    for (String header : headers) {
      request.append("\r\n").append(header);
    }
    try (RawHttp connection = site.connect()) {
      return connection.send(request.append("\r\n\r\n").toString()).status();
    }
  }

  private int inHttp2(String authority, String... headers) throws Exception {
    return overHttp2("GET", "/x", authority, headers);
  }

  private int overHttp2(String method, String path, String authority, String... headers)
      throws Exception {
    try (RawHttp2 connection = new RawHttp2(site.port())) {
      return connection.status(method, path, authority, headers);
    }
  }

  @Test
  void host_picksTenantInHttp1() throws Exception {
    assertEquals(200, inHttp1("/x", "Host: acme.example", ACME));
    assertEquals(200, inHttp1("/x", "Host: ACME.example:8443", ACME));
    assertEquals(401, inHttp1("/x", "Host: acme.example", GLOBEX));
    assertEquals(401, inHttp1("/x", "Host: acme.example.", ACME));
    assertEquals(401, inHttp1("/x", "Host: other.example", ACME));
  }

  @Test
  void authority_picksTenantInHttp2() throws Exception {
    assertEquals(200, inHttp2("acme.example", ACME));
    assertEquals(200, inHttp2("ACME.example:8443", ACME));
    assertEquals(200, inHttp2("acme.example", "host: acme.example", ACME));
    assertEquals(401, inHttp2("acme.example", GLOBEX));
    assertEquals(401, inHttp2("acme.example.", ACME));
    assertEquals(401, inHttp2("other.example", ACME));
  }

  @Test
  void hostFieldBesideOtherAuthority_isBadRequest() throws Exception {
    int ofGlobex = inHttp2("acme.example", "host: globex.example", GLOBEX);
    int ofAcme = inHttp2("acme.example", "host: globex.example", ACME);
    switch (container) {
      case TOMCAT -> assertEquals(List.of(0, 0), List.of(ofGlobex, ofAcme)); // ends the stream
      case UNDERTOW -> // writes :authority over the field, so no other host is seen
          assertEquals(List.of(401, 200), List.of(ofGlobex, ofAcme));
      default -> assertEquals(List.of(400, 400), List.of(ofGlobex, ofAcme));
    }
  }

  @Test
  void targetWithOtherHost_isBadRequest() throws Exception {
    String acme = "http://acme.example/x";
    assertEquals(200, inHttp1(acme, "Host: acme.example", ACME));
    assertEquals(400, inHttp1(acme, "Host: globex.example", ACME));
    assertEquals(400, inHttp1(acme, "Host: globex.example", GLOBEX));
  }

  @Test
  void severalHostFields_areBadRequest() throws Exception {
    assertEquals(400, inHttp1("/x", "Host: acme.example", "Host: acme.example", ACME));
    assertEquals(400, inHttp1("/x", "Host: acme.example", "Host: globex.example", ACME));
  }

  @Test
  void pageOfSameHost_isOwnPage() throws Exception {
    String own = "Origin: https://acme.example";
    String cookie = "Cookie" + COOKIE.substring(6);
    try (RawHttp connection = site.connect()) {
      String request =
          "POST /cookie/x HTTP/1.1\r\nHost: acme.example\r\nContent-Length: 0\r\n%s\r\n%s\r\n\r\n";
      assertEquals(200, connection.send(request.formatted(cookie, own)).status());
      String evil = "Origin: https://evil.example";
      assertEquals(403, connection.send(request.formatted(cookie, evil)).status());
    }
    String origin = "origin: https://acme.example";
    assertEquals(200, overHttp2("POST", "/cookie/x", "acme.example", COOKIE, origin));
    String evil = "origin: https://evil.example";
    assertEquals(403, overHttp2("POST", "/cookie/x", "acme.example", COOKIE, evil));
  }

  @Test
  void requestWithoutHost_picksNoTenant() throws Exception {
    try (RawHttp connection = site.connect()) {
      String request = "GET /x HTTP/1.0\r\n" + ACME + "\r\n\r\n";
      assertEquals(401, connection.send(request).status());
    }
  }

  @Test // Undertow overwrites the field, Tomcat ends the stream: what runs never sees two hosts
  void forwardingHeaderOfClient_hidesNoContradiction() throws Exception {
    String[] headers = {"host: globex.example", "x-forwarded-server: x", ACME};
    FIELD.set("none");
    overHttp2("GET", "/field", "acme.example", headers);
    assertNotEquals("globex.example", FIELD.get());
  }
}
