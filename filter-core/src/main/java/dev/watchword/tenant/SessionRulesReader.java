package dev.watchword.tenant;

import dev.watchword.identity.Assurance;
import dev.watchword.identity.IdentityHashRules.Mode;
import dev.watchword.identity.IdentityRules;
import dev.watchword.issue.IssuingRules;
import dev.watchword.issue.SessionReply;
import dev.watchword.issue.SessionTokens;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.token.ClaimNames;
import dev.watchword.token.Issuer;
import dev.watchword.token.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the sessions are that {@code /identify} begins. Their tokens must be admitted by the
 * very issuer that signs them, for as long as they are good.
 */
final class SessionRulesReader {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final String USER = "user";

  private final Section section;
  private final int tokenSize;
  private final Instant now;

  /** {@code tokenSize} is the greatest length of a token in characters. */
  SessionRulesReader(Section section, int tokenSize, Instant now) {
    this.section = section;
    this.tokenSize = tokenSize;
    this.now = now;
  }

  /** The rules; null where there are no sessions, or where a mistake was noted. */
  @Nullable IssuingRules read(Issuer issuer, IdentityRules identity) {
    if (section.text(Property.IDENTITY_SESSION).equals("off")) {
      return null;
    }
    Duration lifetime = section.duration(Property.IDENTITY_SESSION);
    if (lifetime == null) {
      return null;
    }
    List<String> faults = faults(issuer, identity, lifetime);
    faults.forEach(this::mistake);
    if (!faults.isEmpty()) {
      return null;
    }
    IssuingRules rules =
        section.read(
            Property.IDENTITY_SESSION,
            text -> new IssuingRules(lifetime, lifetime, attributes(issuer, identity), tokenSize));
    return rules == null || isRefused(issuer, identity, rules) ? null : rules;
  }

  private void mistake(String sentence) {
    section.mistake(Property.IDENTITY_SESSION, sentence);
  }

  private static List<String> faults(Issuer issuer, IdentityRules identity, Duration lifetime) {
    List<String> faults = new ArrayList<>();
    Duration accepted = IssuingRulesReader.accepted(issuer.rules().times());
    if (lifetime.isZero() || lifetime.compareTo(LONGEST) > 0) {
      faults.add("must be from 1s to 24h");
    } else if (accepted != null && lifetime.compareTo(accepted) > 0) {
      faults.add("is longer than maxlifetime or maxage allows: " + accepted.toSeconds() + "s");
    }
    if (!issuer.maySign()) {
      faults.add("is set, but no key of the issuer may sign (key_ops)");
    }
    if (issuer.use().singleUse()) {
      faults.add(
          "is set, but singleuse is on: a session would be good for one request. Switch one of"
              + " them off; a rule can say 'once' instead");
    }
    faults.addAll(faultsOfClaims(issuer, identity));
    return faults;
  }

  private static List<String> faultsOfClaims(Issuer issuer, IdentityRules identity) {
    List<String> faults = new ArrayList<>();
    for (String claim : issuer.use().revocableClaims()) {
      if (!isDeclared(claim, identity)) {
        faults.add(
            "is set, but sessions would not have the claim '"
                + claim
                + "' of revocation.claims, and so outlive a revocation by it: name it in"
                + " identity.signed");
      }
    }
    for (String claim : issuer.rules().names().nameClaims()) {
      if (isDeclared(claim, identity)) {
        faults.add(
            "is set, but nameclaim has '"
                + claim
                + "', which is an attribute: name it in identity.user instead of identity.signed"
                + " or identity.client");
      }
    }
    return faults;
  }

  /** Whether that claim, or what it stands in, is an attribute of users. */
  private static boolean isDeclared(String path, IdentityRules identity) {
    return attribute(path, identity) != null;
  }

  /** The attribute that has the claim at a path: the claim itself, or an object around it. */
  private static @Nullable String attribute(String path, IdentityRules identity) {
    for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
      if (identity.isDeclared(path.substring(0, dot))) {
        return path.substring(0, dot);
      }
    }
    return identity.isDeclared(path) ? path : null;
  }

  /** What a session may say of its user: rights are not attributes. */
  private static List<String> attributes(Issuer issuer, IdentityRules identity) {
    ClaimNames names = issuer.rules().names();
    List<String> attributes = new ArrayList<>(identity.signedOnly());
    attributes.addAll(identity.clientOk());
    attributes.removeIf(names::confersRights);
    return attributes;
  }

  /** Tries a token for each kind of identity that there can be. */
  private boolean isRefused(Issuer issuer, IdentityRules identity, IssuingRules rules) {
    SessionTokens tokens = new SessionTokens(issuer, rules, now);
    boolean refused =
        isRefused(
            "a user with a token",
            tokens.ofUser(USER, Assurance.SIGNED.code(), required(issuer, identity)));
    if (Set.of(Mode.ACCEPT, Mode.WARN).contains(identity.legacy().mode())) {
      refused |=
          isRefused(
              "a user with an identity hash",
              tokens.ofUser(USER, Assurance.LEGACY_HMAC.code(), Map.of()));
    }
    if (!issuer.publishable().tokens().isEmpty()) {
      refused |=
          isRefused(
              "a visitor with a publishable token",
              tokens.ofVisitor(USER, Assurance.PUBLISHABLE.code()));
    }
    return refused;
  }

  private boolean isRefused(String who, SessionReply trial) {
    if (!(trial instanceof SessionReply.Refused refused)
        || refused.rejection().reason() == Reason.UNAVAILABLE) { // no key is live yet
      return false;
    }
    String advice =
        refused.rejection().reason() == Reason.TOO_LONG
            ? "Raise tokensize"
            : "Take the claim out of claims, or name it in identity.signed where tokens of users"
                + " have it";
    mistake(
        "is set, but for %s %s. %s; or switch identity.session off"
            .formatted(who, refused.rejection().detail(), advice));
    return true;
  }

  /** Of the claims that a token must have to be admitted, those that go into its session. */
  private static Map<String, Object> required(Issuer issuer, IdentityRules identity) {
    Map<String, Object> claims = new HashMap<>();
    Map<String, Map<String, String>> below = new HashMap<>();
    for (String alternatives : issuer.rules().required()) {
      for (String path : alternatives.split("\\|")) {
        String attribute = attribute(path, identity);
        if (path.equals(attribute)) {
          claims.put(path, USER);
        } else if (attribute != null) {
          String rest = path.substring(attribute.length() + 1);
          below.computeIfAbsent(attribute, first -> new HashMap<>()).put(rest, USER);
        }
      }
    }
    claims.putAll(below);
    return claims;
  }
}
