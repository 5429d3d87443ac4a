package dev.watchword.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Every property there is, with its default and its meaning. The table in docs/settings.md has the
 * same rows.
 */
public enum Property {
  SECRET(
      Scope.KEY,
      "secret",
      "",
      "The shared secret: text as both sides paste it, or base64:, base64url:, hex: and the bytes"),
  SECRET_LOCATION(
      Scope.KEY,
      "secret.location",
      "",
      "A file that holds it instead, as text or as a JWK; one with several keys is a JWK Set, or a folder with a file for each"),
  KID(
      Scope.KEY,
      "kid",
      "",
      "The kid header that means this key; of several in one place, the one that signs"),
  FROM(Scope.KEY, "from", "", "The date from which the key is good"),
  UNTIL(Scope.KEY, "until", "", "The date from which the key is no longer good"),
  ALGORITHMS(Scope.ISSUER, "algorithms", "HS256", "Which of HS256, HS384, HS512 are accepted"),
  ISS(Scope.ISSUER, "iss", "", "The exact iss claim; unset: not looked at"),
  AUDIENCES(Scope.ISSUER, "audiences", "", "One of them must stand in aud; unset: not looked at"),
  LEEWAY(Scope.ISSUER, "leeway", "30s", "Forgiven clock difference, at most 300s"),
  MAXAGE(Scope.ISSUER, "maxage", "", "The greatest age since iat, which is then required"),
  MAXLIFETIME(Scope.ISSUER, "maxlifetime", "", "The longest time from iat to exp"),
  CLAIMS(Scope.ISSUER, "claims", "", "Claims that must be there"),
  NAMECLAIM(Scope.ISSUER, "nameclaim", "sub", "The claim that names the caller"),
  ROLESCLAIM(
      Scope.ISSUER,
      "rolesclaim",
      "roles",
      "The claim with the caller's roles; 'split ,' behind it: commas separate them"),
  SCOPECLAIM(Scope.ISSUER, "scopeclaim", "scope", "The claim with the caller's scopes"),
  KEYS(
      Scope.ISSUER,
      "keys",
      "",
      "Names of further keys; the secret of key a is watchword.key.a.secret"),
  PROFILE(
      Scope.ISSUER,
      "profile",
      "strict",
      "Other defaults, for the tokens of a platform: strict, or a name in docs/issuers.md"),
  RELAX(
      Scope.ISSUER,
      "relax",
      "",
      "Single relaxations: noexp, duplicates, shortsecret, numericname, jsontext, nojti, onesecret"),
  SELECTOR(
      Scope.ISSUER,
      "selector",
      "",
      "What a request picks this issuer by; unset: the issuer's name"),
  GRANTS(
      Scope.ISSUER,
      "grants",
      "",
      "The roles and scopes it may confer; blank: none; unset: all for a lone issuer, none among several"),
  PUBLISHABLE(
      Scope.ISSUER,
      "publishable",
      "",
      "Publishable tokens, wpk_ and at least 16 more: everybody sees them, they prove no user"),
  PUBLISHABLE_ORIGINS(
      Scope.ISSUER, "publishable.origins", "", "Origins whose pages may show publishable tokens"),
  REVOCATION(
      Scope.ISSUER,
      "revocation",
      "off",
      "on: tokens can be revoked, and must have a jti (but for relax=nojti)"),
  REVOCATION_CLAIMS(
      Scope.ISSUER,
      "revocation.claims",
      "",
      "Claims such as sid, by whose value tokens can be revoked together"),
  SINGLEUSE(
      Scope.ISSUER,
      "singleuse",
      "off",
      "on: each token is good for one request; it must have a jti"),
  SINGLEUSE_QUOTA(
      Scope.ISSUER,
      "singleuse.quota",
      "100000",
      "How many used tokens are remembered at once; beyond them the answer is 503"),
  ISSUE_LIFETIME(Scope.ISSUER, "issue.lifetime", "5m", "The lifetime of the tokens it issues"),
  ISSUE_LONGEST(Scope.ISSUER, "issue.longest", "1h", "The longest lifetime that may be asked for"),
  ISSUE_CLAIMS(
      Scope.ISSUER,
      "issue.claims",
      "name,email,profilePicture,companies,widgetId,customerId,customerName,userName,userEmail,userAvatarUrl",
      "The claims that a backend may have signed"),
  WORKSPACE_SECRET(
      Scope.ISSUER, "workspace.secret", "", "What a backend shows to /signatures, as text"),
  WORKSPACE_SECRET_LOCATION(
      Scope.ISSUER, "workspace.secret.location", "", "A file that holds it instead"),
  APIKEY_SECRET(
      Scope.ISSUER, "apikey.secret", "", "What a backend shows to /users/{id}/tokens, as text"),
  APIKEY_SECRET_LOCATION(
      Scope.ISSUER, "apikey.secret.location", "", "A file that holds it instead"),
  IDENTITY_USER(
      Scope.ISSUER,
      "identity.user",
      "sub,userId,user_id,external_id",
      "Claims and members that name a widget's user; all that are there must agree"),
  IDENTITY_SIGNED(
      Scope.ISSUER,
      "identity.signed",
      "email,userEmail,customerId,companies,role",
      "Attributes of users that count only in a signed token"),
  IDENTITY_CLIENT(
      Scope.ISSUER,
      "identity.client",
      "name,userName,userAvatarUrl,customerName,profilePicture,locale",
      "Attributes of users that a page may set itself"),
  IDENTITY_LEGACY(
      Scope.ISSUER,
      "identity.legacy",
      "off",
      "Identity hashes (HMAC of the user's id): off, accept, warn or require-jwt"),
  IDENTITY_HASHES(
      Scope.ISSUER,
      "identity.hashes",
      "userHMAC,userHash,user_hash,identifier_hash,hash,signature,email_hash,subscriberHash,companyHash",
      "Names under which identity hashes are accepted, your own as well: name the one that your pages send"),
  IDENTITY_UNTIL(
      Scope.ISSUER, "identity.until", "", "The date from which identity hashes are refused"),
  IDENTITY_SECRET(
      Scope.ISSUER,
      "identity.secret",
      "",
      "The secret of identity hashes, another than the token's"),
  IDENTITY_SECRET_LOCATION(
      Scope.ISSUER, "identity.secret.location", "", "A file that holds it instead"),
  IDENTITY_SESSION(
      Scope.ISSUER,
      "identity.session",
      "off",
      "How long a session token is good that /identify and /sso give; off: there is none"),
  CLIENTS(Scope.GUARD, "clients", "", "Names of OAuth clients that get tokens at /token"),
  CLIENT_ID(Scope.GUARD, "client.<name>.id", "", "The client's id; unset: its name"),
  CLIENT_SECRET(Scope.GUARD, "client.<name>.secret", "", "The client's secret, as text"),
  CLIENT_SECRET_LOCATION(
      Scope.GUARD, "client.<name>.secret.location", "", "A file that holds it instead"),
  CLIENT_SCOPES(Scope.GUARD, "client.<name>.scopes", "", "The scopes it may have"),
  CLIENT_ISSUER(
      Scope.GUARD, "client.<name>.issuer", "", "The issuer that signs for it, among several"),
  CLIENT_TYP(
      Scope.GUARD,
      "client.<name>.typ",
      "jwt",
      "at+jwt: its tokens are access tokens of RFC 9068; jwt: plain ones"),
  CLIENT_ASSERTION_AUDIENCES(
      Scope.GUARD,
      "client.<name>.assertion.audiences",
      "",
      "What aud says, such as the URL of /token, where it signs who it is; unset: it cannot"),
  ISSUERS(
      Scope.GUARD,
      "issuers",
      "",
      "Names of several issuers, set as watchword.issuer.NAME.secret and so on"),
  ISSUERS_LOCATION(
      Scope.GUARD,
      "issuers.location",
      "",
      "A folder with a file for each issuer: NAME or NAME.properties"),
  CHOOSE(
      Scope.GUARD,
      "choose",
      "kid",
      "What picks one of several issuers: kid, iss, host, header NAME or query NAME"),
  REFRESH(
      Scope.GUARD, "refresh", "10s", "How often secrets and their files are looked at; off: never"),
  ENFORCE_FROM(
      Scope.GUARD,
      "enforce.from",
      "",
      "Until this date nothing is refused, and the log says what would be"),
  ISSUER_ENFORCE_FROM(
      Scope.LISTED,
      "enforce.from",
      "",
      "Until this date nothing is refused of requests that pick this issuer, one of several"),
  INSECURE(
      Scope.GUARD,
      "insecure",
      "false",
      "true: requests on this machine need no token; only with mp.config.profile dev or test"),
  PUBLIC(Scope.GUARD, "public", "", "Paths that are open, after the rules"),
  RULES(Scope.GUARD, "rules", "", "Names of path rules, in their order"),
  RULE(Scope.GUARD, "rule.<name>", "", "One path rule, a line of words"),
  JAXRS_UNANNOTATED(
      Scope.GUARD,
      "jaxrs.unannotated",
      "allow",
      "deny: JAX-RS methods are closed that no annotation about roles or scopes speaks of"),
  SOURCE(
      Scope.GUARD,
      "source",
      "bearer",
      "Where tokens stand: bearer, authorization, scheme:NAME, header:NAME, cookie:NAME, query:NAME, form:NAME, json:NAME, subprotocol"),
  STREAMS(
      Scope.GUARD,
      "streams",
      "close",
      "What becomes of an open stream when its token expires: keep, close or require-update"),
  STREAMS_MAXAGE(Scope.GUARD, "streams.maxage", "12h", "The greatest age of a stream"),
  STREAMS_PERCALLER(
      Scope.GUARD, "streams.percaller", "20", "How many streams a caller may have open at once"),
  LIMIT_PUBLIC(
      Scope.GUARD, "limit.public", "", "The limit of each public path by itself, for each address"),
  LIMIT_FAILURES(
      Scope.GUARD, "limit.failures", "20/1m", "Bad tokens an address may send before it gets 429"),
  LIMIT_PUBLISHABLE(
      Scope.GUARD,
      "limit.publishable",
      "120/1m",
      "The limit of publishable paths: for each caller, and for each address with such a token"),
  LIMIT(
      Scope.GUARD,
      "limit.<name>",
      "",
      "A limit that rules name: 100/1m, 10/1s+50, 100/1m when plan=gold, or off"),
  LIMIT_PER(
      Scope.GUARD,
      "limit.<name>.per",
      "caller",
      "What that limit counts together: address, caller, issuer, everyone or claim:NAME"),
  STORE(
      Scope.GUARD,
      "store",
      "memory",
      "Where limits are counted, and used and revoked tokens remembered: memory, or redis://HOST:6379 for all nodes together"),
  STORE_PREFIX(
      Scope.GUARD, "store.prefix", "watchword", "What the keys in a shared store begin with"),
  STORE_TIMEOUT(
      Scope.GUARD,
      "store.timeout",
      "250ms",
      "How long a request waits for a shared store, at most 5s"),
  STORE_STALENESS(
      Scope.GUARD,
      "store.staleness",
      "1s",
      "How long a revocation made on another node may go unnoticed, at most 60s"),
  STORE_OUTAGE_LIMITS(
      Scope.GUARD,
      "store.outage.limits",
      "local",
      "While a shared store does not answer, limits: local (each node its share), or refuse (503)"),
  STORE_OUTAGE_SINGLEUSE(
      Scope.GUARD,
      "store.outage.singleuse",
      "refuse",
      "The same for single use: refuse, or local (what this node has seen)"),
  STORE_OUTAGE_REVOCATION(
      Scope.GUARD,
      "store.outage.revocation",
      "refuse",
      "The same for revocations: refuse, or local (what this node has seen)"),
  XRATELIMIT(
      Scope.GUARD, "xratelimit", "off", "on: answers also carry X-RateLimit-Limit and so on"),
  PROXIES(Scope.GUARD, "proxies", "", "Addresses or networks of trusted proxies"),
  PROXIES_HEADER(
      Scope.GUARD,
      "proxies.header",
      "X-Forwarded-For",
      "The header those proxies write: X-Forwarded-For, Forwarded, or one that holds a single address"),
  TOKENSIZE(Scope.GUARD, "tokensize", "8192", "The greatest length of a token in characters"),
  REMEMBER(
      Scope.GUARD,
      "remember",
      "on",
      "off: each token is verified anew each time, and none is kept in memory"),
  REALM(Scope.GUARD, "realm", "watchword", "The realm in challenges"),
  AUDIT(
      Scope.GUARD,
      "audit",
      "off",
      "on: each refusal and each request with a caller is a line of JSON in the log dev.watchword.audit"),
  ANSWERS(Scope.GUARD, "answers", "coarse", "How much a refusal tells: coarse, or full in tests"),
  CORS_ORIGINS(Scope.GUARD, "cors.origins", "", "Origins whose pages may call from a browser"),
  CORS_HEADERS(
      Scope.GUARD, "cors.headers", "Authorization,Content-Type", "What such pages may send"),
  SSO_ORIGINS(
      Scope.GUARD,
      "sso.origins",
      "",
      "Origins to whose pages a sign-in at /sso may lead; to paths of this server it always may"),
  SSO_COOKIE(
      Scope.GUARD,
      "sso.cookie",
      "__Host-watchword",
      "The cookie with the session that a sign-in at /sso begins; __Host- comes first");

