package dev.watchword.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requirement 75: a local request is proved by the socket, and by no word of a client. */
class LocalRequestTest {
  private static RequestFacts facts(String from, String to, String host, String... more) {
    return new RequestFacts(
        "GET",
        "",
        "/",
        "/",
        null,
        from,
        to,
        host,
        "HTTP/1.1",
        name ->
            name.equals("Host")
                ? List.of(host)
                : List.of(more).contains(name) ? List.of("127.0.0.1") : List.of());
  }

  @ParameterizedTest // requirement 75
  @CsvSource({
    "127.0.0.1, 127.0.0.1, localhost:8080, true",
    "::1, ::1, [::1]:8080, true",
    "[::1], [::1], [::1]:8080, true",
    "127.0.0.1, 127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.1, app.localhost:8080, true",
    "127.0.0.1, 127.0.0.1, a.b.localhost, true",
    "127.0.0.1, 127.0.0.1, .localhost, false",
    "127.0.0.1, 127.0.0.1, applocalhost, false",
    "127.0.0.1, 127.0.0.1, app.localhost.evil.example, false",
    "127.0.0.1, 127.0.0.1, evil.example/.localhost, false",
    "203.0.113.7, 127.0.0.1, localhost, false",
    "127.0.0.1, 203.0.113.7, localhost, false",
    "127.0.0.1, 127.0.0.1, evil.example, false",
    "127.0.0.1, 127.0.0.1, localhost.evil.example, false",
    "'', 127.0.0.1, localhost, false",
    "127.0.0.1, '', localhost, false"
  })
  void loopbackAtBothEndsAndInHost_isLocal(String from, String to, String host, boolean expected) {
    RequestFacts facts = facts(from, to, host);
    assertTrue(expected == LocalRequest.isLocal(facts), facts::toString);
  }

  @ParameterizedTest // requirement 75: the container may have been told to say localhost always
  @CsvSource({
    "localhost:8080, localhost:8080, true",
    "localhost, localhost:8080, true",
    "localhost, evil.example, false",
    "evil.example, localhost, false",
    "'', localhost, false"
  })
  void hostFromContainerAndHostField_mustBothBeLocal(String told, String field, boolean expected) {
    RequestFacts sent = facts("127.0.0.1", "127.0.0.1", field);
    RequestFacts facts =
        new RequestFacts(
            "GET", "", "/", "/", null, "::1", "::1", told, sent.protocol(), sent.headers());
    assertTrue(expected == LocalRequest.isLocal(facts), facts::toString);
  }

  @ParameterizedTest // requirement 75: nginx's proxy_pass, as it is without a word more
  @CsvSource({"HTTP/1.0, false", "HTTP/0.9, false", "HTTP/1.1, true", "HTTP/2.0, true"})
  void oldHttp_isThatOfProxy(String protocol, boolean expected) {
    RequestFacts sent = facts("127.0.0.1", "127.0.0.1", "127.0.0.1:8080");
    RequestFacts facts =
        new RequestFacts(
            "GET", "", "/", "/", null, "::1", "::1", sent.host(), protocol, sent.headers());
    assertTrue(expected == LocalRequest.isLocal(facts), facts::toString);
  }

  @Test // requirement 75: in HTTP/2 there need be no Host field
  void localHostWithoutField_isLocal() {
    RequestFacts facts =
        new RequestFacts(
            "GET",
            "",
            "/",
            "/",
            null,
            "::1",
            "::1",
            "localhost:8080",
            "HTTP/2.0",
            name -> List.of());
    assertTrue(LocalRequest.isLocal(facts));
  }

  @ParameterizedTest // requirement 75: a page that a developer visits is no developer
  @CsvSource({
    "Origin, http://localhost:8080, true",
    "Origin, http://evil.example, false",
    "Origin, http://localhost:3000, false",
    "Origin, null, false",
    "Sec-Fetch-Site, same-origin, true",
    "Sec-Fetch-Site, none, true",
    "Sec-Fetch-Site, same-site, false",
    "Sec-Fetch-Site, cross-site, false"
  })
  void pageOfOtherSite_isNotLocal(String header, String value, boolean expected) {
    RequestFacts local = facts("127.0.0.1", "127.0.0.1", "localhost:8080");
    RequestFacts from =
        new RequestFacts(
            "POST",
            "",
            "/",
            "/",
            null,
            local.address(),
            local.localAddress(),
            local.host(),
            local.protocol(),
            name -> name.equals(header) ? List.of(value) : local.headers().all(name));
    assertTrue(expected == LocalRequest.isLocal(from));
  }

  @Test // requirement 75
  void requestWithForwardingHeader_isNotLocal() {
    for (String header :
        List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Forwarded-Port",
            "X-Forwarded-Server",
            "X-Real-IP",
            "X-Client-IP",
            "True-Client-IP",
            "CF-Connecting-IP",
            "Via")) {
      assertFalse(
          LocalRequest.isLocal(facts("127.0.0.1", "127.0.0.1", "localhost", header)), header);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, ::1, HTTP/1.1, localhost, '', the client's address is not loopback",
    "::1, 203.0.113.7, HTTP/1.1, localhost, '', the server's own address is not loopback",
    "::1, ::1, HTTP/1.0, localhost, '', 'it came by HTTP/1.0, as from a proxy'",
    "::1, ::1, HTTP/1.1, a.example, '', 'the host \"a.example\" is not localhost'",
    "::1, ::1, HTTP/1.1, localhost, Via, 'the header Via came, as from a proxy'",
    "::1, ::1, HTTP/1.1, localhost, Origin, 'Origin \"x\" is not \"http://localhost\"'",
    "::1, ::1, HTTP/1.1, localhost, Sec-Fetch-Site, 'Sec-Fetch-Site is \"x\"'",
  })
  void obstacle_isSaidInWords(
      String from, String to, String protocol, String host, String header, String words) {
    RequestFacts facts =
        new RequestFacts(
            "GET",
            "",
            "/",
            "/",
            null,
            from,
            to,
            host,
            protocol,
            name -> name.equals(header) ? List.of("x") : List.of());
    assertEquals(words, LocalRequest.obstacle(facts));
  }
}
