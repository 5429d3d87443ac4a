package dev.watchword.corpus;

import dev.watchword.token.Reason;
import java.util.ArrayList;
import java.util.List;

/** Incidents that needed no token: a path spelled otherwise, a header that switched a check off. */
final class RequestIncidents {
  private RequestIncidents() {}

  static List<HostileRequest> rows() {
    List<HostileRequest> rows = paths();
    rows.addAll(switches());
    return rows;
  }

  /** {@code /foo/*} is open, {@code /who} is not. */
  private static List<HostileRequest> paths() {
    String[][] incidents = {
      {"Shiro CVE-2020-1957", "/foo/..;/who"},
      {"Shiro CVE-2020-11989", "/foo/%252e%252e/who", "/;/who", "/foo/..%3bx/who"},
      {"Shiro CVE-2020-13933", "/who%3b", "/foo/%3b/../who"},
      {"Shiro CVE-2020-17510", "/%2e/who", "/foo/%2e%2e/who"},
      {"Shiro CVE-2020-17523", "/who%20", "/%20/who"},
      {"Shiro CVE-2022-32532", "/who%0a", "/foo%0a/../who"},
      {"Shiro CVE-2023-34478, CVE-2023-46749", "/foo/../who", "/foo/x/../../who"},
      {"Shiro CVE-2023-22602, CVE-2026-56091", "/foo/.%2e/who", "/who/"},
      {"Quarkus CVE-2023-4853", "//who", "/foo//..//who"},
      {"Quarkus CVE-2026-39852", "/who;x", "/who;/"},
      {"Quarkus CVE-2026-50559", "/foo%2F..%2Fwho", "/foo%3Bx/../who"},
      {"Alpine CVE-2022-23553", "/foo/../who?/foo/", "/who?x=/foo/"},
      {"Openfire CVE-2023-32315", "/foo/%u002e%u002e/who"},
      {"Spring CVE-2016-5007, CVE-2022-22978", "/who%0d", "/who%09"},
      {"Spring CVE-2023-20860, CVE-2026-22753, CVE-2026-22754", "/who/.", "/who//"},
      {"Jetty CVE-2021-28164, CVE-2021-34429", "/%2e/who", "/.%00/who", "/%u002e/who"},
      {"Spring CVE-2024-38827", "/WHO", "/FOO/x", "/Foo"},
      {"Istio CVE-2020-8595", "/who?", "/who#", "/who?x#y"},
      {"Istio CVE-2021-31920", "/foo%2f../who", "/foo//../who"},
      {"Kong CVE-2021-27306", "/foo/../who", "/foo/./../who"}
    };
    List<HostileRequest> rows = new ArrayList<>();
    for (String[] incident : incidents) {
      for (int i = 1; i < incident.length; i++) {
        rows.add(
            HostileRequest.request(
                incident[0] + " " + incident[i],
                "GET",
                incident[i],
                ExpectedOutcome.refused(Reason.MISSING, Reason.AMBIGUOUS_PATH)));
      }
    }
    return rows;
  }

  private static List<HostileRequest> switches() {
    List<HostileRequest> rows = new ArrayList<>();
    for (String line :
        List.of(
            "x-envoy-original-path: /foo/x",
            "x-middleware-subrequest: middleware:middleware:middleware",
            "User-Agent: Nacos-Server",
            "X-Original-URL: /foo/x",
            "X-Rewrite-URL: /foo/x",
            "X-Forwarded-For: 127.0.0.1",
            "X-Forwarded-Prefix: /foo",
            "Forwarded: for=127.0.0.1",
            "X-HTTP-Method-Override: OPTIONS",
            "X-Real-IP: 127.0.0.1",
            "X-Client-IP: 127.0.0.1",
            "True-Client-IP: 127.0.0.1",
            "CF-Connecting-IP: 127.0.0.1",
            "X-Custom-IP-Authorization: 127.0.0.1",
            "X-Originating-IP: 127.0.0.1",
            "X-Forwarded-Host: localhost",
            "X-Forwarded-User: admin",
            "X-Remote-User: admin",
            "Remote-User: admin",
            "X-Method-Override: OPTIONS",
            "Via: 1.1 localhost",
            "Referer: http://localhost/",
            "Cookie: admin=true",
            "X-User-Id: admin")) {
      rows.add(
          HostileRequest.request(
              "CVE-2023-27487, CVE-2025-29927, CVE-2021-29441: " + line,
              "GET",
              HostileRequest.GUARDED,
              ExpectedOutcome.refused(Reason.MISSING),
              line));
    }
    for (String method : List.of("HEAD", "OPTIONS", "TRACE", "FANCY", "get", "DELETE")) {
      rows.add(
          HostileRequest.request(
              "verb " + method,
              method,
              HostileRequest.GUARDED,
              ExpectedOutcome.refused(Reason.MISSING)));
    }
    return rows;
  }
}
