package dev.watchword.cli;

import dev.watchword.Watchword;
import dev.watchword.token.Issuer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Whose tokens: one of five options, or {@code --issuer} alone. */
final class SubjectOption {
  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private @Nullable Part part;

  @Option(
      names = "--issuer",
      paramLabel = "NAME",
      description = "Whose they are, where there are several issuers; alone: all of this issuer.")
  private @Nullable String issuer;

  /** A part of an issuer's tokens. */
  static final class Part {
    @Option(
        names = "--token",
        paramLabel = "TOKEN",
        description = "This token, or - for the standard input.")
    private @Nullable String token;

    @Option(names = "--jti", paramLabel = "ID", description = "The token with this jti.")
    private @Nullable String jti;

    @Option(
        names = "--caller",
        paramLabel = "ISSUER/NAME",
        description = "Those of a caller, such as default/alice or widget:default/alice.")
    private @Nullable String caller;

    @Option(names = "--key", paramLabel = "NAME", description = "Those signed with this key.")
    private @Nullable String key;

    @Option(
        names = "--claim",
        paramLabel = "NAME=VALUE",
        description = "Those with a claim of watchword.revocation.claims, such as sid=7f3a.")
    private @Nullable String claim;
  }

  /** Complains where the options name no subject. */
  void check() {
    if (part == null && issuer == null) {
      throw new Failure(
          Exit.USAGE,
          "it needs one of --token, --jti, --caller, --key and --claim, or --issuer alone");
    }
    if (part != null && part.caller != null && issuer != null) {
      throw new Failure(Exit.USAGE, "--caller names its issuer itself; leave --issuer out");
    }
  }

  /**
   * The subject.
   *
   * @throws IllegalArgumentException where there is none, or its tokens cannot be revoked
   */
  RevokedSubject in(Watchword watchword, Terminal terminal) {
    if (part == null) {
      return RevokedSubject.issuer(watchword, issuer(watchword).name());
    }
    if (part.token != null) {
      String text = part.token.equals("-") ? terminal.read() : part.token;
      Issuer named = issuer == null ? null : issuer(watchword);
      return RevokedSubject.token(watchword, named, text);
    }
    if (part.caller != null) {
      return RevokedSubject.caller(watchword, part.caller);
    }
    String name = issuer(watchword).name();
    if (part.jti != null) {
      return RevokedSubject.token(watchword, name, part.jti);
    }
    return part.key != null
        ? RevokedSubject.key(watchword, name, part.key)
        : RevokedSubject.claim(watchword, name, String.valueOf(part.claim));
  }

  private Issuer issuer(Watchword watchword) {
    return IssuerChoice.of(watchword.issuers(), issuer);
  }
}
