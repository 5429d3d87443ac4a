package dev.watchword;

import dev.watchword.event.Notice;
import dev.watchword.limit.DenyList;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.Store;
import dev.watchword.limit.Subject;
import dev.watchword.token.Issuer;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TimeRules;
import dev.watchword.token.TokenKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ends tokens before they expire, on all nodes that share the store, and also on this one at once.
 * Each method names what is revoked; {@link Target#revoke} does it. An issuer must allow it ({@code
 * watchword.revocation=on}). Safe for use by several threads at once.
 *
 * <pre>{@code
 * watchword.revocations().caller("default/alice").revoke();
 * watchword.revocations().claim("default", "sid", "7f3a").grace(Duration.ofMinutes(5)).revoke();
 * }</pre>
 */
public final class Revocations {
  private final Store store;
  private final Function<String, Issuer> issuers;
  private final InstantSource clock;
  private final Consumer<Notice> tell;

  Revocations(
      Store store, Function<String, Issuer> issuers, InstantSource clock, Consumer<Notice> tell) {
    this.store = store;
    this.issuers = issuers;
    this.clock = clock;
    this.tell = tell;
  }

  /** The one token with this {@code jti}, whenever it was issued. */
  public Target token(String issuer, String jti) {
    if (jti.isEmpty()) {
      throw new IllegalArgumentException("a jti has 1 character or more");
    }
    return target(issuer, Subject.token(issuer, jti), Revocation.ofAll());
  }

  /**
   * The tokens of a caller, by its {@code Caller.id()}, such as {@code default/alice}. Those of a
   * widget are another caller's: {@code widget:default/alice}.
   */
  public Target caller(String id) {
    int slash = id.indexOf('/');
    int colon = id.lastIndexOf(':', slash);
    boolean isKind = colon < 0 || id.substring(0, colon).equals(TokenKind.WIDGET.configName());
    if (slash < 1 || slash == id.length() - 1 || !isKind) {
      throw new IllegalArgumentException(
          "a caller's id is such as default/alice, or widget:default/alice for the tokens of a"
              + " widget");
    }
    String issuer = id.substring(colon + 1, slash);
    return before(issuer, Subject.caller(issuer, id));
  }

  /** The tokens of an issuer. */
  public Target issuer(String issuer) {
    return before(issuer, Subject.issuer(issuer));
  }

  /** The tokens that were signed with a key, by its name now; it may have another one later. */
  public Target key(String issuer, String key) {
    for (SharedKey known : known(issuer).keys()) {
      if (known.name().equals(key)) {
        return before(issuer, Subject.key(issuer, known.fingerprint()));
      }
    }
    throw new IllegalArgumentException("issuer '" + issuer + "' has no key '" + key + "'");
  }

  /**
   * The tokens in which a claim has this value, or has it among others.
   *
   * @param claim one of {@code watchword.revocation.claims}
   */
  public Target claim(String issuer, String claim, String value) {
    List<String> claims = known(issuer).use().revocableClaims();
    if (!claims.contains(claim)) {
      throw new IllegalArgumentException(
          "tokens of issuer '"
              + issuer
              + "' are not looked up by that claim: watchword.revocation"
              + ".claims has "
              + (claims.isEmpty() ? "none" : String.join(", ", claims)));
    }
    return before(issuer, Subject.claim(issuer, claim, value));
  }

  private Target before(String issuer, Subject subject) {
    return target(issuer, subject, null);
  }

  private Target target(String issuer, Subject subject, @Nullable Revocation whole) {
    if (!known(issuer).use().revocable()) {
      throw new IllegalArgumentException(
          "tokens of issuer '" + issuer + "' cannot be revoked: watchword.revocation is not on");
    }
    return new Target(subject, whole);
  }

  private Issuer known(String issuer) {
    return issuers.apply(issuer);
  }

  /** What is to be revoked, and how. Not safe for use by several threads. */
  public final class Target {
    private final Subject subject;
    private final @Nullable Revocation whole;
    private @Nullable Instant notBefore;
    private Duration grace = Duration.ZERO;

    private Target(Subject subject, @Nullable Revocation whole) {
      this.subject = subject;
      this.whole = whole;
    }

    /**
     * Only tokens issued before that instant; by default those issued until now. Both in whole
     * seconds, rounded up. Tokens that do not say when they were issued count as issued before.
     */
    public Target before(Instant instant) {
      if (whole != null) {
        throw new IllegalArgumentException("a single token is revoked whenever it was issued");
      }
      notBefore = instant;
      return this;
    }

    /** They are good for so long yet; by default they are refused at once. */
    public Target grace(Duration time) {
      if (time.isNegative()) {
        throw new IllegalArgumentException("a grace is not negative");
      }
      grace = time;
      return this;
    }

    /**
     * Revokes. It adds to what was revoked before, and never takes anything back. To do it twice is
     * no harm.
     *
     * @throws IllegalStateException where the store has no place for it, or did not answer: do not
     *     count on it then, although it may have been done if only the answer was lost
     */
    public void revoke() {
      Instant now = clock.instant();
      Instant date = notBefore == null ? now : notBefore;
      Revocation revocation = whole == null ? Revocation.before(date) : whole;
      Revocation dated = grace.isZero() ? revocation : revocation.from(now.plus(grace));
      list().revoke(subject, dated, keep(date, now));
      told("tokens are revoked, by ");
    }

    /**
     * Takes back all that was revoked of just this subject, whatever {@code before} and {@code
     * grace} say here.
     *
     * @throws IllegalStateException where the store did not answer
     */
    public void lift() {
      list().lift(subject);
      told("a revocation is taken back, by ");
    }

    private void told(String what) {
      String text = what + subject.kind().code() + ", of issuer " + subject.issuer();
      tell.accept(new Notice(clock.instant(), Notice.Kind.REVOKED, text));
    }

    /** As long as a token that it is about can be good; null where none has an end. */
    private @Nullable Duration keep(Instant date, Instant now) {
      TimeRules times = known(subject.issuer()).rules().times();
      Duration longest = times.longest();
      Duration ahead = date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO;
      return longest == null ? null : ahead.plus(longest).plus(times.leeway().multipliedBy(2));
    }

    private DenyList list() {
      DenyList list = store.denyList();
      if (list == null) {
        throw new IllegalStateException("the store keeps no revocations");
      }
      return list;
    }
  }
}
