package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static dev.watchword.testing.Rules.demanding;
import static dev.watchword.testing.Rules.role;
import static dev.watchword.testing.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.watchword.testing.Requests;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.Tokens;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 42 and 43: what a client says of itself or its request changes no decision. */
class ClientHeadersTest {
  /** Addresses of this machine, paths that are open, methods, names, and the words of incidents. */
  private static final List<String> VALUES =
      List.of(
          "127.0.0.1",
          "::1",
          "localhost",
          "127.0.0.1, 127.0.0.1",
          "for=127.0.0.1;proto=https;host=localhost",
          "http://localhost",
          "/open/x",
          "/api",
          "GET",
          "OPTIONS",
          "HEAD",
          "https",
          "true",
          "1",
          "admin",
          "alice",
          "dev",
          "none",
          "same-origin",
          "null",
          "*",
          "middleware:middleware:middleware:middleware:middleware",
          "Nacos-Server",
          "eyJhbGciOiJub25lIn0.e30.");

  private final TestGuard test =
      TestGuard.of(
          rule("open", "/open/*", Access.PUBLIC),
          rule("closed", "/closed/*", Access.DENY),
          demanding("admin", "/admin/*", role("admin")));
  private final RequestGuard guard = test.guard();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Forwarded-Port",
        "X-Forwarded-Prefix",
        "X-Forwarded-Server",
        "X-Forwarded-User",
        "X-Forwarded-Email",
        "X-Forwarded-Path",
        "X-Forwarded-Uri",
        "X-Forwarded-Method",
        "X-Forwarded",
        "X-Real-IP",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "X-Remote-IP",
        "X-Remote-Addr",
        "X-Originating-IP",
        "X-Custom-IP-Authorization",
        "X-ProxyUser-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
        "Fastly-Client-IP",
        "Client-IP",
        "Via",
        "X-Original-URL",
        "X-Original-URI",
        "X-Original-Method",
        "X-Original-Host",
        "X-Rewrite-URL",
        "X-Override-URL",
        "X-HTTP-Destinationurl",
        "X-Envoy-Original-Path",
        "X-Envoy-Internal",
        "X-HTTP-Method-Override",
        "X-HTTP-Method",
        "X-Method-Override",
        "X-Middleware-Subrequest",
        "X-Middleware-Rewrite",
        "X-User",
        "X-User-Id",
        "X-Username",
        "X-Remote-User",
        "Remote-User",
        "X-Authenticated-User",
        "X-WEBAUTH-USER",
        "X-Auth-Request-User",
        "X-Amzn-Oidc-Identity",
        "X-Goog-Authenticated-User-Email",
        "X-Roles",
        "X-Groups",
        "X-Scope",
        "X-Admin",
        "X-Debug",
        "X-Internal",
        "X-Requested-With",
        "X-Api-Key",
        "X-Auth-Token",
        "X-Access-Token",
        "Proxy-Authorization",
        "Cookie",
        "auth",
        "Token",
        "User-Agent",
        "Referer",
        "Origin",
        "Sec-Fetch-Site",
        "Access-Control-Request-Method",
        "Upgrade",
        "Connection",
        "Expect",
        "Host",
        "X-Host",
        "X-Profile",
        "mp.config.profile",
        "watchword.insecure",
        "serverIdentity",
        "accessToken"
      })
  void clientHeader_changesNothing(String name) {
    for (String value : VALUES) {
      Requests anonymous = Requests.get("/api").header(name, value);
      assertStop(401, "token_missing", guard.check(anonymous.facts()));
      String forged = Tokens.good().tampered();
      assertStop(401, "token_invalid", guard.check(anonymous.bearer(forged).facts()));

      String alice = Tokens.goodText();
      Requests caller = Requests.post("/api").header(name, value).bearer(alice);
      assertEquals("alice", assertPass(guard.check(caller.facts())).caller().getName());
      Requests closed = Requests.get("/closed/x").header(name, value).bearer(alice);
      assertStop(403, "forbidden", guard.check(closed.facts()));
      Requests clerk = Requests.get("/admin/x").header(name, value).bearer(alice);
      assertStop(403, "scope_insufficient", guard.check(clerk.facts()));
      Requests open = Requests.get("/open/x").header(name, value);
      assertNull(assertPass(guard.check(open.facts())).caller());
    }
  }
}
