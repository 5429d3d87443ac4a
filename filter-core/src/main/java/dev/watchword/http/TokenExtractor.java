package dev.watchword.http;

import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.token.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One place where a token may stand.
 *
 * @param place which kind of place
 * @param name of the header, cookie or query parameter
 */
public record TokenExtractor(Place place, String name) {
  /** {@code Authorization: Bearer <token>} and nothing else (RFC 6750 section 2.1). */
  public static final TokenExtractor BEARER = new TokenExtractor(Place.BEARER, "Authorization");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$&'*+.^_|~-]+");
  private static final String SCHEME = "Bearer";

  private static final List<Header> KEEP_PRIVATE =
      List.of(
          new Header("Cache-Control", "private, no-store"),
          new Header("Referrer-Policy", "no-referrer"));

  private static final Header PRIVATE = new Header("Cache-Control", "private", true);

  /** Kinds of places. */
  public enum Place {
    /** A header with the scheme {@code Bearer}. */
    BEARER,
    /** A header with the scheme {@code Bearer}, or with the bare token. */
    HEADER,
    /** A cookie. */
    COOKIE,
    /** A query parameter of a GET or HEAD request. */
    QUERY
  }

  /**
   * A source from its word: {@code bearer}, {@code authorization} (with or without the scheme),
   * {@code header:NAME}, {@code cookie:NAME} or {@code query:NAME}. An {@code
   * IllegalArgumentException} shows the form wanted.
   */
  public static TokenExtractor of(String word) {
    String[] parts = word.split(":", 2);
    String place = parts[0];
    String name = parts.length == 1 ? "" : parts[1];
    boolean named = NAME.matcher(name).matches();
    if (word.equals("bearer")) {
      return BEARER;
    }
    if (word.equals("authorization")) {
      return new TokenExtractor(Place.HEADER, "Authorization");
    }
    if (named && place.equals("header")) {
      return new TokenExtractor(Place.HEADER, name);
    }
    if (named && place.equals("cookie")) {
      return new TokenExtractor(Place.COOKIE, name);
    }
    if (named && place.equals("query")) {
      return new TokenExtractor(Place.QUERY, name);
    }
    throw new IllegalArgumentException(
        "'" + word + "' is none of bearer, authorization, header:NAME, cookie:NAME, query:NAME");
  }

  /**
   * What an answer must tell caches. Of tokens they know the header {@code Authorization} alone, so
   * that an answer to any other would be stored for everybody (RFC 9111 section 3.5).
   *
   * @param sources where the rule of this path looks for a token
   * @param found where it stood; null for nowhere
   */
  public static List<Header> headers(List<TokenExtractor> sources, @Nullable TokenExtractor found) {
    List<Header> headers = new ArrayList<>(0);
    for (TokenExtractor source : sources) {
      String field = source.fieldToVaryBy();
      if (field != null) {
        headers.add(new Header("Vary", field));
      }
    }
    if (found != null && found.isInUrl()) {
      headers.addAll(KEEP_PRIVATE);
    } else if (found != null && found.fieldToVaryBy() != null) {
      headers.add(PRIVATE);
    }
    return headers;
  }

  private @Nullable String fieldToVaryBy() {
    return switch (place) {
      case BEARER, QUERY -> null;
      case HEADER -> name.equalsIgnoreCase("Authorization") ? null : name;
      case COOKIE -> "Cookie";
    };
  }

  /** Whether it stands where histories and logs keep it. */
  public boolean isInUrl() {
    return place == Place.QUERY;
  }

  /** What a client has to send, as a sentence. */
  public String advice() {
    return switch (place) {
      case BEARER -> "Send the header " + name + ": Bearer <token>.";
      case HEADER -> "Send the header " + name + ": <token>.";
      case COOKIE -> "Send the cookie " + name + "=<token>.";
      case QUERY -> "Send the query parameter " + name + "=<token>.";
    };
  }

