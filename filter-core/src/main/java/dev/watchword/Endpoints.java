package dev.watchword;

import dev.watchword.guard.GuardPolicy;
import dev.watchword.guard.TokenMemory;
import dev.watchword.http.SignInRules;
import dev.watchword.identity.Assurance;
import dev.watchword.identity.Identification;
import dev.watchword.identity.Identifier;
import dev.watchword.identity.Identity;
import dev.watchword.identity.IdentityCounts;
import dev.watchword.identity.IdentityRequest;
import dev.watchword.issue.ClientCredentialsEndpoint;
import dev.watchword.issue.Endpoint;
import dev.watchword.issue.IssuingRules;
import dev.watchword.issue.SessionReply;
import dev.watchword.issue.SessionTokens;
import dev.watchword.issue.SignaturesEndpoint;
import dev.watchword.issue.UserTokensEndpoint;
import dev.watchword.tenant.Tenant;
import dev.watchword.tenant.TenantRegistry;
import dev.watchword.token.TokenHistory;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What the servlets of the endpoints ask, and adapters of other kinds can. */
public final class Endpoints {
  private final TenantRegistry tenants;
  private final Identifier identifier;
  private final SignIn signIn;
  private final TokenMemory memory;
  private final String realm;
  private final InstantSource clock;

  Endpoints(
      TenantRegistry tenants,
      GuardPolicy policy,
      SignInRules signIn,
      IdentityCounts counts,
      InstantSource clock) {
    this.tenants = tenants;
    this.identifier = identifier(tenants, policy.memory(), counts);
    this.memory = policy.memory();
    this.realm = policy.realm();
    this.clock = clock;
    this.signIn =
        new SignIn(
            identifier(tenants, policy.memory().forOneUse(), counts),
            policy.issuerResolver(),
            signIn,
            this::session,
            clock);
  }

  private static Identifier identifier(
      TenantRegistry tenants, TokenHistory history, IdentityCounts counts) {
    return new Identifier(tenants::verifier, tenants::identity, history, counts);
  }

  Identifier identifier() {
    return identifier;
  }

  /** {@code POST /token}: an OAuth client's credentials in, a token with scopes out. */
  public Endpoint token() {
    return new ClientCredentialsEndpoint(
        () -> tenants.snapshot().clients(), tenants::account, memory.forOneUse(), realm, clock);
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

  /** {@code /sso}: the sign-in of a portal. */
  public SignIn signIn() {
    return signIn;
  }

  /** Whether a session would begin for that identity about which nothing is proved. */
  public boolean beginsForVisitor(Identity identity) {
    return identity.assurance() == Assurance.PUBLISHABLE
        && sessionRules(tenants.snapshot().tenants().get(identity.issuer())) != null;
  }

  private static @Nullable IssuingRules sessionRules(@Nullable Tenant tenant) {
    return tenant == null ? null : tenant.session();
  }

  /**
   * A session token for whom {@code /identify} or {@code /sso} has identified, signed now; null
   * where that identity's issuer has no sessions.
   */
  public @Nullable SessionReply session(Identity identity) {
    if (identity.assurance() == Assurance.INSECURE) {
      return null; // of no issuer, and nothing asks for a token
    }
    Tenant tenant = tenants.snapshot().tenants().get(identity.issuer());
    IssuingRules rules = sessionRules(tenant);
    if (tenant == null || rules == null) {
      return null;
    }
    SessionTokens tokens = new SessionTokens(tenant.issuer(), rules, clock.instant());
    String assurance = identity.assurance().code();
    return identity
        .user()
        .map(user -> tokens.ofUser(user, assurance, identity.trusted()))
        .orElseGet(() -> tokens.ofVisitor(identity.unverifiedUser().orElseThrow(), assurance));
  }
}
