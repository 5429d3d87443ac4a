package dev.watchword.settings;

import dev.watchword.token.Relaxation;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Named sets of relaxations, for tokens as certain vendors make them: other defaults for some
 * properties, and what is forgiven.
 */
public enum Profile {
  STRICT(Set.of(), Map.of()),
  /** A bare token in the header {@code auth} or {@code Authorization}, and any HMAC under it. */
  FRESHWORKS(
      Set.of(Relaxation.SHORTSECRET),
      Map.of(
          Property.ALGORITHMS, "HS256,HS384,HS512",
          Property.SOURCE, "header:auth,authorization")),
  /** No {@code exp}, a {@code userId} that stands twice, and one secret for everything. */
  FOGBENDER(
      Set.of(Relaxation.NOEXP, Relaxation.DUPLICATES, Relaxation.ONESECRET),
      Map.of(
          Property.NAMECLAIM, "userId",
          Property.ISSUE_LIFETIME, "1h",
          Property.ISSUE_LONGEST, "1d",
          Property.IDENTITY_LEGACY, "accept")),
  /** No {@code exp}; users are known by an id or an address. */
  FEATUREBASE(Set.of(Relaxation.NOEXP), Map.of(Property.NAMECLAIM, "userId,email")),
  /** What MicroProfile JWT asks of a token, for a shared secret. */
  MP(
      Set.of(),
      Map.of(
          Property.CLAIMS, "iss,iat,upn|preferred_username|sub",
          Property.NAMECLAIM, "upn,preferred_username,sub",
          Property.ROLESCLAIM, "groups")),
  /** Session tokens of App Bridge and of extensions, which live for five minutes at most. */
  SHOPIFY(Set.of(), Map.of(Property.CLAIMS, "dest,aud,nbf", Property.MAXLIFETIME, "5m")),
  /** A bare token with numbers for ids: of an integration, or of a page's session. */
  MONDAY(
      Set.of(Relaxation.NUMERICNAME),
      Map.of(
          Property.SOURCE, "authorization",
          Property.CLAIMS, "accountId|dat.account_id",
          Property.NAMECLAIM, "userId,dat.user_id")),
  /** Webhooks without {@code exp}: {@code iat} says when they end. The name is the account. */
  VONAGE(
      Set.of(Relaxation.NOEXP),
      Map.of(
          Property.ISS, "Vonage",
          Property.CLAIMS, "jti,api_key",
          Property.MAXAGE, "5m",
          Property.NAMECLAIM, "api_key")),
  /** The token that a backend signs for Zendesk's messaging; its {@code exp} is optional. */
  ZENDESK(
      Set.of(Relaxation.NOEXP),
      Map.of(Property.CLAIMS, "external_id,scope", Property.NAMECLAIM, "external_id")),
  /** Calls of the Admin API. They name no user. */
  GHOST(
      Set.of(),
      Map.of(
          Property.SOURCE, "scheme:Ghost",
          Property.AUDIENCES, "/admin/,/v3/admin/,/v2/admin/",
          Property.MAXAGE, "5m")),
  /** Calls of Jira and Confluence to a Connect app. A rule's {@code qsh} compares the hash. */
  ATLASSIAN(Set.of(), Map.of(Property.SOURCE, "scheme:JWT", Property.CLAIMS, "iss,iat,exp,qsh")),
  /** Callbacks of a document server: {@code payload} is the body. They name no user. */
  ONLYOFFICE(Set.of(), Map.of(Property.CLAIMS, "payload")),
  /** Access tokens, and the bare ones of webhooks. The issuer is an API key. */
  LIVEKIT(Set.of(), Map.of(Property.SOURCE, "authorization", Property.CLAIMS, "iss,nbf")),
  /** A user's token of Stream, bare, and without an end unless the backend gives it one. */
  STREAM(
      Set.of(Relaxation.NOEXP),
      Map.of(
          Property.SOURCE, "authorization",
          Property.CLAIMS, "user_id",
          Property.NAMECLAIM, "user_id")),
  /** The claims of Hasura as an object, under its own name. */
  HASURA(
      Set.of(),
      Map.of(
          Property.CLAIMS,
          "https://hasura.io/jwt/claims.x-hasura-default-role,"
              + "https://hasura.io/jwt/claims.x-hasura-allowed-roles",
          Property.NAMECLAIM,
          "https://hasura.io/jwt/claims.x-hasura-user-id",
          Property.ROLESCLAIM,
          "https://hasura.io/jwt/claims.x-hasura-allowed-roles")),
  /** A signed-in user of a Supabase project with a shared secret. */
  SUPABASE(
      Set.of(),
      Map.of(
          Property.AUDIENCES, "authenticated",
          Property.CLAIMS, "iss,sub,role",
          Property.ROLESCLAIM, "role")),
  /** A signed identity of UserJot; all five claims are required, and an hour is the longest. */
  USERJOT(
      Set.of(),
      Map.of(
          Property.AUDIENCES, "userjot",
          Property.CLAIMS, "sub,iss,aud,iat,exp",
          Property.MAXLIFETIME, "1h"));

  private final Set<Relaxation> relaxations;
  private final Map<Property, String> defaults;

  Profile(Set<Relaxation> relaxations, Map<Property, String> defaults) {
    this.relaxations = relaxations;
    this.defaults = defaults;
  }

  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Set<Relaxation> relaxations() {
    return relaxations;
  }

  /** The value that holds under this profile when none is set; empty for none. */
  String defaultValue(Property property) {
    return defaults.getOrDefault(property, property.defaultValue());
  }
}
