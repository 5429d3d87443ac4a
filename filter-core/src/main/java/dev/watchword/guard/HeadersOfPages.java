package dev.watchword.guard;

import dev.watchword.http.IssuerResolver;
import dev.watchword.http.TokenExtractor;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What a page of another origin has to send, and may not, as {@code cors.headers} stands. */
final class HeadersOfPages {
  private final Set<String> allowed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  private HeadersOfPages(GuardPolicy policy) {
    allowed.addAll(policy.cors().requestHeaders());
  }

  /** A line that warns of them; none where pages may send whatever they need. */
  static List<String> warnings(GuardPolicy policy) {
    if (policy.cors().origins().isEmpty()) {
      return List.of();
    }
    Set<String> missing = new HeadersOfPages(policy).missing(policy);
    return missing.isEmpty()
        ? List.of()
        : List.of(
            "WARNING: pages of watchword.cors.origins may not send "
                + String.join(", ", missing)
                + ", which they need; name it in watchword.cors.headers");
  }

  private Set<String> missing(GuardPolicy policy) {
    Set<String> missing = new TreeSet<>();
    for (PathRule rule : policy.rules().all()) {
      if (rule.access() == Access.TOKEN && rule.sources().stream().noneMatch(this::canBeUsed)) {
        rule.sources().forEach(source -> missing.add(header(source)));
      }
    }
    IssuerResolver resolver = policy.issuerResolver();
    if (resolver.by() == IssuerResolver.By.HEADER && !allowed.contains(resolver.name())) {
      missing.add(resolver.name());
    }
    return missing;
  }

  /** Cookies and WebSockets' protocols are sent by browsers without a question. */
  private boolean canBeUsed(TokenExtractor source) {
    String header = header(source);
    return source.isAmbient()
        || source.isInUrl()
        || header.equals("*")
        || header.startsWith("Sec-")
        || allowed.contains(header);
  }

  /** Only of {@code Authorization} caches know by themselves that answers vary by it. */
  private static String header(TokenExtractor source) {
    return Objects.requireNonNullElse(source.varyBy(), "Authorization");
  }
}
