package dev.watchword.explain;

import dev.watchword.token.Printable;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenText;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What clings to a token that was copied, and what is no such token at all. */
final class FormHints {
  private static final int LONGEST = 65_536;

  /** Layers of what clings to a token; a person adds a few, not thousands. */
  private static final int MOST_LAYERS = 10;

  // What ends a token is tried at the first character of a row alone, and given back never: else a
  // long row in the middle of a text would take a minute.
  private static final String SPACE = "[\\s\\p{Z}\\p{Cf}]";
  private static final String QUOTE = "[\"'`\u2018\u2019\u201C\u201D]";
  private static final String QUOTE_OR_COMMA = "[\"'`\u2018\u2019\u201C\u201D,;]";
  private static final Pattern INNER = Pattern.compile(SPACE + "+");
  private static final Pattern OUTER = Pattern.compile("^" + SPACE + "+|" + atEnd(SPACE));
  private static final Pattern QUOTES = Pattern.compile("^" + QUOTE + "+|" + atEnd(QUOTE_OR_COMMA));
  private static final Pattern SCHEME =
      Pattern.compile("^((?i)authorization: ?)?((?i)bearer)[ \\t:]+");

  /** Any other scheme; what follows it is a token, whose header begins with an object. */
  private static final Pattern OTHER_SCHEME =
      Pattern.compile(
          "^(?:(?i)authorization: ?)?(?!(?i:bearer|authorization)\\b|e[yw])"
              + "([A-Za-z][A-Za-z0-9-]{0,31}+)[ \\t:]+(?=e[yw][A-Za-z0-9_-]*+\\.)");

  private static final Pattern PADDING = Pattern.compile("(?<!=)=++(?=\\.|$)");
  private static final Pattern ALGORITHM = Pattern.compile("\"alg\"\\s*:\\s*(\"[^\"]{0,32}\")");

  /** Something to take away, and what it is. */
  private record Cleaning(
      String mistake, UnaryOperator<String> clean, UnaryOperator<String> sentenceOf) {
    Cleaning(String mistake, UnaryOperator<String> clean, String sentence) {
      this(mistake, clean, text -> sentence);
    }
  }

  private static final List<Cleaning> CLEANINGS =
      List.of(
          new Cleaning(
              "whitespace",
              text -> OUTER.matcher(text).replaceAll(""),
              "White space is around the token, or characters that do not show."),
          new Cleaning(
              "quotes",
              text -> QUOTES.matcher(text).replaceAll(""),
              "Quotes or a comma are left from where the token was copied."),
          new Cleaning(
              "bearer",
              text -> SCHEME.matcher(text).replaceFirst(""),
              "'Bearer' belongs to the header Authorization, not to the token."),
          new Cleaning(
              "scheme",
              text -> OTHER_SCHEME.matcher(text).replaceFirst(""),
              FormHints::otherScheme),
          new Cleaning(
              "folded",
              text -> text.indexOf('.') > 0 ? INNER.matcher(text).replaceAll("") : text,
              "The token was folded into several lines or pieces."),
          new Cleaning(
              "escaped",
              text -> text.replace("%3D", "=").replace("%2E", ".").replace("%3d", "="),
              "The token is percent-encoded, as in a URL."),
          new Cleaning(
              "padding",
              text -> PADDING.matcher(text).replaceAll(""),
              "'=' stands at the end of a part: base64url in a token has no padding (RFC 7515"
                  + " section 2)."),
          new Cleaning(
              "alphabet",
              text -> text.replace('+', '-').replace('/', '_'),
              "'+' or '/' is in the token: a JWT is base64url, with '-' and '_' instead."));

  private FormHints() {}

  private static String atEnd(String character) {
    return "(?<!" + character + ")" + character + "++$";
  }

  static List<Hint> of(TokenInspection inspection) {
    String token = inspection.token();
    if (token.length() > LONGEST) {
      return List.of();
    }
    List<Hint> hints = new ArrayList<>();
    String cleaned = clean(token, hints);
    if (cleaned.equals(token)) {
      return foreign(token);
    }
    if (TokenText.fault(cleaned) != null) {
      hints.addAll(foreign(cleaned));
      return hints;
    }
    Explanation without =
        Explanation.of(inspection.verifier(), cleaned, inspection.filter(), inspection.now());
    hints.add(
        new Hint(
            "cleaned",
            without.verdict() instanceof Rejection refused
                ? "Without that it is refused still: " + refused.reason().code() + "."
                : "Without that it is admitted."));
    hints.addAll(without.hints());
    return hints;
  }

  private static String clean(String token, List<Hint> hints) {
    String cleaned = token;
    String before = null;
    for (int layer = 0; layer < MOST_LAYERS && !cleaned.equals(before); layer++) {
      before = cleaned;
      for (Cleaning cleaning : CLEANINGS) {
        String next = cleaning.clean.apply(cleaned);
        if (!next.equals(cleaned)) {
          Hint hint = new Hint(cleaning.mistake, cleaning.sentenceOf.apply(cleaned));
          if (!hints.contains(hint)) {
            hints.add(hint);
          }
        }
        cleaned = next;
      }
    }
    return cleaned;
  }

  private static String otherScheme(String text) {
    Matcher found = OTHER_SCHEME.matcher(text);
    String scheme = found.find() ? found.group(1) : "";
    return "The scheme is '"
        + scheme
        + "', not Bearer: a server finds no token there, unless watchword.source=scheme:"
        + scheme
        + " says so.";
  }

  private static List<Hint> foreign(String token) {
    if (TokenText.fault(token) == null) {
      return List.of(); // it is a whole token, and merely too long
    }
    List<Hint> hints = new ArrayList<>();
    int parts = token.split("\\.", -1).length;
    if (token.isEmpty()) {
      hints.add(new Hint("empty", "There is no token."));
    } else if (token.startsWith("wpk_")) {
      hints.add(
          new Hint("publishable", "This is a publishable token: it is no JWT and proves nothing."));
    } else if (parts == 5) {
      hints.add(new Hint("encrypted", "Five parts: an encrypted token (JWE). Sign, not encrypt."));
    } else if (parts == 1) {
      hints.add(new Hint("opaque", "No dot: this is no JWT, or only a piece of one."));
    } else {
      List<Hint> unsigned = AlgorithmHints.of(algorithm(token));
      hints.addAll(unsigned);
      if (unsigned.isEmpty()) {
        hints.add(new Hint("cut", "Was the token cut off, or a character lost or changed?"));
      }
    }
    return hints;
  }

  /** What the first part says of alg, if it can be read at all. */
  private static String algorithm(String token) {
    try {
      String first = token.substring(0, token.indexOf('.'));
      byte[] json = Base64.getUrlDecoder().decode(first);
      Matcher alg = ALGORITHM.matcher(new String(json, java.nio.charset.StandardCharsets.UTF_8));
      return alg.find() ? Printable.plain(alg.group(1)) : "";
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }
}