  public static final String PREFIX = "watchword.";

  public static final String NAME = "[a-z0-9]+";

  public static final String ISSUER_NAME = "[a-z0-9][a-z0-9_-]*";

  private enum Scope {
    GUARD(""),
    LISTED("issuer\\." + ISSUER_NAME + "\\."),
    ISSUER("(issuer\\." + ISSUER_NAME + "\\.)?"),
    KEY(ISSUER.prefix + "(previous\\.|key\\." + NAME + "\\.)?");

    private final String prefix;

    Scope(String prefix) {
      this.prefix = prefix;
    }
  }

  private final Scope scope;
  private final String suffix;
  private final String defaultValue;
  private final String meaning;
  private final Pattern names;

  Property(Scope scope, String suffix, String defaultValue, String meaning) {
    this.scope = scope;
    this.suffix = suffix;
    this.defaultValue = defaultValue;
    this.meaning = meaning;
    String last = suffix.replace(".", "\\.").replace("<name>", NAME);
    this.names = Pattern.compile("watchword\\." + scope.prefix + last);
  }

  /** The name as documented, such as {@code watchword.leeway}. */
  public String documentedName() {
    return (scope == Scope.LISTED ? PREFIX + "issuer.<name>." : PREFIX) + suffix;
  }

  /** The value that holds when none is set; empty for none. */
  public String defaultValue() {
    return defaultValue;
  }

