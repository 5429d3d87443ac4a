package dev.watchword.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Raw query strings, read as containers read them. */
public final class QueryParameters {
  private QueryParameters() {}

  /** Every value of a parameter, decoded. */
  public static List<String> values(@Nullable String query, String name) {
    List<String> values = new ArrayList<>();
    for (String pair : pairs(query)) {
      if (name.equals(name(pair))) {
        int equals = pair.indexOf('=');
        values.add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return values;
  }

  /**
   * The parameters of a dispatch: its own, and of the request's those that it does not have. The
   * application sees the same, with the dispatch's value first (Servlet 6.0 section 9.1.1).
   *
   * @param own of the dispatch; null for none
   * @param outer of the request; null for none
   */
  public static @Nullable String merged(@Nullable String own, @Nullable String outer) {
    if (own == null || outer == null || own.equals(outer)) {
      return own == null ? outer : own;
    }
    Set<String> names = new HashSet<>();
    pairs(own).forEach(pair -> names.add(name(pair)));
    StringBuilder merged = new StringBuilder(own);
    for (String pair : pairs(outer)) {
      if (!names.contains(name(pair))) {
        merged.append('&').append(pair);
      }
    }
    return merged.toString();
  }

  /** What is left of the pairs without those of some names; null for nothing. */
  static @Nullable String without(@Nullable String pairs, Set<String> names) {
    List<String> left =
        pairs(pairs).stream().filter(pair -> !names.contains(name(pair).strip())).toList();
    return left.isEmpty() ? null : String.join("&", left);
  }

  private static List<String> pairs(@Nullable String query) {
    return query == null ? List.of() : List.of(query.split("&", -1));
  }

  private static String name(String pair) {
    int equals = pair.indexOf('=');
    return decoded(equals < 0 ? pair : pair.substring(0, equals));
  }

  /** As containers do it: what the application takes for the parameter must be what decides. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badEscape) {
      return text;
    }
  }
}
