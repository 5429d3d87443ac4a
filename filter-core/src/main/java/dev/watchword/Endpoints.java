package dev.watchword;

import dev.watchword.identity.Identification;
import dev.watchword.identity.Identifier;
import dev.watchword.identity.IdentityRequest;
import dev.watchword.issue.ClientCredentialsEndpoint;
import dev.watchword.issue.Endpoint;
import dev.watchword.issue.SignaturesEndpoint;
import dev.watchword.issue.UserTokensEndpoint;
import dev.watchword.tenant.TenantRegistry;
import java.time.InstantSource;

/** What the servlets of the endpoints ask, and adapters of other kinds can. */
public final class Endpoints {
  private final TenantRegistry tenants;
  private final Identifier identifier;
  private final String realm;
  private final InstantSource clock;

  Endpoints(TenantRegistry tenants, Identifier identifier, String realm, InstantSource clock) {
    this.tenants = tenants;
    this.identifier = identifier;
    this.realm = realm;
    this.clock = clock;
  }

  /** {@code POST /token}: an OAuth client's credentials in, a token with scopes out. */
  public Endpoint token() {
    return new ClientCredentialsEndpoint(
        () -> tenants.snapshot().clients(), tenants::account, realm, clock);
  }

  /** {@code POST /signatures}: an account's secret in, its user's signed claims out. */
  public Endpoint signatures() {
    return new SignaturesEndpoint(tenants::accountsBySecret, clock);
  }

  /** {@code POST /users/{id}/tokens}: an API key in, a widget token out. */
  public Endpoint userTokens() {
    return new UserTokensEndpoint(tenants::accountsByApiKey, clock);
  }

  /**
   * {@code POST /identify}: who the user of a widget is, now.
   *
   * @param insecurely whether the request needs no proof, being made on this machine for testing
   */
  public Identification identify(IdentityRequest request, boolean insecurely) {
    return insecurely
        ? identifier.identifyInsecurely(request, clock.instant())
        : identifier.identify(request, clock.instant());
  }
}
