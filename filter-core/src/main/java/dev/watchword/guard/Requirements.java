package dev.watchword.guard;

import dev.watchword.guard.CallerRequirement.Subject;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import dev.watchword.token.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a path rule, or the code that is about to run, asks of a caller beyond a valid token.
 *
 * @param closed whether no caller is let through
 * @param unannotated whether it is about code that says nothing of who may run it
 * @param kind the kind of token; null for any
 * @param issuers the operator's names of the issuers; empty for any
 * @param ofCaller what is asked of roles, scopes and claims: all of these; empty for nothing
 */
public record Requirements(
    boolean closed,
    boolean unannotated,
    @Nullable TokenKind kind,
    Set<String> issuers,
    List<CallerRequirement> ofCaller) {
  /** A signed token, and nothing of who shows it. */
  public static final Requirements NOTHING =
      new Requirements(TokenKind.SIGNED, Set.of(), null, null);

  /** What code asks that says nothing: nothing, unless the settings close it. */
  public static final Requirements UNANNOTATED =
      new Requirements(false, true, null, Set.of(), List.of());

  public Requirements {
    issuers = Set.copyOf(issuers);
    ofCaller = ofCaller.stream().sorted(CallerRequirement.ORDER).toList();
  }

  /**
   * What a rule asks.
   *
   * @param role null for any
   * @param scope null for any
   */
  public Requirements(
      TokenKind kind, Set<String> issuers, @Nullable String role, @Nullable String scope) {
    this(false, false, kind, issuers, rights(oneOrNone(role), oneOrNone(scope)));
  }

  /** What code asks, on top of the rule of its path. */
  public static Requirements ofCode(boolean closed, Set<String> anyRole, Set<String> allScopes) {
    return new Requirements(closed, false, null, Set.of(), rights(anyRole, allScopes));
  }

  private static Set<String> oneOrNone(@Nullable String word) {
    return word == null ? Set.of() : Set.of(word);
  }

  private static List<CallerRequirement> rights(Set<String> anyRole, Set<String> allScopes) {
    List<CallerRequirement> rights = new ArrayList<>();
    if (!anyRole.isEmpty()) {
      rights.add(new CallerRequirement(Subject.ROLE, "", anyRole, false));
    }
    if (!allScopes.isEmpty()) {
      rights.add(new CallerRequirement(Subject.SCOPE, "", allScopes, true));
    }
    return rights;
  }

  /**
   * The first requirement that is not met; null where all are.
   *
   * @param caller null where no valid token came
   */
  @Nullable Reason unmetBy(@Nullable Caller caller) {
    if (closed) {
      return Reason.CLOSED;
    }
    if (kind == null && issuers.isEmpty() && ofCaller.isEmpty()) {
      return null;
    }
    if (caller == null) {
      return Reason.MISSING;
    }
    if (kind != null && caller.kind() != kind) {
      return Reason.KIND;
    }
    if (!issuers.isEmpty() && !issuers.contains(caller.issuer())) {
      return Reason.WRONG_ISSUER;
    }
    for (CallerRequirement asked : ofCaller) {
      if (!asked.isMetBy(caller)) {
        return asked.reason();
      }
    }
    return null;
  }

  /** Whether it asks for something of the caller, which a publishable token never has. */
  boolean asksOfCaller() {
    return !ofCaller.isEmpty();
  }

  /** What a client needs at least: of several scopes of which one is enough, the first. */
  Set<String> scopesToAskFor() {
    Set<String> scopes = new TreeSet<>();
    for (CallerRequirement asked : ofCaller) {
      if (asked.subject() == Subject.SCOPE) {
        asked.values().stream().limit(asked.all() ? Long.MAX_VALUE : 1).forEach(scopes::add);
      }
    }
    return scopes;
  }

  /** For a log line: {@code kind signed, role admin}. */
  String inFull() {
    List<String> words = new ArrayList<>();
    if (kind != null) {
      words.add("kind " + kind.configName());
    }
    words.addAll(beyondKind());
    return String.join(", ", words);
  }

  /** The same for a caller that does not meet it, whose roles may have been meant as several. */
  String inFull(@Nullable Caller caller) {
    boolean hasCommas =
        caller != null
            && Stream.concat(caller.roles().stream(), caller.scopes().stream())
                .anyMatch(word -> word.contains(","));
    return inFull()
        + (hasCommas ? "; commas are part of a role or scope here (rolesclaim: split ,)" : "");
  }

  /** For the end of a sentence about a rule: {@code , role admin}; a signed token is not told. */
  String describe() {
    String beyond = beyondKind().stream().map(", "::concat).reduce("", String::concat);
    return (kind == null || kind == TokenKind.SIGNED ? "" : ", kind " + kind.configName()) + beyond;
  }

  private List<String> beyondKind() {
    List<String> words = new ArrayList<>();
    if (!issuers.isEmpty()) {
      words.add("issuer " + String.join(" or ", new TreeSet<>(issuers)));
    }
    ofCaller.forEach(asked -> words.add(asked.describe()));
    return words;
  }
}
