package dev.watchword.guard;

import dev.watchword.guard.Outcome.Denied;
import dev.watchword.http.RequestFacts;
import dev.watchword.http.TokenExtractor;
import dev.watchword.token.Printable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a request itself says about its denial. It is for the log and the listeners alone, escaped,
 * and never has a token.
 */
final class DenialNotes {
  /** Too short for a token, of which a part could stand there. */
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9-]{0,19})( |$)");

  /** Of a parameter in a path, which may be a session's id. */
  private static final Pattern VALUE = Pattern.compile("(=|%3[dD])[^/;]*");

  /** A publishable one, or base64url of what JSON begins with, up to its end. */
  private static final Pattern TOKEN = Pattern.compile("(wpk_|eyJ|eyA|ewo|ew0)[A-Za-z0-9_.-]*");

  private DenialNotes() {}

  /** The denial with what explains it. */
  static Denied on(Denied denied, RequestFacts facts) {
    String note =
        switch (denied.reason()) {
          case ORIGIN -> "Origin " + origin(facts);
          case CROSS_SITE -> ofCookie(facts);
          case MISSING -> isPreflight(facts) ? ofPreflight(facts) : ofAuthorization(denied, facts);
          case AMBIGUOUS_PATH -> ofPath(facts);
          default -> "";
        };
    return note.isEmpty() ? denied : denied.withNote(note);
  }

  private static String ofCookie(RequestFacts facts) {
    return facts.has("Origin")
        ? "Origin "
            + origin(facts)
            + " is neither that of the host "
            + Printable.text(facts.host())
            + " (a proxy in front must hand that on) nor in watchword.cors.origins"
        : "it has neither Origin nor Sec-Fetch-Site: same-origin";
  }

  /** Answered where the origin is listed; from any other, a browser never sends a token with it. */
  private static boolean isPreflight(RequestFacts facts) {
    return facts.method().equals("OPTIONS")
        && facts.has("Origin")
        && facts.has("Access-Control-Request-Method");
  }

  private static String ofPreflight(RequestFacts facts) {
    return "a preflight of Origin "
        + origin(facts)
        + ", which watchword.cors.origins does not list";
  }

  /** A credential that is there is not simply missing. */
  private static String ofAuthorization(Denied denied, RequestFacts facts) {
    String value = facts.header("Authorization");
    PathRule rule = denied.rule();
    if (value == null || rule == null) {
      return "";
    }
    Matcher scheme = SCHEME.matcher(value);
    String what =
        scheme.lookingAt() ? "the scheme " + Printable.text(scheme.group(1)) : "no scheme";
    String places =
        rule.sources().stream().map(TokenExtractor::toString).collect(Collectors.joining(" or "));
    return "Authorization came with " + what + ", and this path looks in " + places;
  }

  /** What the container has already left out of its path is what the reason lies in. */
  private static String ofPath(RequestFacts facts) {
    String sent = facts.rawPath();
    if (sent.equals(facts.contextPath() + facts.shownPath()) || sent.equals(facts.shownPath())) {
      return "";
    }
    String masked = VALUE.matcher(sent).replaceAll("$1***");
    return "sent as " + Printable.text(TOKEN.matcher(masked).replaceAll("***"));
  }

  private static String origin(RequestFacts facts) {
    List<String> fields = facts.headers().all("Origin");
    return Printable.text(String.join(", ", fields));
  }
}
