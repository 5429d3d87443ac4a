package dev.watchword.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchword.Watchword;
import dev.watchword.token.Issuer;
import dev.watchword.token.TokenKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * {@code POST /mint} with {@code {"sub":"alice","seconds":900,"scope":"revoke"}}: a token for
 * requests from this machine, with a {@code jti} of its own. Seconds below zero make one that has
 * expired, once they exceed the leeway. Or with {@code {"claims":{"sub":"alice"},"kind":"widget"}}:
 * exactly these claims, signed.
 */
final class Mint {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long A_DAY = 86_400;

  private final Watchword watchword;
  private final InstantSource clock;

  Mint(Watchword watchword, InstantSource clock) {
    this.watchword = watchword;
    this.clock = clock;
  }

  /** A token of the first issuer, with what its settings ask of {@code iss} and {@code aud}. */
  static String token(Watchword watchword, String name, Duration life, Instant now) {
    return token(watchword, name, Map.of("jti", UUID.randomUUID().toString()), life, now);
  }

  /** The same with these claims, too. */
  static String token(
      Watchword watchword, String name, Map<String, Object> more, Duration life, Instant now) {
    Issuer issuer = watchword.issuers().get(0);
    Map<String, Object> claims = new LinkedHashMap<>();
    if (issuer.rules().iss() != null) {
      claims.put("iss", issuer.rules().iss());
    }
    issuer.rules().audiences().stream().findFirst().ifPresent(one -> claims.put("aud", one));
    Instant issued = life.isNegative() ? now.plus(life).minusSeconds(60) : now;
    claims.put("sub", name);
    claims.put("iat", issued);
    claims.put("exp", now.plus(life));
    claims.putAll(more);
    return watchword.issuer(issuer.name()).signer().sign(TokenKind.SIGNED, claims, now);
  }

  /** The token; an {@code IllegalArgumentException} where none can be made of the wish. */
  Map<String, Object> mint(JsonNode wish) {
    JsonNode claims = wish.path("claims");
    return Map.of("token", claims.isMissingNode() ? named(wish) : signed(claims, kind(wish)));
  }

  private String named(JsonNode wish) {
    String name = wish.path("sub").asText("alice");
    long seconds = wish.path("seconds").asLong(900);
    String scope = wish.path("scope").asText("");
    boolean isGood = isName(name) && (scope.isEmpty() || isName(scope));
    if (!isGood || seconds < -A_DAY || seconds > A_DAY) {
      throw new IllegalArgumentException("sub, scope or seconds");
    }
    Map<String, Object> more = new LinkedHashMap<>(Map.of("jti", UUID.randomUUID().toString()));
    if (!scope.isEmpty()) {
      more.put("scope", scope);
    }
    return token(watchword, name, more, Duration.ofSeconds(seconds), clock.instant());
  }

  /** These claims as they stand, good or bad: what the checks make of them is to be seen. */
  private String signed(JsonNode claims, TokenKind kind) {
    if (!claims.isObject()) {
      throw new IllegalArgumentException("claims is an object");
    }
    Map<String, Object> members = JSON.convertValue(claims, new TypeReference<>() {});
    String issuer = watchword.issuers().get(0).name();
    try {
      return watchword.issuer(issuer).signer().sign(kind, members, clock.instant());
    } catch (IllegalArgumentException quotesClaims) {
      throw new IllegalArgumentException("a claim that cannot be signed", quotesClaims);
    }
  }

  private static TokenKind kind(JsonNode wish) {
    return switch (wish.path("kind").asText("signed")) {
      case "signed" -> TokenKind.SIGNED;
      case "widget" -> TokenKind.WIDGET;
      default -> throw new IllegalArgumentException("kind is signed or widget");
    };
  }

  private static boolean isName(String name) {
    return !name.isBlank()
        && name.length() <= 256
        && name.chars().noneMatch(Character::isISOControl);
  }
}
