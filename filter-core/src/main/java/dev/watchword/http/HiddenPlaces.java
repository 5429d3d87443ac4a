package dev.watchword.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Places of a token that the application behind shall not see.
 *
 * @param headers names in lower case
 * @param cookies names as they are
 * @param query names of query parameters, decoded
 * @param fields names of fields of a form, decoded
 */
public record HiddenPlaces(
    Set<String> headers, Set<String> cookies, Set<String> query, Set<String> fields) {
  /** The application sees all that came. */
  public static final HiddenPlaces NONE = new HiddenPlaces(Set.of(), Set.of(), Set.of(), Set.of());

  public HiddenPlaces {
    headers = Set.copyOf(headers);
    cookies = Set.copyOf(cookies);
    query = Set.copyOf(query);
    fields = Set.copyOf(fields);
  }

  /**
   * All places of a rule.
   *
   * @throws IllegalArgumentException where one cannot be taken out of a request
   */
  public static HiddenPlaces of(List<TokenExtractor> sources) {
    Set<String> headers = new TreeSet<>();
    Set<String> cookies = new TreeSet<>();
    Set<String> query = new TreeSet<>();
    Set<String> fields = new TreeSet<>();
    for (TokenExtractor source : sources) {
      if (source instanceof HeaderExtractor header) {
        headers.add(header.name().toLowerCase(Locale.ROOT));
      } else if (source instanceof CookieExtractor cookie) {
        cookies.add(cookie.name());
      } else if (source instanceof QueryExtractor parameter) {
        query.add(parameter.name());
      } else if (source instanceof BodyExtractor body && body.isInForm()) {
        fields.add(body.name());
      } else {
        throw new IllegalArgumentException(
            "hide takes tokens out of headers, cookies, queries and forms, and not out of "
                + source);
      }
    }
    return new HiddenPlaces(headers, cookies, query, fields);
  }

  public boolean isNone() {
    return headers.isEmpty() && cookies.isEmpty() && query.isEmpty() && fields.isEmpty();
  }

  public boolean hidesHeader(String name) {
    return headers.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether no value of that parameter is shown, wherever it stands. */
  public boolean hidesParameter(String name) {
    return query.contains(name.strip()) || fields.contains(name.strip());
  }

  /** A raw query without what is hidden; null where nothing is left, or was there. */
  public @Nullable String queryWithout(@Nullable String raw) {
    return query.isEmpty() ? raw : QueryParameters.without(raw, query);
  }

  /** The body of a form without what is hidden. */
  public byte[] formWithout(byte[] form) {
    String left = QueryParameters.without(new String(form, StandardCharsets.ISO_8859_1), fields);
    return left == null ? new byte[0] : left.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * The fields of {@code Cookie} without what is hidden; without a field that held nothing else.
   */
  public List<String> cookieFields(List<String> fields) {
    List<String> left = new ArrayList<>();
    for (String field : fields) {
      List<String> pairs = new ArrayList<>();
      for (String pair : field.split(";", -1)) {
        String name = pair.split("=", 2)[0].strip();
        if (!pair.isBlank() && !cookies.contains(name)) {
          pairs.add(pair.strip());
        }
      }
      if (!pairs.isEmpty()) {
        left.add(String.join("; ", pairs));
      }
    }
    return left;
  }
}
