package dev.watchword.identity;

import dev.watchword.identity.Identification.Identified;
import dev.watchword.identity.Identification.Refused;
import dev.watchword.identity.Identity.Ignored;
import dev.watchword.token.Caller;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerSourceException;
import dev.watchword.token.Publishable;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.UserId;
import dev.watchword.token.Verdict;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

  /** In a signed token it would be an OAuth client's, which is no user (RFC 9068 section 2.2). */
  private static final String CLIENT = "client_id";

  /** Surge's parameter beside a publishable token; beside a signed one it "serves no purpose". */
  private static final String PURPOSELESS = "user_id";

  private final Supplier<TokenVerifier> verifier;
  private final Function<String, IdentityRules> rules;
  private final IdentityCounts meter;

  /**
   * An identifier.
   *
   * @param verifier asked once a request, so that keys can be changed between two requests
   * @param rules by the issuer's name
   */
  public Identifier(
      Supplier<TokenVerifier> verifier,
      Function<String, IdentityRules> rules,
      IdentityCounts meter) {
    this.verifier = verifier;
    this.rules = rules;
    this.meter = meter;
  }

  /** Decides. Never throws: a fault inside is a refusal too. */
  public Identification identify(IdentityRequest request, Instant now) {
    return unlessItFails(() -> decide(request, now));
  }

  private static Identification unlessItFails(Supplier<Identification> decision) {
    try {
      return decision.get();
    } catch (RuntimeException | StackOverflowError fault) {
      return new Refused(Reason.FAULT, fault.getClass().getName());
    }
  }

  /**
   * Decides where no proof is asked for, on a developer's own machine: a request without one is
   * believed. One with a proof is judged as ever.
   */
  public Identification identifyInsecurely(IdentityRequest request, Instant now) {
    Identification judged = identify(request, now);
    boolean bare = judged instanceof Refused refused && refused.reason() == Reason.MISSING;
    return bare
        ? unlessItFails(() -> unproved(request, "insecure", Assurance.INSECURE, now))
        : judged;
  }

  private Identification decide(IdentityRequest request, Instant now) {
    Map<String, @Nullable Object> members = request.members();
    List<String> tokens = TOKENS.stream().filter(members::containsKey).toList();
    boolean hash = IdentityHashCheck.isIn(members);
    if (tokens.size() > 1 || (hash && !tokens.isEmpty())) {
      return new Refused(Reason.SEVERAL_TOKENS, "more than one proof of the user");
    }
    if (tokens.isEmpty()) {
      return hash ? byHash(request, now) : new Refused(Reason.MISSING, "no proof of the user");
    }
    if (!(members.get(tokens.get(0)) instanceof String token) || token.isBlank()) {
      return new Refused(Reason.CREDENTIALS, "the token is not a text");
    }
    return token.startsWith(Publishable.PREFIX)
        ? byPublishable(request, token, now)
        : bySigned(request, token, now);
  }

  private Identification bySigned(IdentityRequest request, String token, Instant now) {
    Verdict verdict = verifier.get().verify(token, request.selection(), now);
    if (!(verdict instanceof Verdict.Admitted admitted)) {
      return refused((Rejection) verdict);
    }
    Caller caller = admitted.caller();
    IdentityRules tenant = rules.apply(caller.issuer());
    Map<String, @Nullable Object> claims = caller.claims();
    if (claims.containsKey(CLIENT)) {
      return new Refused(Reason.KIND, "the token is an OAuth client's, not a user's");
    }
    String user = userOf(claims, tenant);
    if (user == null) {
      return new Refused(Reason.CLAIM, "the token does not name exactly one user");
    }
    Attributes attributes = new Attributes(tenant);
    claims.forEach(attributes::proved);
    for (Map.Entry<String, @Nullable Object> member : request.members().entrySet()) {
      String name = member.getKey();
      Object value = member.getValue();
      if (TOKENS.contains(name)) {
        continue;
      }
      if (claims.containsKey(name)) {
        if (!Objects.equals(claims.get(name), value)) {
          return new Refused(Reason.MISMATCH, "the request contradicts a claim of its token");
        }
      } else if (!tenant.idNames().contains(name)) {
        attributes.said(name, value);
      } else if (name.equals(PURPOSELESS)) {
        attributes.ignore(name, Ignored.TOKEN_NAMES_THE_USER);
      } else if (!user.equals(value)) {
        return new Refused(Reason.MISMATCH, "the request names another user than its token");
      }
    }
    return identified(Assurance.SIGNED, caller.issuer(), user, attributes, null, now);
  }

  private static Refused refused(Rejection refused) {
    return new Refused(refused.reason(), refused.detail());
  }

  /** Whom the claims name: all that name somebody agree; where none does, the e-mail address. */
  private static @Nullable String userOf(
      Map<String, @Nullable Object> claims, IdentityRules tenant) {
    Set<@Nullable Object> ids = new HashSet<>();
    for (String name : tenant.idNames()) {
      if (claims.containsKey(name)) {
        ids.add(claims.get(name));
      }
    }
    if (ids.isEmpty()) {
      return claims.get("email") instanceof String email
              && email.contains("@")
              && !Boolean.FALSE.equals(claims.get("email_verified"))
              && UserId.isGood(email)
          ? email
          : null;
    }
    Object only = ids.size() == 1 ? ids.iterator().next() : null;
    return only instanceof String id && UserId.isGood(id) ? id : null;
  }

  private Identification byHash(IdentityRequest request, Instant now) {
    Issuer issuer;
    try {
      issuer = verifier.get().remaining(request.selection());
    } catch (IssuerSourceException cannotAnswer) {
      return refused(cannotAnswer.refused());
    }
    if (issuer == null) {
      return new Refused(Reason.UNKNOWN_ISSUER, "nothing in the request picks one issuer");
    }
    IdentityRules tenant = rules.apply(issuer.name());
    IdentityHashCheck check = new IdentityHashCheck(request.members(), tenant, now);
    Refused refused = check.refused();
    if (refused != null) {
      if (refused.reason() == Reason.HASH) {
        meter.hashRefused(issuer.name(), now);
      }
      return refused;
    }
    return identified(
        Assurance.LEGACY_HMAC,
        issuer.name(),
        check.user(),
        check.attributes(),
        tenant.legacy().mode() == IdentityHashRules.Mode.WARN ? warning(tenant.legacy()) : null,
        now);
  }

  private static String warning(IdentityHashRules legacy) {
    return "Identity hashes end"
        + (legacy.until() == null ? " soon" : " at " + legacy.until())
        + ": send a signed token instead.";
  }

  private Identification byPublishable(IdentityRequest request, String token, Instant now) {
    Issuer issuer;
    try {
      issuer = verifier.get().publisher(token, request.selection());
    } catch (IssuerSourceException cannotAnswer) {
      return refused(cannotAnswer.refused());
    }
    if (issuer == null) {
      return new Refused(Reason.PUBLISHABLE, "nobody here has this publishable token");
    }
    if (!issuer.publishable().allows(request.origins())) {
      return new Refused(
          Reason.ORIGIN, "the page's origin is none of those of issuer '" + issuer.name() + "'");
    }
    return unproved(request, issuer.name(), Assurance.PUBLISHABLE, now);
  }

  /** What the page says is all there is. */
  private Identification unproved(
      IdentityRequest request, String issuer, Assurance assurance, Instant now) {
    IdentityRules tenant = rules.apply(issuer);
    Map<String, @Nullable Object> members = request.members();
    String user = userOf(onlyIds(members, tenant), tenant);
    if (user == null) {
      return new Refused(Reason.USER, "without a proof of the user there must be one user_id");
    }
    Attributes attributes = new Attributes(tenant);
    members.forEach(
        (name, value) -> {
          if (!TOKENS.contains(name) && !tenant.idNames().contains(name)) {
            attributes.said(name, value);
          }
        });
    return identified(assurance, issuer, user, attributes, null, now);
  }

  /** Without the e-mail address: that is an attribute, and not the id that must be there. */
  private static Map<String, @Nullable Object> onlyIds(
      Map<String, @Nullable Object> members, IdentityRules tenant) {
    Map<String, @Nullable Object> ids = new java.util.LinkedHashMap<>(members);
    ids.keySet().retainAll(tenant.idNames());
    return ids;
  }

  private Identification identified(
      Assurance assurance,
      String issuer,
      String user,
      Attributes attributes,
      @Nullable String warning,
      Instant now) {
    meter.identified(issuer, assurance, now);
    return new Identified(new Identity(assurance, issuer, user, attributes, warning));
  }
}
