package dev.watchword.issue;

import dev.watchword.http.Bearer;
import dev.watchword.json.StrictJson;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.Reason;
import dev.watchword.token.Relaxation;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenKind;
import dev.watchword.token.TokenSigner;
import dev.watchword.token.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /signatures} and {@code /tokens} as Fogbender has them: the workspace's secret in,
 * the user's claims in the body whatever its Content-Type, signed claims out. Other than with
 * Fogbender the secret must be a known one, only listed claims are signed, and a token expires.
 */
public final class SignaturesEndpoint implements Endpoint {
  private static final String USER = "userId";
  private static final String NO_SECRET =
      "Invalid authorization header. Send Authorization: Bearer <workspace secret>.";
  private static final String UNKNOWN = "nobody has this workspace.secret, or it has ended";

  private final Supplier<SecretLookup<IssuingAccount>> accounts;
  private final InstantSource clock;

  /** An endpoint; {@code accounts} is asked once a request. */
  public SignaturesEndpoint(Supplier<SecretLookup<IssuingAccount>> accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  @Override
  public IssueReply answer(IssueRequest request) {
    String secret = Bearer.in(request.authorization());
    if (secret == null) {
      return refused(403, Reason.MISSING, NO_SECRET);
    }
    IssuingAccount account = accounts.get().find(secret, clock.instant());
    if (account == null) {
      return refused(403, Reason.MISSING, NO_SECRET).because(Reason.SECRET, UNKNOWN);
    }
    byte[] body = request.body();
    if (Endpoint.isTooLarge(body)) {
      return refused(413, Reason.BODY, "The body is larger than 64 KiB.");
    }
    Map<String, @Nullable Object> claims = StrictJson.read(body);
    return claims == null
        ? refused(
            400, Reason.BODY, "The body is not one JSON object in which every name stands once.")
        : answer(account, kind(account, secret), claims);
  }

  private IssueReply answer(
      IssuingAccount account, TokenKind kind, Map<String, @Nullable Object> claims) {
    String user = UserId.in(claims.get(USER), account.issuer().allows(Relaxation.NUMERICNAME));
    if (user == null || TokenSigner.isSigningInput(user)) { // its userHMAC might be a token's MAC
      return refused(400, Reason.USER, "userId is missing, or not a text of 1 to 256 characters.");
    }
    Map<String, @Nullable Object> others = new LinkedHashMap<>(claims);
    others.remove(USER);
    if (!account.rules().claims().containsAll(others.keySet())) {
      List<String> allowed = new ArrayList<>(List.of(USER));
      allowed.addAll(account.rules().claims());
      return refused(
          400, Reason.BODY, "Only these claims are signed: " + String.join(", ", allowed) + ".");
    }
    try {
      return signed(account, kind, user, claims, others);
    } catch (NotAdmittedException refused) {
      if (refused.isTooLong()) {
        return refused(413, Reason.BODY, NotAdmittedException.TOO_LONG);
      }
      return refused(400, Reason.BODY, "No claims are signed: " + refused.getMessage() + ".");
    } catch (IllegalArgumentException notSignable) {
      return refused(400, Reason.BODY, "A claim has a value that cannot be signed.");
    }
  }

  private IssueReply signed(
      IssuingAccount account,
      TokenKind kind,
      String user,
      Map<String, @Nullable Object> claims,
      Map<String, @Nullable Object> others) {
    Map<String, @Nullable Object> signed = new LinkedHashMap<>(claims);
    Instant now = clock.instant();
    account.hashKeys().stream()
        .filter(key -> key.liveAt(now))
        .findFirst()
        .ifPresent(key -> signed.put("userHMAC", hash(key, user)));
    signed.put("userJWT", issuer(account, kind).issue(user, others).token());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("signatures", signed);
    answer.put("token", signed);
    return IssueReply.of(200, StrictJson.write(answer));
  }

  private static String hash(SharedKey key, String user) {
    byte[] bytes = user.getBytes(StandardCharsets.UTF_8);
    byte[] hash = Objects.requireNonNull(key.mac(MacAlgorithm.HS256, bytes));
    return HexFormat.of().formatHex(hash);
  }

  /**
   * A backend that shows a key of the issuer can sign by itself, and gets the {@code typ} that it
   * would write. A secret that is only shown gives users of a widget and nothing more.
   */
  private static TokenKind kind(IssuingAccount account, String secret) {
    return account.isSelfSigning(secret) ? TokenKind.SIGNED : TokenKind.WIDGET;
  }

  private TokenIssuer issuer(IssuingAccount account, TokenKind kind) {
    return new TokenIssuer(account::issuer, account.rules(), clock).ofKind(kind).naming(USER);
  }

  private static IssueReply.Refused refused(int status, Reason reason, String message) {
    String body = StrictJson.write(Map.of("error", Map.of("message", message)));
    return IssueReply.refused(status, List.of(), body, reason, message);
  }
}
