package dev.watchword.jaxrs;

import dev.watchword.http.RequestFacts;
import dev.watchword.http.RequestHost;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JAX-RS request as facts. Its paths are those of the whole application, as servlets know them.
 */
final class JaxrsFacts {
  /** Matching ignores matrix parameters (RESTful Web Services 3.1 section 3.7.2). */
  private static final Pattern MATRIX = Pattern.compile(";[^/]*");

  /** No path begins with it, and so none is open. */
  private static final String UNREADABLE = "%/";

  private JaxrsFacts() {}

  /** By the request's URI, as it is now. */
  static RequestFacts of(ContainerRequestContext request, @Nullable ServletClient client) {
    return of(request, client, rawPath(request));
  }

  /**
   * By what resources are matched with: the path below the base URI. A filter may have moved that,
   * or put a URI that is not below it, so the path counts from where the base was at first.
   *
   * @param base the path of the base URI at first
   */
  static RequestFacts asMatched(
      ContainerRequestContext request, @Nullable ServletClient client, String base) {
    return of(request, client, matchedPath(request, base));
  }

  /** Whether both are the same, and can be read. */
  static boolean isMatchedByItsUri(ContainerRequestContext request, String base) {
    try {
      return matchedPath(request, base).equals(rawPath(request));
    } catch (RuntimeException unreadable) {
      return false;
    }
  }

  private static String rawPath(ContainerRequestContext request) {
    String path = request.getUriInfo().getRequestUri().getRawPath();
    return path == null ? "" : path;
  }

  private static String matchedPath(ContainerRequestContext request, String base) {
    String relative = request.getUriInfo().getPath(false);
    return base + (relative.startsWith("/") ? relative.substring(1) : relative);
  }

  private static RequestFacts of(
      ContainerRequestContext request, @Nullable ServletClient client, String raw) {
    String context = client == null ? "" : client.contextPath();
    return new RequestFacts(
        request.getMethod(),
        context,
        path(raw, context),
        raw,
        request.getUriInfo().getRequestUri().getRawQuery(),
        client == null
            ? RequestFacts.Connection.of("", "", host(request.getUriInfo().getBaseUri()), "")
            : client.connection(),
        RequestFacts.Via.CLIENT,
        name -> {
          List<String> values = request.getHeaders().get(name);
          return values == null ? List.of() : values;
        },
        () -> EntityBody.start(request));
  }

  /** Where there are no servlets, the base URI is what the runtime tells the application. */
  private static String host(URI base) {
    return RequestHost.of(base.getScheme(), base.getAuthority(), 0);
  }

  /**
   * The path of the base that resources are matched below, with a slash at its end; one of nowhere
   * where it is unreadable. A servlet container knows it better than the base URI, which a filter
   * of the application may have moved before any of ours ran.
   */
  static String basePath(ContainerRequestContext request, @Nullable ServletClient client) {
    try {
      URI uri = request.getUriInfo().getBaseUri();
      String told = withSlash(uri.getPath());
      String base = client == null ? told : client.base(told);
      String raw = withSlash(uri.getRawPath());
      return base.equals(told) || base.equals(raw)
          ? raw
          : new URI(null, null, base, null).getRawPath();
    } catch (URISyntaxException | RuntimeException unreadable) {
      return UNREADABLE;
    }
  }

  private static String withSlash(String path) {
    return path.endsWith("/") ? path : path + "/";
  }

  /** The path as resources are matched by it; null where it cannot be read. */
  private static @Nullable String path(String raw, String context) {
    String matched = MATRIX.matcher(raw).replaceAll("");
    try {
      String decoded = URI.create("http://x" + matched).getPath();
      boolean inside = decoded.equals(context) || decoded.startsWith(context + "/");
      String path = inside ? decoded.substring(context.length()) : decoded;
      return path.isEmpty() ? "/" : path;
    } catch (IllegalArgumentException unreadable) {
      return null;
    }
  }
}