  /** What was found in the places that were looked at. */
  public sealed interface Found {
    /** Exactly one token. */
    record Token(String text, TokenExtractor source) implements Found {
      @Override
      public String toString() {
        return "Token[*** in " + source + "]";
      }
    }

    /** No token anywhere. */
    record Nothing() implements Found {}

    /** Something that is not one token. */
    record Faulty(Reason reason, String detail) implements Found {}
  }

  private static final Found NOTHING = new Found.Nothing();
  private static final Found SEVERAL =
      new Found.Faulty(Reason.SEVERAL_TOKENS, "more than one token in the request");
  private static final Found NOT_A_TOKEN =
      new Found.Faulty(Reason.CREDENTIALS, "the place for the token holds something else");

  /** Looks in these places and no other: a source that is not listed is not even read. */
  public static Found find(RequestFacts facts, List<TokenExtractor> sources) {
    Found found = NOTHING;
    for (TokenExtractor source : sources) {
      Found here = source.look(facts);
      if (here instanceof Found.Faulty) {
        return here;
      }
      if (here instanceof Found.Token) {
        if (found instanceof Found.Token) {
          return SEVERAL;
        }
        found = here;
      }
    }
    return found;
  }

  private Found look(RequestFacts facts) {
    List<String> values =
        switch (place) {
          case BEARER, HEADER -> facts.headers().all(name);
          case COOKIE -> cookies(facts.headers().all("Cookie"));
          case QUERY -> parameters(facts);
        };
    if (values.isEmpty()) {
      return NOTHING;
    }
    String value = values.get(0);
    if (values.size() > 1 || value.contains(",")) {
      return SEVERAL;
    }
    return switch (place) {
      case BEARER -> credentials(value, false);
      case HEADER -> credentials(value, true);
      case COOKIE, QUERY -> value.isEmpty() ? NOT_A_TOKEN : token(value);
    };
  }

  private Found token(String text) {
    return new Found.Token(text, this);
  }

  /** RFC 9110 section 11.4: the scheme in any case, one or more spaces, the token, nothing more. */
  private Found credentials(String value, boolean bareAllowed) {
    int space = value.indexOf(' ');
    int end = space < 0 ? value.length() : space;
    if (value.substring(0, end).equalsIgnoreCase(SCHEME)) {
      int start = end;
      while (start < value.length() && value.charAt(start) == ' ') {
        start++;
      }
      String text = value.substring(start);
      return text.isEmpty() || text.contains(" ") ? NOT_A_TOKEN : token(text);
    }
    if (value.isEmpty() || value.contains("\t")) {
      return NOT_A_TOKEN;
    }
    // Another scheme, such as Basic, is not ours to judge: there simply is no token.
    return end == value.length() && bareAllowed ? token(value) : NOTHING;
  }

  private List<String> cookies(List<String> fields) {
    List<String> values = new ArrayList<>();
    for (String field : fields) {
      collect(field, ";", values);
    }
    return values;
  }

  /** From the raw query, because asking the container for parameters would eat the body. */
  private List<String> parameters(RequestFacts facts) {
    String query = facts.query();
    boolean safe = facts.method().equals("GET") || facts.method().equals("HEAD");
    List<String> values = new ArrayList<>();
    if (safe && query != null) {
      collect(query, "&", values);
    }
    return values;
  }

  private void collect(String pairs, String separator, List<String> values) {
    for (String pair : pairs.split(separator, -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2 && name.equals(parts[0].strip())) {
        values.add(parts[1].strip());
      }
    }
  }

  /** The word that {@link #of} reads. */
  public String configName() {
    if (equals(BEARER)) {
      return "bearer";
    }
    boolean bareAuthorization = place == Place.HEADER && name.equals("Authorization");
    return bareAuthorization
        ? "authorization"
        : place.name().toLowerCase(java.util.Locale.ROOT) + ":" + name;
  }

  /** Whether browsers send it on their own, so that other sites can make them. */
  public boolean isAmbient() {
    return place == Place.COOKIE;
  }
}
