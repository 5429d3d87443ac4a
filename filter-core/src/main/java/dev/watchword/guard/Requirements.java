package dev.watchword.guard;

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
 * @param kind the kind of token; null for any
 * @param issuers the operator's names of the issuers; empty for any
 * @param anyRole one of these roles; empty for none
 * @param allScopes all of these scopes; empty for none
 */
public record Requirements(
    boolean closed,
    @Nullable TokenKind kind,
    Set<String> issuers,
    Set<String> anyRole,
    Set<String> allScopes) {
  /** A signed token, and nothing of who shows it. */
  public static final Requirements NOTHING =
      new Requirements(TokenKind.SIGNED, Set.of(), null, null);

  public Requirements {
    issuers = Set.copyOf(issuers);
    anyRole = Set.copyOf(anyRole);
    allScopes = Set.copyOf(allScopes);
  }

  /**
   * What a rule asks.
   *
   * @param role null for any
   * @param scope null for any
   */
  public Requirements(
      TokenKind kind, Set<String> issuers, @Nullable String role, @Nullable String scope) {
    this(false, kind, issuers, oneOrNone(role), oneOrNone(scope));
  }

  /** What code asks, on top of the rule of its path. */
  public static Requirements ofCode(boolean closed, Set<String> anyRole, Set<String> allScopes) {
    return new Requirements(closed, null, Set.of(), anyRole, allScopes);
  }

  private static Set<String> oneOrNone(@Nullable String word) {
    return word == null ? Set.of() : Set.of(word);
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
    if (kind == null && issuers.isEmpty() && !asksForRights()) {
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
    if (!anyRole.isEmpty() && anyRole.stream().noneMatch(caller.roles()::contains)) {
      return Reason.ROLE;
    }
    return caller.scopes().containsAll(allScopes) ? null : Reason.SCOPE;
  }

  /** Whether it asks for a role or a scope, which a publishable token never has. */
  boolean asksForRights() {
    return !anyRole.isEmpty() || !allScopes.isEmpty();
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
    add(words, "issuer ", issuers, " or ");
    add(words, "role ", anyRole, " or ");
    add(words, "scope ", allScopes, " and ");
    return words;
  }

  private static void add(List<String> words, String what, Set<String> names, String between) {
    if (!names.isEmpty()) {
      words.add(what + String.join(between, new TreeSet<>(names)));
    }
  }
}
