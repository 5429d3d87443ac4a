package dev.watchword.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Places of a token that the application behind shall not see.
 *
 * @param headers names in lower case
 * @param cookies names as they are
 */
public record HiddenPlaces(Set<String> headers, Set<String> cookies) {
  /** The application sees all that came. */
  public static final HiddenPlaces NONE = new HiddenPlaces(Set.of(), Set.of());

  public HiddenPlaces {
    headers = Set.copyOf(headers);
    cookies = Set.copyOf(cookies);
  }

  /**
   * All places of a rule.
   *
   * @throws IllegalArgumentException where one cannot be taken out of a request
   */
  public static HiddenPlaces of(List<TokenExtractor> sources) {
    Set<String> headers = new TreeSet<>();
    Set<String> cookies = new TreeSet<>();
    for (TokenExtractor source : sources) {
      if (source instanceof HeaderExtractor header) {
        headers.add(header.name().toLowerCase(Locale.ROOT));
      } else if (source instanceof CookieExtractor cookie) {
        cookies.add(cookie.name());
      } else {
        throw new IllegalArgumentException(
            "hide takes tokens out of headers and cookies, and not out of " + source);
      }
    }
    return new HiddenPlaces(headers, cookies);
  }

  public boolean isNone() {
    return headers.isEmpty() && cookies.isEmpty();
  }

  public boolean hidesHeader(String name) {
    return headers.contains(name.toLowerCase(Locale.ROOT));
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
