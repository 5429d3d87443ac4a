package dev.watchword.guard;

import dev.watchword.http.CanonicalRequest;
import dev.watchword.http.FormFields;
import dev.watchword.http.RequestBody;
import dev.watchword.http.RequestFacts;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token that is bound to one request by Atlassian's claim {@code qsh}: the SHA-256 of its method,
 * path and parameters, in hexadecimal.
 *
 * @param base the path of the app's base URL, below the context; begins with a slash
 * @param fromPage whether the fixed value counts too that tokens have which a page asks for
 */
public record QueryHash(String base, boolean fromPage) {
  static final String FIXED = "context-qsh";

  private static final String CLAIM = "qsh";

  /**
   * Reads what follows the word {@code qsh}.
   *
   * @throws IllegalArgumentException with the form that is wanted
   */
  static QueryHash of(List<String> words) {
    List<String> bases = words.stream().filter(word -> !word.equals(FIXED)).toList();
    if (bases.size() != 1 || !isPath(bases.get(0))) {
      throw new IllegalArgumentException(
          "qsh is followed by the path of the app's base URL, such as: qsh / or " + FIXED);
    }
    return new QueryHash(bases.get(0), bases.size() < words.size());
  }

  private static boolean isPath(String word) {
    return word.equals("/") || (word.matches("(/[^/?#%;\\\\]+)+") && !word.contains("/."));
  }

  /** Why the token is not for this request; null where it is. */
  @Nullable Rejection fault(Caller caller, RequestFacts facts) {
    String claim = caller.claim(CLAIM, String.class).orElse("");
    if (fromPage && claim.equals(FIXED)) {
      return null;
    }
    byte[] bound = BodyHash.hex(claim);
    if (bound == null) {
      return refused("claim 'qsh' is no SHA-256 in hexadecimal");
    }
    String path = CanonicalRequest.path(facts, base);
    if (path == null) {
      return refused("the path is not below " + base);
    }
    Map<String, List<String>> query = CanonicalRequest.parameters(facts.query());
    if (query == null) {
      return refused("the query cannot be read");
    }
    if (isOf(bound, facts.method(), path, query)) {
      return null;
    }
    return query.isEmpty() && isForm(facts)
        ? formFault(bound, facts, path)
        : refused("claim 'qsh' is the hash of another request");
  }

  private static Rejection refused(String detail) {
    return new Rejection(Reason.QUERY_HASH, detail);
  }

  private static boolean isOf(
      byte[] bound, String method, String path, Map<String, List<String>> parameters) {
    return CanonicalRequest.texts(method, path, parameters)
        .map(text -> BodyHash.sha256(text.getBytes(StandardCharsets.UTF_8)))
        .anyMatch(hash -> MessageDigest.isEqual(bound, hash));
  }

  private static boolean isForm(RequestFacts facts) {
    return Set.of("POST", "PUT").contains(facts.method())
        && FormFields.isForm(facts.header("Content-Type"));
  }

  /** Without a query, a form's fields are hashed in its place. */
  private static @Nullable Rejection formFault(byte[] bound, RequestFacts facts, String path) {
    try {
      byte[] body = facts.body().start();
      if (body.length > RequestBody.MOST) {
        return BodyHash.TOO_LARGE;
      }
      Map<String, List<String>> fields = CanonicalRequest.parameters(body);
      return fields != null && isOf(bound, facts.method(), path, fields)
          ? null
          : refused("claim 'qsh' is the hash of another request");
    } catch (IOException broken) {
      return BodyHash.BROKEN;
    }
  }

  @Override
  public String toString() {
    return base.equals("/") ? "the request" : "the request below " + base;
  }
}
