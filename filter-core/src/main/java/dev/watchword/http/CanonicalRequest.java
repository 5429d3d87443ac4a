package dev.watchword.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The text of which Atlassian makes its query string hash: the method, the path below the base URL
 * of the app, and the sorted parameters without the token, with {@code &} between them.
 */
public final class CanonicalRequest {
  private static final String TOKEN = "jwt";
  private static final char REPLACEMENT = '\uFFFD';

  private CanonicalRequest() {}

  /**
   * The path as it was sent, below the context and then below a base; null where it is not there.
   *
   * @param base begins with a slash
   */
  public static @Nullable String path(RequestFacts facts, String base) {
    String path = below(facts.rawPath(), facts.contextPath());
    String rest = path == null || base.equals("/") ? path : below(path, base);
    if (rest == null) {
      return null;
    }
    // or /a&b=c with no query would be the same text as /a with the query b=c
    String sole = rest.replace("&", "%26");
    return sole.length() < 2
        ? "/"
        : sole.endsWith("/") ? sole.substring(0, sole.length() - 1) : sole;
  }

  /** What follows as many segments as the prefix has, where these say the same; null elsewhere. */
  private static @Nullable String below(String raw, String prefix) {
    int end = 0;
    for (int i = prefix.indexOf('/'); i >= 0; i = prefix.indexOf('/', i + 1)) {
      int next = raw.indexOf('/', end + 1);
      end = next < 0 ? raw.length() : next;
    }
    String start = raw.substring(0, end);
    boolean isThere = start.equals(prefix) || PathReadings.of(start, "").literal().equals(prefix);
    return isThere ? raw.substring(end) : null;
  }

  /** The parameters of a query; null where it cannot be read in one way alone. */
  public static @Nullable Map<String, List<String>> parameters(@Nullable String query) {
    return query == null ? Map.of() : parameters(query.getBytes(StandardCharsets.UTF_8));
  }

  /** The fields of a form; null where it cannot be read in one way alone. */
  public static @Nullable Map<String, List<String>> parameters(byte[] form) {
    Map<String, List<String>> all = FormFields.read(form);
    return all == null || all.entrySet().stream().anyMatch(CanonicalRequest::isGarbled)
        ? null
        : all;
  }

  /** Bytes that are no UTF-8 all become the same character. */
  private static boolean isGarbled(Map.Entry<String, List<String>> field) {
    return Stream.concat(Stream.of(field.getKey()), field.getValue().stream())
        .anyMatch(text -> text.indexOf(REPLACEMENT) >= 0);
  }

  /**
   * The request as text, in each order in which it is signed: Atlassian's Java library sorts
   * parameters as they are encoded, its library for Node as they are decoded.
   */
  public static Stream<String> texts(
      String method, String path, Map<String, List<String>> parameters) {
    String start = method + "&" + path + "&";
    return Stream.<Function<String, String>>of(CanonicalRequest::encoded, Function.identity())
        .map(order -> start + sorted(parameters, Comparator.comparing(order)));
  }

  private static String sorted(Map<String, List<String>> parameters, Comparator<String> order) {
    return parameters.entrySet().stream()
        .filter(parameter -> !parameter.getKey().equals(TOKEN))
        .sorted(Map.Entry.comparingByKey(order))
        .map(parameter -> encoded(parameter.getKey()) + "=" + joined(parameter.getValue(), order))
        .collect(Collectors.joining("&"));
  }

  private static String joined(List<String> values, Comparator<String> order) {
    return values.stream()
        .sorted(order)
        .map(CanonicalRequest::encoded)
        .collect(Collectors.joining(","));
  }

  /** All but the unreserved characters of RFC 3986 section 2.3 are escaped. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
