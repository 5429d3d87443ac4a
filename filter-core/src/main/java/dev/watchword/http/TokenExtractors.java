package dev.watchword.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The extractors that settings can name: those that are built in, and the application's own. */
public final class TokenExtractors {
  /** {@code Authorization: Bearer <token>} and nothing else (RFC 6750 section 2.1). */
  public static final TokenExtractor BEARER = HeaderExtractor.BEARER;

  /** What a server answers to a WebSocket that offers this and, beside it, its token. */
  public static final String SUBPROTOCOL = "watchword.v1";

  /** Without any of the application's own. */
  public static final TokenExtractors BUILT_IN = new TokenExtractors(Map.of());

  private static final Pattern HTTP_NAME = Pattern.compile("[A-Za-z0-9!#$&'*+.^_|~-]+");
  private static final Pattern OWN_NAME = Pattern.compile("[a-z0-9]{1,64}");
  private static final Set<String> TAKEN =
      Set.of(
          "bearer",
          "authorization",
          "scheme",
          "header",
          "cookie",
          "query",
          "form",
          "json",
          "subprotocol");

  private final Map<String, TokenExtractor> own;

  private TokenExtractors(Map<String, TokenExtractor> own) {
    this.own = own;
  }

  /**
   * These and one of the application's own.
   *
   * @param name lower case letters and digits, as settings write it
   */
  public TokenExtractors with(String name, TokenExtractor extractor) {
    if (!OWN_NAME.matcher(name).matches() || TAKEN.contains(name) || own.containsKey(name)) {
      throw new IllegalArgumentException(
          "a token extractor's name has 1 to 64 lower case letters and digits, is none of bearer,"
              + " authorization, scheme, header, cookie, query, form, json, subprotocol, and stands once");
    }
    Map<String, TokenExtractor> more = new LinkedHashMap<>(own);
    more.put(name, NamedExtractor.of(name, extractor));
    return new TokenExtractors(more);
  }

  /**
   * An extractor by its word: {@code bearer}, {@code authorization} (with or without the scheme),
   * {@code scheme:NAME} for another scheme of {@code Authorization}, {@code header:NAME}, {@code
   * cookie:NAME}, {@code query:NAME}, {@code form:NAME}, {@code json:NAME}, {@code subprotocol}, or
   * the name of one of the application's own. An {@code IllegalArgumentException} shows the form
   * wanted.
   */
  public TokenExtractor named(String word) {
    TokenExtractor ownOne = own.get(word);
    TokenExtractor named = ownOne == null ? builtIn(word) : ownOne;
    if (named == null) {
      String more = own.isEmpty() ? "" : ", " + String.join(", ", own.keySet());
      throw new IllegalArgumentException(
          "'"
              + word
              + "' is none of bearer, authorization, scheme:NAME, header:NAME, cookie:NAME, query:NAME, form:NAME, json:NAME, subprotocol"
              + more);
    }
    return named;
  }

  private static @Nullable TokenExtractor builtIn(String word) {
    String[] parts = word.split(":", 2);
    if (parts.length == 1) {
      return switch (word) {
        case "bearer" -> BEARER;
        case "authorization" -> HeaderExtractor.BARE;
        case "subprotocol" -> new SubprotocolExtractor();
        default -> null;
      };
    }
    String name = parts[1];
    if (!HTTP_NAME.matcher(name).matches()) {
      return null;
    }
    return switch (parts[0]) {
      case "scheme" -> ReadHeader.isSentByBrowsers(name) ? null : HeaderExtractor.ofScheme(name);
      case "header" -> HeaderExtractor.ofName(name);
      case "cookie" -> new CookieExtractor(name);
      case "query" -> new QueryExtractor(name);
      case "form" -> new BodyExtractor(BodyExtractor.Format.FORM, name);
      case "json" -> new BodyExtractor(BodyExtractor.Format.JSON, name);
      default -> null;
    };
  }

  /** One that is built in, by its word. */
  public static TokenExtractor of(String word) {
    return BUILT_IN.named(word);
  }

  /**
   * A token that code puts into a header in a form of its own. A request with more than one field
   * of that name is refused, and what browsers send in {@code Authorization} on their own, such as
   * {@code Basic}, is not read.
   *
   * @param reading reads the value of the field
   */
  public static TokenExtractor header(String name, Function<String, Extraction> reading) {
    if (!HTTP_NAME.matcher(name).matches() || name.equalsIgnoreCase("Cookie")) {
      throw new IllegalArgumentException("'" + name + "' is no header that code sets");
    }
    return new ReadHeader(name, reading);
  }
}
