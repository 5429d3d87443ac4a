package dev.watchword.issue;

import dev.watchword.token.ClaimNames;
import dev.watchword.token.Issuer;
import dev.watchword.token.TokenKind;
import dev.watchword.token.TokenSigner;
import dev.watchword.token.TokenType;
import dev.watchword.token.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Session in, token out: the application knows its logged-in user, and signs a token of a few
 * minutes for them. {@code iss}, {@code aud}, {@code iat}, {@code nbf}, {@code exp}, {@code jti},
 * {@code kid} and {@code typ} are set here alone. Immutable, and safe for use by several threads at
 * once.
 */
public final class TokenIssuer {
  private static final String SUBJECT = "sub";

  private final Supplier<Issuer> source;
  private final IssuingRules rules;
  private final InstantSource clock;
  private final TokenType type;
  private final @Nullable String userClaim;

  /**
   * An issuer of tokens that speak for users, of the kind {@link TokenKind#WIDGET}.
   *
   * @param source asked once a token, so that keys can be changed between two
   */
  public TokenIssuer(Supplier<Issuer> source, IssuingRules rules, InstantSource clock) {
    this(source, rules, clock, TokenType.WIDGET, null);
  }

  private TokenIssuer(
      Supplier<Issuer> source,
      IssuingRules rules,
      InstantSource clock,
      TokenType type,
      @Nullable String userClaim) {
    this.source = source;
    this.rules = rules;
    this.clock = clock;
    this.type = type;
    this.userClaim = userClaim;
  }

  /**
   * A token that was issued.
   *
   * @param expiresAt its {@code exp}
   */
  public record Issued(String token, Instant expiresAt) {
    @Override
    public String toString() {
      return "Issued[***, " + expiresAt + "]";
    }
  }

  /** The same, for tokens of another kind. */
  public TokenIssuer ofKind(TokenKind other) {
    return ofType(TokenType.usualOf(other));
  }

  TokenIssuer ofType(TokenType other) {
    return new TokenIssuer(source, rules, clock, other, userClaim);
  }

  /**
   * The same, but the user stands in this claim, such as {@code userId}; without it, in the
   * issuer's name claim, the first where there are several. A {@code sub} that the issuer does not
   * look at does not stand alone: the name claim says the same.
   */
  public TokenIssuer naming(String claim) {
    return new TokenIssuer(source, rules, clock, type, claim);
  }

  /** What may be asked of it. */
  public IssuingRules rules() {
    return rules;
  }

  /** Issues a token of the default lifetime. */
  public Issued issue(String user, Map<String, ?> claims) {
    return issue(user, claims, rules.lifetime());
  }

  /**
   * Issues a token.
   *
   * @param user who it speaks for: 1 to 256 characters without controls, written as it stands
   * @param claims what else it says; only those that the rules allow
   * @throws IllegalArgumentException where anything is not allowed, or the issuer itself would
   *     refuse the token, such as for a required claim or its length; the message says what, and
   *     holds no value
   * @throws IllegalStateException where no key is live
   */
  public Issued issue(String user, Map<String, ?> claims, Duration lifetime) {
    for (String claim : claims.keySet()) {
      if (!rules.claims().contains(claim)) {
        throw new IllegalArgumentException(
            "a claim may not be signed for others; allowed are "
                + (rules.claims().isEmpty() ? "none" : String.join(", ", rules.claims())));
      }
    }
    if (!isText(claims)) {
      throw new IllegalArgumentException("a claim holds half a character");
    }
    return signed(user, claims, lifetime);
  }

  /** With scopes, which are those of a registered client: no other code may add any. */
  Issued issueWithScopes(String client, Set<String> scopes) {
    ClaimNames names = source.get().rules().names();
    String path = names.scopePath();
    Object scope = names.join(scopes);
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.')) {
      scope = Map.of(path.substring(dot + 1), scope);
      path = path.substring(0, dot);
    }
    return signed(client, Map.of(path, scope, "client_id", client), rules.lifetime());
  }

  private Issued signed(String user, Map<String, ?> claims, Duration lifetime) {
    if (!UserId.isGood(user)) {
      throw new IllegalArgumentException(
          "the user is not a text of 1 to 256 characters without controls");
    }
    if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(rules.longest()) > 0) {
      throw new IllegalArgumentException(
          "the lifetime must be from 1 s to " + rules.longest().toSeconds() + " s");
    }
    Issuer issuer = source.get();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Map<String, Object> all = new LinkedHashMap<>(claims);
    String name = userClaim == null ? nameClaim(issuer) : userClaim;
    all.keySet().removeAll(IssuingRules.RESERVED); // the rules allow none; this says so once more
    all.put(name, user);
    if (name.equals(SUBJECT) && !nameClaims(issuer).contains(SUBJECT)) {
      all.put(nameClaim(issuer), user); // or to its own paths every user would be the issuer
    }
    if (type == TokenType.ACCESS) {
      all.put(SUBJECT, user); // RFC 9068 section 2.2
    }
    RegisteredClaims.put(all, issuer.rules(), now, lifetime);
    String token = new TokenSigner(issuer).sign(type, all, now);
    NotAdmittedException.throwIfRefused(issuer, rules.tokenSize(), token, now);
    return new Issued(token, now.plus(lifetime));
  }

  /** Half of a surrogate pair has no bytes: it would be signed as a question mark. */
  static boolean isText(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return isText(map.keySet()) && isText(map.values());
    }
    if (value instanceof Collection<?> items) {
      return items.stream().allMatch(TokenIssuer::isText);
    }
    return !(value instanceof String text) || StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  static String nameClaim(Issuer issuer) {
    return nameClaims(issuer).get(0);
  }

  static List<String> nameClaims(Issuer issuer) {
    return issuer.rules().names().nameClaims();
  }
}
