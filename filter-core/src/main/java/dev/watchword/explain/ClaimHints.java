package dev.watchword.explain;

import dev.watchword.token.ClaimRules;
import dev.watchword.token.Claims;
import dev.watchword.token.Issuer;
import dev.watchword.token.Printable;
import dev.watchword.token.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What signers get wrong in their claims. */
final class ClaimHints {
  private final Claims claims;
  private final ClaimRules rules;
  private final Instant now;
  private final List<Hint> hints = new ArrayList<>();

  private ClaimHints(Claims claims, ClaimRules rules, Instant now) {
    this.claims = claims;
    this.rules = rules;
    this.now = now;
  }

  static List<Hint> of(TokenInspection inspection) {
    Claims claims = inspection.claims();
    Issuer issuer = inspection.issuer();
    return claims == null || issuer == null
        ? List.of()
        : new ClaimHints(claims, issuer.rules(), inspection.now()).find();
  }

  private List<Hint> find() {
    issuer();
    audience();
    hints.addAll(DateHints.of(claims, rules.times(), now));
    Stream.concat(Stream.of("sub"), rules.names().nameClaims().stream())
        .distinct()
        .forEach(this::name);
    return hints;
  }

  private void name(String claim) {
    Object value = claims.at(claim);
    if (value instanceof Number && UserId.in(value, rules.names().numericName()) == null) {
      hints.add(
          new Hint(
              "type",
              claim
                  + " is a number; sign it as a string, in quotes, or let"
                  + " watchword.relax=numericname take whole numbers."));
    }
  }

  private void issuer() {
    String wanted = rules.iss();
    if (wanted == null || wanted.equals(claims.get("iss"))) {
      return;
    }
    hints.add(
        claims.get("iss") instanceof String iss
            ? new Hint("issuer", "Wrong iss: " + difference(iss, Set.of(wanted)))
            : new Hint("issuer", "The signer must set iss to " + Printable.text(wanted) + "."));
  }

  private void audience() {
    Object aud = claims.get("aud");
    if (rules.audiences().isEmpty() || rules.broken(ClaimRules.Check.AUD, claims, now) == null) {
      return;
    }
    String wanted = anyOf(rules.audiences());
    if (aud instanceof String one) {
      hints.add(new Hint("audience", "Wrong audience: " + difference(one, rules.audiences())));
    } else if (aud instanceof List<?>) {
      hints.add(
          new Hint(
              "audience",
              "Wrong audience: the token is for "
                  + ValueText.value(aud)
                  + ", here is "
                  + wanted
                  + "."));
    } else {
      hints.add(new Hint("audience", "The signer must set aud to " + wanted + "."));
    }
  }

  private static String anyOf(Collection<String> values) {
    return new TreeSet<>(values).stream().map(Printable::text).collect(Collectors.joining(" or "));
  }

  private static String difference(String got, Set<String> wanted) {
    for (String one : wanted) {
      if (one.equalsIgnoreCase(got)) {
        return "it differs by capitals alone from " + Printable.text(one) + ".";
      }
      if (bare(one).equals(bare(got))) {
        return "it differs by a slash or white space at an end from " + Printable.text(one) + ".";
      }
    }
    if (Set.of(got.strip().split("[,; ]+")).stream().anyMatch(wanted::contains)) {
      return "several stand in one text; write an array.";
    }
    return "the token says " + Printable.text(got) + ", here is " + anyOf(wanted) + ".";
  }

  private static String bare(String text) {
    return text.strip().replaceAll("/+$", "");
  }
}