  public String meaning() {
    return meaning;
  }

  /** What everything begins with that is set for one of several issuers. */
  public static String prefixOfIssuer(String name) {
    return PREFIX + "issuer." + name + ".";
  }

  /** The name below a prefix such as {@code watchword.previous.}. */
  public String under(String prefix) {
    return prefix + suffix;
  }

  /** What has one of it: the application, each issuer, or each key of an issuer. */
  String scopeName() {
    return switch (scope) {
      case GUARD -> "application";
      case LISTED, ISSUER -> "issuer";
      case KEY -> "key";
    };
  }

  /** The names that only a lone issuer has: of several each has its own. */
  public static List<String> ofLoneIssuer() {
    List<String> names = new ArrayList<>();
    for (Property property : values()) {
      if (property.scope == Scope.ISSUER || property.scope == Scope.KEY) {
        names.add(property.documentedName());
      }
      if (property.scope == Scope.KEY) {
        names.add(property.under(PREFIX + "previous."));
      }
    }
    return names;
  }

  static boolean isKnown(String name) {
    return Arrays.stream(values()).anyMatch(property -> property.names.matcher(name).matches());
  }

  /**
   * Whether an environment variable may mean a property.
   *
   * @param name in lower case with dots, which may stand for a - or _ in the name of an issuer
   */
  static boolean mayBeVariable(String name) {
    String issuer = PREFIX + "issuer.";
    if (!name.startsWith(issuer)) {
      return isKnown(name);
    }
    String rest = name.substring(issuer.length());
    for (int dot = rest.indexOf('.'); dot > 0; dot = rest.indexOf('.', dot + 1)) {
      if (isKnown(issuer + rest.substring(0, dot).replace('.', '-') + rest.substring(dot))) {
        return true;
      }
    }
    return false;
  }
}
