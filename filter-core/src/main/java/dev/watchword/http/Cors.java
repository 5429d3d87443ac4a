package dev.watchword.http;

import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.token.WebOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which other origins' pages may call, and read the answers (the Fetch standard's CORS protocol).
 * Every value sent is one from the configuration; the origin is one that it covers.
 *
 * @param origins such as {@code https://app.example} or {@code https://*.app.example}, in the form
 *     of {@link WebOrigin}; empty switches CORS off
 * @param requestHeaders what such a page may send beside the simple headers
 * @param credentials whether the browser may send cookies along
 * @param exposed what such a page may read of answers beside {@link #ALWAYS_EXPOSED}
 */
public record Cors(
    Set<String> origins, List<String> requestHeaders, boolean credentials, List<String> exposed) {
  public static final Cors OFF = new Cors(Set.of(), List.of(), false);

  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";

  /** Headers of our answers that mean something to a program. */
  public static final List<String> ALWAYS_EXPOSED =
      List.of("WWW-Authenticate", "Retry-After", "RateLimit", "RateLimit-Policy");

  private static final String AN_HOUR = "3600";

  public Cors {
    origins = Set.copyOf(origins);
    requestHeaders = List.copyOf(requestHeaders);
    exposed = List.copyOf(exposed);
  }

  /** Pages that may read what is always exposed. */
  public Cors(Set<String> origins, List<String> requestHeaders, boolean credentials) {
    this(origins, requestHeaders, credentials, List.of());
  }

  /** The same, with more headers that pages may read. */
  public Cors exposing(List<String> headers) {
    return new Cors(origins, requestHeaders, credentials, headers);
  }

  /** A true preflight from a listed origin is answered here; null for any other request. */
  public @Nullable HttpAnswer preflight(RequestFacts facts) {
    boolean isPreflight =
        facts.method().equals("OPTIONS")
            && allowedOrigin(facts) != null
            && facts.header("Access-Control-Request-Method") != null;
    if (!isPreflight) {
      return null;
    }
    List<Header> headers = new ArrayList<>(headers(facts));
    headers.add(new Header("Access-Control-Allow-Methods", METHODS));
    headers.add(new Header("Access-Control-Allow-Headers", String.join(", ", requestHeaders)));
    headers.add(new Header("Access-Control-Max-Age", AN_HOUR));
    return new HttpAnswer(204, headers, "");
  }

  /** What lets a page of a listed origin read an answer. */
  public List<Header> headers(RequestFacts facts) {
    if (origins.isEmpty()) {
      return List.of();
    }
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Vary", "Origin"));
    String origin = allowedOrigin(facts);
    if (origin != null) {
      headers.add(new Header("Access-Control-Allow-Origin", origin));
      headers.add(new Header("Access-Control-Expose-Headers", allExposed()));
      if (credentials) {
        headers.add(new Header("Access-Control-Allow-Credentials", "true"));
      }
    }
    return headers;
  }

  private String allExposed() {
    return String.join(", ", Stream.concat(ALWAYS_EXPOSED.stream(), exposed.stream()).toList());
  }

  private @Nullable String allowedOrigin(RequestFacts facts) {
    if (origins.isEmpty()) {
      return null;
    }
    String origin = facts.header("Origin");
    return origin != null && WebOrigin.isListed(origins, origin) ? origin : null;
  }

  /**
   * Whether a request that carries a cookie token was made by our own page or a listed one. Safe
   * methods need no proof, handshakes of WebSockets do; where the browser gave none, the answer is
   * no. No page can write {@code Sec-Fetch-Site} itself, and it holds behind a proxy that rewrites
   * the host.
   */
  public boolean isOwnOrListed(RequestFacts facts) {
    boolean safe = facts.method().equals("GET") || facts.method().equals("HEAD");
    if (safe && !facts.has("Upgrade")) {
      return true;
    }
    List<String> shown = facts.headers().all("Origin");
    boolean isSameOrigin = "same-origin".equals(facts.header("Sec-Fetch-Site"));
    if (shown.size() != 1 || isSameOrigin) {
      return shown.size() <= 1 && isSameOrigin;
    }
    String origin = shown.get(0);
    return WebOrigin.isListed(origins, origin) || isOwn(origin, facts.host());
  }

  /**
   * Scheme aside, which a proxy in front may have changed; it may also have written the port of the
   * page's scheme, which no origin has.
   */
  private static boolean isOwn(String origin, String host) {
    int start = origin.indexOf("://");
    if (start <= 0 || host.isEmpty()) {
      return false;
    }
    String shown = origin.substring(start + 3);
    String standard = origin.startsWith("https:") ? ":443" : ":80";
    return host.equalsIgnoreCase(shown) || host.equalsIgnoreCase(shown + standard);
  }
}
