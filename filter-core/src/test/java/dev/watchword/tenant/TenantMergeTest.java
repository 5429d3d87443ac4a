package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.http.IssuerResolver;
import dev.watchword.identity.IdentityRules;
import dev.watchword.issue.IssuingAccount;
import dev.watchword.issue.IssuingRules;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.token.Issuer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One change that does not go with the others is found without trying each by itself. */
class TenantMergeTest {
  private static final int TENANTS = 1000;

  private final AtomicInteger checks = new AtomicInteger();

  private static Tenant tenant(int number, String secret) {
    Issuer issuer = Issuer.named("t" + number).secret(secret).build();
    return new Tenant(
        new IssuingAccount(issuer, IssuingRules.DEFAULT, List.of(), List.of(), List.of()),
        IdentityRules.DEFAULT);
  }

  private static TenantsReading reading(List<Tenant> tenants) {
    return new TenantsReading(
        false,
        tenants,
        Map.of(),
        List.of(),
        IssuerResolver.KID,
        null,
        8192,
        null,
        Map.of(),
        List.of());
  }

  private static List<Tenant> tenants() {
    return IntStream.range(0, TENANTS)
        .mapToObj(number -> tenant(number, RandomSecrets.good()))
        .toList();
  }

  private List<String> conflicts(TenantsReading reading) {
    checks.incrementAndGet();
    Set<Object> secrets = new HashSet<>();
    return reading.issuers().stream()
        .filter(issuer -> !secrets.add(issuer.keys().get(0).identity()))
        .map(issuer -> issuer.name() + " has the secret of another")
        .toList();
  }

  @Test
  void conflictAmongManyChanges_keepsOneTenantBack() {
    TenantsReading inForce = reading(tenants());
    String shared = RandomSecrets.good();
    List<Tenant> next =
        tenants().stream()
            .map(
                tenant ->
                    Set.of("t7", "t700").contains(tenant.issuer().name())
                        ? tenant(Integer.parseInt(tenant.issuer().name().substring(1)), shared)
                        : tenant)
            .toList();
    TenantMerge.Result merged = new TenantMerge(inForce, this::conflicts).with(reading(next), null);
    Map<String, Tenant> force = merged.reading().byName();
    for (Tenant tenant : next) {
      String name = tenant.issuer().name();
      Tenant wanted = name.equals("t700") ? inForce.byName().get(name) : tenant;
      assertEquals(wanted, force.get(name), name);
    }
    assertEquals(List.of("t700 has the secret of another"), merged.mistakes());
    assertTrue(checks.get() < 50, () -> checks + " checks of " + TENANTS + " tenants");
  }
}
