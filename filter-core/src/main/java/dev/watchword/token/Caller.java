package dev.watchword.token;

import dev.watchword.token.TimeRules.Dates;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a verified token speaks for. Only {@link TokenVerifier} makes one, so a {@code Caller} always
 * has the claims of a token whose MAC and rules were right. Immutable.
 */
public final class Caller implements Principal {
  /**
   * Stands for every caller while {@code watchword.insecure} is on: nothing was verified, and there
   * are no claims, roles or scopes.
   */
  public static final Caller INSECURE = new Caller();

  private final String name;
  private final boolean isNamed;
  private final String issuer;
  private final String key;
  private final String keyFingerprint;
  private final Duration leeway;
  private final UseRules use;
  private final TokenType type;
  private final Claims claims;
  private final Dates dates;
  private final @Nullable Issuer from;

  /** Both are made when asked for. Two threads at once make the same twice. */
  private @Nullable Set<String> roles;

  private @Nullable Set<String> scopes;

  private Caller() {
    this.name = "insecure";
    this.isNamed = true;
    this.issuer = "insecure";
    this.key = "none";
    this.keyFingerprint = "";
    this.leeway = Duration.ZERO;
    this.use = UseRules.NONE;
    this.type = TokenType.NONE;
    this.claims = new Claims(Map.of(), false);
    this.dates = new Dates(null, null, null);
    this.from = null;
  }

  /** The caller of a token whose MAC was right and whose claims keep the issuer's rules. */
  Caller(Issuer issuer, SharedKey key, TokenType type, Claims claims) {
    this.issuer = issuer.name();
    this.key = key.name();
    this.keyFingerprint = key.fingerprint();
    this.leeway = issuer.rules().times().leeway();
    this.use = issuer.use();
    this.type = type;
    this.claims = claims;
    this.dates = Objects.requireNonNull(claims.dates()); // the rules want dates that can be read
    this.from = issuer;
    String found = CallerName.in(claims, issuer.rules().names(), type.kind());
    String shared = claims.get("iss") instanceof String iss ? iss : issuer.name();
    this.name = found == null ? shared : found;
    this.isNamed = found != null;
  }

  /**
   * The name claim; where the token has none, in one of the kind {@code widget} its {@code userId};
   * else its {@code iss}, else the issuer's name.
   */
  @Override
  public String getName() {
    return name;
  }

  /**
   * Whether a claim names the caller. Where none does, every caller of such a token has the same
   * name, and so the same {@link #id}.
   */
  public boolean isNamed() {
    return isNamed;
  }

  /**
   * Kind, issuer and name together, such as {@code default/alice}; with a kind of token other than
   * {@code signed} before them, such as {@code widget:default/alice}. Two callers have one id only
   * where all three are the same: neither an issuer's name nor a kind's has a colon or a slash, so
   * that the first of each ends it, whatever the caller's name is. {@code insecure} alone is {@link
   * #INSECURE}.
   */
  public String id() {
    if (isInsecure()) {
      return name;
    }
    String where = issuer + "/" + name;
    return kind() == TokenKind.SIGNED ? where : kind().configName() + ":" + where;
  }

  /** The operator's name for the issuer whose key signed the token. */
  public String issuer() {
    return issuer;
  }

  /** The operator's name for the key that signed the token. */
  public String key() {
    return key;
  }

  /** By which that key is known whatever its name is now: see {@link SharedKey#fingerprint}. */
  public String keyFingerprint() {
    return keyFingerprint;
  }

  /** What is remembered of tokens of this issuer. */
  public UseRules use() {
    return use;
  }

  /** The forgiven difference of clocks by which the token was judged. */
  public Duration leeway() {
    return leeway;
  }

  public TokenKind kind() {
    return type.kind();
  }

  /** What the token's header {@code typ} says. */
  public TokenType type() {
    return type;
  }

  public Set<String> roles() {
    Set<String> made = roles;
    if (made == null) {
      made = from == null ? Set.of() : from.conferred(claims, from.rules().names().roles());
      roles = made;
    }
    return made;
  }

  public Set<String> scopes() {
    Set<String> made = scopes;
    if (made == null) {
      made = from == null ? Set.of() : from.conferred(claims, from.rules().names().scope());
      scopes = made;
    }
    return made;
  }

  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(dates.exp());
  }

  public Optional<Instant> issuedAt() {
    return Optional.ofNullable(dates.iat());
  }

  /** Whether this caller was not verified, which happens on a developer's own machine only. */
  public boolean isInsecure() {
    return this == INSECURE;
  }

  Dates dates() {
    return dates;
  }

  /** Whatever of the token is kept. */
  Claims allClaims() {
    return claims;
  }

  /** Every claim of the token, unmodifiable, in the token's order; a JSON null is null. */
  public Map<String, @Nullable Object> claims() {
    return claims.members();
  }

  /**
   * One claim by its name, or by a dotted path into nested objects, and with {@code jsontext} into
   * the texts of such; empty where it is missing or of another type. The types are {@code String},
   * {@code Boolean}, {@code Long}, {@code BigInteger} beyond its range, {@code Double} for
   * fractions, {@code List} and {@code Map}.
   */
  public <T> Optional<T> claim(String path, Class<T> type) {
    Object value = claims.at(path);
    return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
  }

  /** The issuer and name; never a claim's value besides. */
  @Override
  public String toString() {
    return "Caller[" + id() + "]";
  }
}
