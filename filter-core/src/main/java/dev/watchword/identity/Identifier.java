package dev.watchword.identity;

import dev.watchword.identity.Identification.Identified;
import dev.watchword.identity.Identification.NotIdentified;
import dev.watchword.token.Caller;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerSourceException;
import dev.watchword.token.Publishable;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenHistory;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides who a widget's user is. A request brings one proof: a token, an identity hash or a
 * publishable token. A proof that fails, or that the issuer does not accept, ends in a refusal and
 * never in a lesser one. Safe for use by several threads at once.
 */
public final class Identifier {
  /** The names under which vendors' widgets send a token. */
  private static final List<String> TOKENS =
      List.of(
          "userJWT", "featurebaseJwt", "intercom_user_jwt", "jwtToken", "ssoToken", "token", "jwt");

  private static final NotIdentified NO_PROOF =
      new NotIdentified(Reason.MISSING, "no proof of the user");

  private static final NotIdentified SEVERAL_PROOFS =
      new NotIdentified(Reason.SEVERAL_TOKENS, "more than one proof of the user");

  private final Supplier<TokenVerifier> verifier;
  private final Function<String, IdentityRules> rules;
  private final TokenHistory history;
  private final IdentityCounts counts;

  /**
   * An identifier.
   *
   * @param verifier asked once a request, so that keys can be changed between two requests
   * @param rules by the issuer's name
   * @param history asked about each signed token
   */
  public Identifier(
      Supplier<TokenVerifier> verifier,
      Function<String, IdentityRules> rules,
      TokenHistory history,
      IdentityCounts counts) {
    this.verifier = verifier;
    this.rules = rules;
    this.history = history;
    this.counts = counts;
  }

  /** Decides. Never throws: a fault inside is a refusal too. */
  public Identification identify(IdentityRequest request, Instant now) {
    return counted(() -> decide(request, now), now);
  }

  /**
   * Decides where no proof is required, on a developer's own machine: a request without any is
   * identified by what it says. A request with a proof is judged as by {@link #identify}.
   */
  public Identification identifyInsecurely(IdentityRequest request, Instant now) {
    Identification judged = identify(request, now);
    boolean bare =
        judged instanceof NotIdentified not && not.rejection().reason() == Reason.MISSING;
    return bare ? counted(() -> unproved(request, "insecure", Assurance.INSECURE), now) : judged;
  }

  private Identification counted(Supplier<Identification> decision, Instant now) {
    try {
      Identification outcome = decision.get();
      if (outcome instanceof Identified identified) {
        Identity identity = identified.identity();
        counts.identified(identity.issuer(), identity.assurance(), now);
      }
      return outcome;
    } catch (RuntimeException | StackOverflowError fault) {
      return new NotIdentified(Reason.FAULT, fault.getClass().getName());
    }
  }

  private Identification decide(IdentityRequest request, Instant now) {
    Map<String, @Nullable Object> members = request.members();
    List<String> tokens = TOKENS.stream().filter(members::containsKey).toList();
    boolean hash = IdentityHashCheck.isIn(members);
    if (tokens.size() > 1 || (hash && !tokens.isEmpty())) {
      return SEVERAL_PROOFS;
    }
    if (tokens.isEmpty()) {
      return byHash(request, hash, now);
    }
    if (!(members.get(tokens.get(0)) instanceof String token) || token.isBlank()) {
      return new NotIdentified(Reason.CREDENTIALS, "the token is not a text");
    }
    return token.startsWith(Publishable.PREFIX)
        ? byPublishable(request, token, now)
        : bySigned(request, token, now);
  }

  private Identification bySigned(IdentityRequest request, String token, Instant now) {
    Verdict verdict = verifier.get().verify(token, request.filter(), now);
    if (!(verdict instanceof Verdict.Admitted admitted)) {
      return new NotIdentified((Rejection) verdict);
    }
    Caller caller = admitted.caller();
    Rejection revoked = history.revoked(caller, now);
    if (revoked != null) {
      return new NotIdentified(revoked);
    }
    IdentityRules tenant = rules.apply(caller.issuer());
    if (new IdentityHashCheck(request.members(), tenant, now).isIn()) {
      return SEVERAL_PROOFS;
    }
    Identification outcome = new SignedTokenCheck(caller, tenant).identify(withoutTokens(request));
    Rejection used = outcome instanceof Identified ? history.use(caller, now) : null;
    return used == null ? outcome : new NotIdentified(used);
  }

  /**
   * By a hash under a vendor's name, or under one that only the issuer's rules know.
   *
   * @param known whether there is one under a vendor's name
   */
  private Identification byHash(IdentityRequest request, boolean known, Instant now) {
    Issuer issuer;
    try {
      issuer = verifier.get().remaining(request.filter());
    } catch (IssuerSourceException cannotAnswer) {
      return known ? new NotIdentified(cannotAnswer.refused()) : NO_PROOF;
    }
    if (issuer == null) {
      return known
          ? new NotIdentified(Reason.UNKNOWN_ISSUER, "nothing in the request picks one issuer")
          : NO_PROOF;
    }
    IdentityHashCheck check =
        new IdentityHashCheck(request.members(), rules.apply(issuer.name()), now);
    if (!check.isIn()) {
      return NO_PROOF;
    }
    Identification outcome = check.identify(issuer.name());
    if (outcome instanceof NotIdentified not && not.rejection().reason() == Reason.HASH) {
      counts.hashRefused(issuer.name(), now);
    }
    return outcome;
  }

  private Identification byPublishable(IdentityRequest request, String token, Instant now) {
    Issuer issuer;
    try {
      issuer = verifier.get().publisher(token, request.filter());
    } catch (IssuerSourceException cannotAnswer) {
      return new NotIdentified(cannotAnswer.refused());
    }
    if (issuer == null) {
      return new NotIdentified(Reason.PUBLISHABLE, "nobody here has this publishable token");
    }
    if (!issuer.publishable().allows(request.origins())) {
      return new NotIdentified(
          Reason.ORIGIN, "the page's origin is none of those of issuer '" + issuer.name() + "'");
    }
    if (new IdentityHashCheck(request.members(), rules.apply(issuer.name()), now).isIn()) {
      return SEVERAL_PROOFS;
    }
    return unproved(request, issuer.name(), Assurance.PUBLISHABLE);
  }

  /** By what the page says alone. */
  private Identification unproved(IdentityRequest request, String issuer, Assurance assurance) {
    IdentityRules tenant = rules.apply(issuer);
    String user = tenant.userIn(request.members());
    if (user == null) {
      return new NotIdentified(
          Reason.USER,
          "without a proof of the user there must be one user_id"
              + tenant.numberIn(request.members()));
    }
    Map<String, @Nullable Object> others = withoutTokens(request);
    others.keySet().removeAll(tenant.idNames());
    Attributes attributes = new Attributes(tenant);
    others.forEach(attributes::addUnverified);
    return new Identified(new Identity(assurance, issuer, user, attributes, null));
  }

  private static Map<String, @Nullable Object> withoutTokens(IdentityRequest request) {
    Map<String, @Nullable Object> others = new LinkedHashMap<>(request.members());
    others.keySet().removeAll(TOKENS);
    return others;
  }
}
