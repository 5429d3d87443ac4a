package dev.watchword.adapters;

import static dev.watchword.adapters.RawClient.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requirement 17: no token of one tenant is accepted as another's, whatever the request says. */
class TenantConfusionTest {
  @TempDir Path folder;

  private static WatchwordBuilder quiet() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(new TestClock())
        .set("watchword.limit.failures", "off");
  }

  /** Acme and globex with kids, and a relaxed issuer without; some rules name some of them. */
  private static WatchwordBuilder tenants(String choose) {
    return quiet()
        .set("watchword.issuers", "acme,globex,loose")
        .set("watchword.choose", choose)
        .set("watchword.issuer.acme.secret", TestSecrets.text("acme"))
        .set("watchword.issuer.acme.kid", "a")
        .set("watchword.issuer.acme.iss", "https://acme.example")
        .set("watchword.issuer.acme.selector", choose.equals("host") ? "acme.example" : "acme")
        .set("watchword.issuer.acme.grants", "clerk")
        .set("watchword.issuer.globex.secret", TestSecrets.text("globex"))
        .set("watchword.issuer.globex.kid", "g")
        .set("watchword.issuer.globex.iss", "https://globex.example")
        .set(
            "watchword.issuer.globex.selector", choose.equals("host") ? "globex.example" : "globex")
        .set("watchword.issuer.loose.secret", TestSecrets.text("loose"))
        .set("watchword.issuer.loose.iss", "https://loose.example")
        .set("watchword.issuer.loose.relax", "noexp")
        .set("watchword.rules", "acme,loose,two,forward,admin,clerk")
        .set("watchword.rule.acme", "/rest/acme/* issuer acme")
        .set("watchword.rule.loose", "/rest/loose/* issuer loose")
        .set("watchword.rule.two", "/rest/two/* issuer acme,loose")
        .set("watchword.rule.forward", "/rest/forward/* issuer loose")
        .set("watchword.rule.admin", "/rest/admin/* role admin")
        .set("watchword.rule.clerk", "/rest/clerk/* role clerk");
  }

  private static Tokens token(String tenant) {
    return Tokens.good()
        .secret(TestSecrets.text(tenant).getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .claim("iss", "https://" + tenant + ".example");
  }

  private static String signed(String tenant, String kid) {
    return bearer(token(tenant).kid(kid).text());
  }

  private static void assertBriefly(String expected, RawClient.Reply reply) {
    assertEquals(expected, reply.brief(), reply::body);
  }

  @ParameterizedTest
  @EnumSource
  void kid_picksIssuer(Adapter adapter) throws Exception {
    try (RawClient site = adapter.serve(tenants("kid").start())) {
      assertBriefly("200 Caller[acme/alice]", site.get("/any", signed("acme", "a")));
      assertBriefly("200 Caller[globex/alice]", site.get("/any", signed("globex", "g")));
      assertBriefly("401", site.get("/any", signed("globex", "a"))); // kid of A, secret of B
      assertBriefly("401", site.get("/any", signed("acme", "g")));
      assertBriefly("401", site.get("/any", signed("acme", "x")));
      assertBriefly("401", site.get("/any", bearer(token("acme").text()))); // two might have
      String underGlobex = token("globex").kid("g").claim("iss", "https://acme.example").text();
      assertBriefly("401", site.get("/any", bearer(underGlobex)));
      // Remembered as acme's: neither another rule nor another issuer's name makes it good there.
      assertBriefly("200 Caller[acme/alice]", site.get("/acme/x", signed("acme", "a")));
      assertBriefly("401", site.get("/acme/x", signed("globex", "g")));
      assertBriefly("401", site.get("/loose/x", signed("acme", "a")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void knownKid_neverMeansKeyOfAnotherIssuer(Adapter adapter) throws Exception {
    try (RawClient site = adapter.serve(tenants("kid").start())) {
      assertBriefly("200 Caller[loose/alice]", site.get("/loose/x", signed("loose", "mine")));
      assertBriefly("401", site.get("/loose/x", signed("loose", "a")));
      assertBriefly("401", site.get("/two/x", signed("loose", "g")));
      assertBriefly("200 Caller[acme/alice]", site.get("/two/x", signed("acme", "a")));
      assertBriefly("401", site.get("/two/x", signed("globex", "g")));
      assertBriefly("401", site.get("/two/x", bearer(token("loose").text()))); // two might have
    }
  }

  @ParameterizedTest
  @EnumSource
  void relaxedIssuer_isAcceptedOnlyWhereRuleNamesIt(Adapter adapter) throws Exception {
    String endless = bearer(token("loose").without("exp").text());
    try (RawClient site = adapter.serve(tenants("iss").start())) {
      assertBriefly("200 Caller[loose/alice]", site.get("/loose/x", endless));
      assertBriefly("200 Caller[loose/alice]", site.get("/two/x", endless));
      assertBriefly("401", site.get("/any", endless));
      assertBriefly("401", site.get("/any", bearer(token("loose").text())));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "SERVLET")
  void forwardFromRuleThatNamesIt_doesNotAdmitRelaxedIssuer(Adapter adapter) throws Exception {
    String loose = bearer(token("loose").text());
    try (RawClient site = adapter.serve(tenants("iss").start())) {
      assertBriefly("200 Caller[loose/alice]", site.get("/forward/loose/x", loose));
      assertBriefly("401", site.get("/forward/any", loose));
      assertBriefly("401", site.get("/forward/acme/x", loose));
      assertBriefly("401", site.get("/forward/forward/any", loose));
    }
  }

  @ParameterizedTest
  @EnumSource
  void iss_picksIssuer(Adapter adapter) throws Exception {
    try (RawClient site = adapter.serve(tenants("iss").start())) {
      assertBriefly("200 Caller[acme/alice]", site.get("/any", bearer(token("acme").text())));
      assertBriefly("200 Caller[acme/alice]", site.get("/any", signed("acme", "a")));
      Tokens otherIss = token("globex").claim("iss", "https://acme.example");
      assertBriefly("401", site.get("/any", bearer(otherIss.text())));
      assertBriefly("401", site.get("/any", bearer(token("acme").without("iss").text())));
      assertBriefly("401", site.get("/any", bearer(token("acme").claim("iss", 7).text())));
      String twice = "{\"iss\":\"https://acme.example\",\"iss\":\"https://globex.example\"}";
      assertBriefly("401", site.get("/any", bearer(token("acme").rawPayload(twice).text())));
      assertBriefly("401", site.get("/any", signed("acme", "g")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void header_picksIssuer(Adapter adapter) throws Exception {
    String acme = bearer(token("acme").text());
    String known = signed("acme", "a");
    try (RawClient site = adapter.serve(tenants("header X-Workspace").start())) {
      assertBriefly("200 Caller[acme/alice]", site.get("/any", acme, "X-Workspace: acme"));
      assertBriefly("401", site.get("/any", acme, "X-Workspace: globex")); // remembered as acme's
      assertBriefly("401", site.get("/any", acme, "X-Workspace: Acme"));
      assertBriefly("401", site.get("/any", acme, "X-Workspace: acme,globex"));
      assertBriefly("401", site.get("/any", known));
      assertBriefly("401", site.get("/any", acme, "X-Workspace:"));
      for (String other : List.of("acme", "globex")) {
        assertBriefly("400", site.get("/any", acme, "X-Workspace: acme", "X-Workspace: " + other));
      }
      assertBriefly("200 Caller[acme/alice]", site.get("/acme/x", acme));
      assertBriefly("401", site.get("/acme/x", acme, "X-Workspace: globex"));
      String globex = bearer(token("globex").text());
      assertBriefly("401", site.get("/acme/x", globex, "X-Workspace: globex"));
      assertBriefly("401", site.get("/two/x", acme));
    }
  }

  @ParameterizedTest
  @EnumSource
  void query_picksIssuer(Adapter adapter) throws Exception {
    String acme = bearer(token("acme").text());
    try (RawClient site = adapter.serve(tenants("query widget").start())) {
      assertBriefly("200 Caller[acme/alice]", site.get("/any?widget=acme", acme));
      assertBriefly("200 Caller[acme/alice]", site.get("/any?widget=%61cme&x=1", acme));
      assertBriefly("401", site.get("/any?widget=globex", acme));
      assertBriefly("401", site.get("/any", acme));
      assertBriefly("401", site.get("/any?Widget=acme", acme));
      for (String twice : List.of("widget=globex", "widget=acme", "w%69dget=globex", "widget")) {
        assertBriefly("400", site.get("/any?" + twice + "&widget=acme", acme));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void host_picksIssuer(Adapter adapter) throws Exception {
    String acme = bearer(token("acme").text());
    try (RawClient site = adapter.serve(tenants("host").start())) {
      assertBriefly("200 Caller[acme/alice]", site.get("/any", acme, "Host: acme.example"));
      assertBriefly("200 Caller[acme/alice]", site.get("/any", acme, "Host: ACME.example:8443"));
      assertBriefly("401", site.get("/any", acme, "Host: globex.example"));
      assertBriefly("401", site.get("/any", acme));
      String forwarded = "X-Forwarded-Host: acme.example";
      assertBriefly("401", site.get("/any", acme, "Host: globex.example", forwarded));
      assertBriefly("400", site.get("/any", acme, "Host: acme.example", "Host: globex.example"));
    }
  }

  @ParameterizedTest // requirement 34
  @EnumSource
  void issuer_confersOnlyItsGrants(Adapter adapter) throws Exception {
    try (RawClient site = adapter.serve(tenants("kid").start())) {
      List<String> both = List.of("clerk", "admin");
      String acme = bearer(token("acme").kid("a").claim("roles", both).text());
      assertBriefly("200 Caller[acme/alice]", site.get("/clerk/x", acme));
      assertBriefly("403", site.get("/admin/x", acme));
      String globex = bearer(token("globex").kid("g").claim("roles", both).text());
      assertBriefly("403", site.get("/clerk/x", globex));
      assertBriefly("403", site.get("/admin/x", globex));
      if (adapter != Adapter.SERVLET) { // annotations are of JAX-RS
        assertBriefly("403", site.get("/annotated", acme));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void removedTenant_isRefusedFromNextRequestOn(Adapter adapter) throws Exception {
    write("acme", "secret=" + TestSecrets.text("acme"));
    write("loose", "secret=" + TestSecrets.text("loose") + "\nrelax=noexp");
    Watchword watchword =
        quiet()
            .set("watchword.issuers.location", folder.toString())
            .set("watchword.choose", "header X-Workspace")
            .start();
    String acme = bearer(token("acme").text());
    String loose = bearer(token("loose").text());
    try (RawClient site = adapter.serve(watchword)) {
      assertBriefly("200 Caller[acme/alice]", site.get("/any", acme, "X-Workspace: acme"));
      Files.delete(folder.resolve("acme.properties"));
      assertBriefly("200 Caller[acme/alice]", site.get("/any", acme, "X-Workspace: acme"));
      watchword.refresh();
      assertBriefly("401", site.get("/any", acme, "X-Workspace: acme"));
      // The one that is left is not thereby a lone issuer, whose relaxations hold everywhere.
      assertBriefly("401", site.get("/any", loose, "X-Workspace: loose"));
      assertBriefly("401", site.get("/any", acme, "X-Workspace: loose"));
    }
  }

  private void write(String tenant, String lines) throws IOException {
    Files.writeString(folder.resolve(tenant + ".properties"), lines + "\n");
  }
}
