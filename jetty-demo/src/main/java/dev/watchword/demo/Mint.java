package dev.watchword.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchword.Watchword;
import dev.watchword.token.Issuer;
import dev.watchword.token.TokenKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * {@code POST /mint} with {@code {"sub":"alice","seconds":900,"scope":"revoke"}}: a token for
 * requests from this machine, with a {@code jti} of its own. Seconds below zero make one that has
 * expired, once they exceed the leeway.
 */
final class Mint extends DemoServlet {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 1024;
  private static final long A_DAY = 86_400;

  private final transient Watchword watchword;
  private final transient InstantSource clock;

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

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES);
    JsonNode wish = parsed(body);
    String name = wish.path("sub").asText("alice");
    long seconds = wish.path("seconds").asLong(900);
    String scope = wish.path("scope").asText("");
    if (!isName(name)
        || !(scope.isEmpty() || isName(scope))
        || seconds < -A_DAY
        || seconds > A_DAY) {
      Json.write(
          response, HttpServletResponse.SC_BAD_REQUEST, "{\"error\":\"sub, scope or seconds\"}");
      return;
    }
    Map<String, Object> more = new LinkedHashMap<>(Map.of("jti", UUID.randomUUID().toString()));
    if (!scope.isEmpty()) {
      more.put("scope", scope);
    }
    Duration life = Duration.ofSeconds(seconds);
    String token = token(watchword, name, more, life, clock.instant());
    Json.write(response, HttpServletResponse.SC_OK, Json.text(Map.of("token", token)));
  }

  private static boolean isName(String name) {
    return !name.isBlank()
        && name.length() <= 256
        && name.chars().noneMatch(Character::isISOControl);
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException notJson) {
      return JSON.createObjectNode().put("sub", "");
    }
  }
}
