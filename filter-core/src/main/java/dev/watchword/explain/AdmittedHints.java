package dev.watchword.explain;

import dev.watchword.token.Caller;
import dev.watchword.token.ClaimNames;
import dev.watchword.token.Claims;
import dev.watchword.token.Issuer;
import dev.watchword.token.Printable;
import dev.watchword.token.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a token is admitted without: claims that the settings name, and it does not have. */
final class AdmittedHints {
  private final Claims claims;
  private final ClaimNames names;
  private final Caller caller;
  private final List<Hint> hints = new ArrayList<>();

  private AdmittedHints(Claims claims, ClaimNames names, Caller caller) {
    this.claims = claims;
    this.names = names;
    this.caller = caller;
  }

  static List<Hint> of(TokenInspection inspection, Caller caller) {
    Claims claims = inspection.claims();
    Issuer issuer = inspection.issuer();
    return claims == null || issuer == null
        ? List.of()
        : new AdmittedHints(claims, issuer.rules().names(), caller).find();
  }

  private List<Hint> find() {
    boolean isNamed = names.nameClaims().stream().anyMatch(claims::has);
    if (!isNamed && !(caller.kind() == TokenKind.WIDGET && claims.has("userId"))) {
      missing(
          "nameclaim",
          String.join(", ", names.nameClaims()),
          "its caller is " + Printable.text(caller.getName()) + ", as of every such token");
    }
    ClaimNames usual = ClaimNames.DEFAULT;
    if (!names.rolesPath().equals(usual.roles()) && !claims.has(names.rolesPath())) {
      missing("rolesclaim", names.rolesPath(), "its caller has no role");
    }
    if (!names.scopePath().equals(usual.scope()) && !claims.has(names.scopePath())) {
      missing("scopeclaim", names.scopePath(), "its caller has no scope");
    }
    commas("rolesclaim", names.roles(), names.rolesPath());
    commas("scopeclaim", names.scope(), names.scopePath());
    return hints;
  }

  private void commas(String property, String words, String path) {
    boolean isOneText = claims.at(path) instanceof String text && text.contains(",");
    if (isOneText && words.equals(path)) {
      hints.add(
          new Hint(
              "commas",
              "Commas are part of a role or scope in "
                  + path
                  + "; where they separate them, set watchword."
                  + property
                  + "="
                  + path
                  + " split ,"));
    }
  }

  private void missing(String property, String path, String effect) {
    String others =
        new TreeSet<>(claims.names())
            .stream().map(Printable::plain).collect(Collectors.joining(", "));
    hints.add(
        new Hint(
            "unfound",
            "Nothing is at "
                + Printable.plain(path)
                + " (watchword."
                + property
                + "), so "
                + effect
                + ". The token has: "
                + others
                + "."));
  }
}
