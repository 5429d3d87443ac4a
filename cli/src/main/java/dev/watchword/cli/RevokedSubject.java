package dev.watchword.cli;

import dev.watchword.Revocations;
import dev.watchword.Watchword;
import dev.watchword.token.Caller;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.Printable;
import dev.watchword.token.Rejection;
import dev.watchword.token.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are revoked.
 *
 * @param by the kind of subject, in a word
 * @param value of the subject among its kind
 * @param tokens in words, for a sentence
 */
record RevokedSubject(
    String by, String issuer, String value, String tokens, Revocations.Target target) {

  static RevokedSubject token(Watchword watchword, String issuer, String jti) {
    String tokens = "the token of issuer " + issuer + " with the jti " + Printable.text(jti);
    Revocations.Target target = watchword.revocations().token(issuer, jti);
    return new RevokedSubject("token", issuer, jti, tokens, target);
  }

  /**
   * The token that this text is.
   *
   * @param issuer whose it is; null where the token itself tells
   */
  static RevokedSubject token(Watchword watchword, @Nullable Issuer issuer, String text) {
    IssuerFilter filter =
        issuer == null
            ? IssuerFilter.ANY.includingRestricted()
            : watchword.guard().issuerResolver().filter(List.of(), Set.of(issuer.name()));
    Verdict verdict = watchword.verifier().verify(text, filter, Instant.now());
    if (verdict instanceof Verdict.Admitted admitted) {
      return token(watchword, admitted.caller());
    }
    Rejection refused = (Rejection) verdict;
    throw new Failure(
        Exit.REFUSED,
        "nothing is revoked: these settings refuse the token anyway ("
            + refused.reason().code()
            + ", "
            + refused.detail()
            + "); --issuer says whose it is, and --jti revokes one by its id alone");
  }

  private static RevokedSubject token(Watchword watchword, Caller caller) {
    if (caller.claims().get("jti") instanceof String jti && !jti.isEmpty()) {
      return token(watchword, caller.issuer(), jti);
    }
    throw new Failure(
        Exit.REFUSED,
        "nothing is revoked: the token has no jti; it ends together with all tokens of its caller:"
            + " --caller "
            + Printable.text(caller.id()));
  }

  static RevokedSubject caller(Watchword watchword, String id) {
    Revocations.Target target = watchword.revocations().caller(id);
    String issuer = id.substring(0, id.indexOf('/')).replaceFirst(".*:", "");
    return new RevokedSubject(
        "caller", issuer, id, "tokens of caller " + Printable.text(id), target);
  }

  static RevokedSubject issuer(Watchword watchword, String issuer) {
    Revocations.Target target = watchword.revocations().issuer(issuer);
    return new RevokedSubject("issuer", issuer, issuer, "tokens of issuer " + issuer, target);
  }

  static RevokedSubject key(Watchword watchword, String issuer, String key) {
    Revocations.Target target = watchword.revocations().key(issuer, key);
    String tokens = "tokens of issuer " + issuer + " signed with the key " + Printable.text(key);
    return new RevokedSubject("key", issuer, key, tokens, target);
  }

  /**
   * By the value of a claim.
   *
   * @param claim {@code NAME=VALUE}
   */
  static RevokedSubject claim(Watchword watchword, String issuer, String claim) {
    int equals = claim.indexOf('=');
    if (equals < 1 || equals == claim.length() - 1) {
      throw new Failure(Exit.USAGE, "--claim takes NAME=VALUE");
    }
    String value = claim.substring(equals + 1);
    Revocations.Target target =
        watchword.revocations().claim(issuer, claim.substring(0, equals), value);
    String tokens = "tokens of issuer " + issuer + " with the claim " + Printable.text(claim);
    return new RevokedSubject("claim", issuer, claim, tokens, target);
  }

  /** Whether it is a single token, which has no other dates than its own. */
  boolean isOneToken() {
    return by.equals("token");
  }
}
