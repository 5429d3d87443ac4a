package dev.watchword.issue;

import dev.watchword.token.Issuer;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.SessionClaims;
import dev.watchword.token.TokenKind;
import dev.watchword.token.TokenSigner;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signs the tokens of sessions at one moment: for users whom a page has identified, of the kind
 * {@link TokenKind#WIDGET}. A token says how sure it was who the user is, and of the user only what
 * was proved; it never confers a role or a scope.
 */
public final class SessionTokens {
  private final Issuer issuer;
  private final IssuingRules rules;
  private final Instant now;

  /**
   * Tokens of an issuer.
   *
   * @param rules their lifetime, and the only attributes of users that they may have
   */
  public SessionTokens(Issuer issuer, IssuingRules rules, Instant now) {
    this.issuer = issuer;
    this.rules = rules;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * For a user whom something proves.
   *
   * @param proved what is proved of the user besides; what the rules do not allow is left out
   */
  public SessionReply ofUser(String user, String assurance, Map<String, ?> proved) {
    Map<String, Object> claims = new LinkedHashMap<>(proved);
    claims.keySet().retainAll(rules.claims());
    if (!TokenIssuer.isText(claims)) {
      return refused(Reason.CLAIM, "an attribute holds half a character");
    }
    claims.put(TokenIssuer.nameClaim(issuer), user);
    return signed(claims, assurance);
  }

  /** For a user whom nothing proves. No claim that names callers has this user. */
  public SessionReply ofVisitor(String unverifiedUser, String assurance) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put(SessionClaims.UNVERIFIED_USER, unverifiedUser);
    return signed(claims, assurance);
  }

  private SessionReply signed(Map<String, Object> claims, String assurance) {
    claims.put(SessionClaims.ASSURANCE, assurance);
    RegisteredClaims.put(claims, issuer.rules(), now, rules.lifetime());
    try {
      String token = new TokenSigner(issuer).sign(TokenKind.WIDGET, claims, now);
      NotAdmittedException.throwIfRefused(issuer, rules.tokenSize(), token, now);
      return new SessionReply.Issued(token, rules.lifetime());
    } catch (NotAdmittedException refused) {
      Reason reason = refused.isTooLong() ? Reason.TOO_LONG : Reason.CLAIM;
      return refused(reason, "no session begins: " + refused.getMessage());
    } catch (IllegalArgumentException notSignable) {
      return refused(Reason.CLAIM, "an attribute has a value that cannot be signed");
    } catch (IllegalStateException noLiveKey) {
      return refused(Reason.UNAVAILABLE, "nothing can be signed now: no key is live");
    }
  }

  private static SessionReply refused(Reason reason, String sentence) {
    return new SessionReply.Refused(new Rejection(reason, sentence));
  }
}
