package dev.watchword.jaxrs;

import dev.watchword.guard.RequestFacts;
import dev.watchword.guard.RequestHost;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JAX-RS request as facts. Its paths are those of the whole application, as servlets know them.
 */
final class RestFacts {
  /** Matching ignores matrix parameters (RESTful Web Services 3.1 section 3.7.2). */
  private static final Pattern MATRIX = Pattern.compile(";[^/]*");

  private RestFacts() {}

  static RequestFacts of(ContainerRequestContext request, @Nullable ServletClient client) {
    URI uri = request.getUriInfo().getRequestUri();
    String raw = uri.getRawPath() == null ? "" : uri.getRawPath();
    String context = client == null ? "" : client.contextPath();
    return new RequestFacts(
        request.getMethod(),
        context,
        path(raw, context),
        raw,
        uri.getRawQuery(),
        client == null ? "" : client.address(),
        client == null ? "" : client.localAddress(),
        client == null ? host(request.getUriInfo().getBaseUri()) : client.host(),
        client == null ? "" : client.protocol(),
        name -> {
          List<String> values = request.getHeaders().get(name);
          return values == null ? List.of() : values;
        });
  }

  /** Where there are no servlets, the base URI is what the runtime tells the application. */
  private static String host(URI base) {
    return RequestHost.of(base.getScheme(), base.getAuthority(), 0);
  }

  /** The path as resources are matched by it; null where it cannot be read. */
  private static @Nullable String path(String raw, String context) {
    String matched = MATRIX.matcher(raw).replaceAll("");
    try {
      String decoded = URI.create("http://x" + matched).getPath();
      boolean inside = decoded.startsWith(context);
      String path = inside ? decoded.substring(context.length()) : decoded;
      return path.isEmpty() ? "/" : path;
    } catch (IllegalArgumentException unreadable) {
      return null;
    }
  }
}
