package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Issuers made in code: strict where nothing else is said, and refused as in the settings. */
class IssuerBuilderTest {
  private static final String SECRET = TestSecrets.text("built");

  private static Tokens token() {
    return Tokens.good().secret(SECRET.getBytes(StandardCharsets.US_ASCII));
  }

  private static Verdict verify(IssuerBuilder issuer, Tokens token) {
    return new TokenVerifier(new KeyRing(List.of(issuer.build()))).verify(token.text(), NOW);
  }

  private static IssuerBuilder acme() {
    return Issuer.named("acme").secret(SECRET);
  }

  @Test
  void defaults_areStrict() {
    Caller caller = assertAdmitted(verify(acme(), token().claim("roles", List.of("admin"))));
    assertEquals("acme/alice", caller.id());
    assertEquals(Set.of(), caller.roles());
    assertRefused(Reason.CLAIM, verify(acme(), token().without("exp")));
    Issuer issuer = acme().build();
    assertEquals("acme", issuer.selector());
    assertEquals(Set.of(), issuer.relaxations());
    assertEquals(Duration.ofSeconds(30), issuer.rules().times().leeway());
  }

  @Test
  void configuredRules_areChecked() {
    IssuerBuilder strict =
        acme()
            .selector("w-1")
            .iss("https://acme.example")
            .audience("api")
            .requires("tenant")
            .grants("admin")
            .leeway(Duration.ZERO)
            .maxAge(Duration.ofHours(1))
            .maxLifetime(Duration.ofHours(2))
            .names(new ClaimNames("user", "groups", "scope"));
    Tokens good =
        token()
            .claim("iss", "https://acme.example")
            .claim("aud", "api")
            .claim("tenant", "t")
            .claim("user", "bob")
            .claim("iat", NOW.getEpochSecond())
            .claim("groups", List.of("admin", "other"));
    Caller caller = assertAdmitted(verify(strict, good));
    assertEquals("bob", caller.getName());
    assertEquals(Set.of("admin"), caller.roles());
    assertEquals("w-1", strict.build().selector());
    assertRefused(Reason.ISSUER, verify(strict, token()));
    assertRefused(Reason.EXPIRED, verify(strict, good.expiringAt(NOW)));
  }

  @Test
  void severalSecrets_areKeysWithTheirOwnNames() {
    Issuer issuer = acme().secret(TestSecrets.text("older")).build();
    assertEquals(List.of("usual", "key2"), issuer.keys().stream().map(SharedKey::name).toList());
  }

  @Test // requirement 20
  void issuerThatSettingsRefuse_isRefused() {
    assertThrows(InvalidIssuerException.class, () -> Issuer.named("acme").build());
    assertThrows(
        InvalidIssuerException.class, () -> Issuer.named("acme/eu").secret(SECRET).build());
    assertThrows(InvalidIssuerException.class, () -> Issuer.named("acme").secret("short").build());
  }

  @Test
  void keyWithoutAlgorithm_isRefused() {
    byte[] secret = SECRET.getBytes(StandardCharsets.US_ASCII);
    String message =
        assertThrows(
                InvalidIssuerException.class,
                () -> new SharedKey("main", null, secret, Set.of(), null, null))
            .getMessage();
    assertEquals("key 'main' has no algorithm", message);
  }
}
