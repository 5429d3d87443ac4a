package dev.watchword.http;

import dev.watchword.token.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a request was made on this machine, to this machine. */
public final class LocalRequest {
  private static final List<String> FORWARDING =
      List.of(
          "Forwarded",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "X-Forwarded-Port",
          "X-Forwarded-Server",
          "X-Real-IP",
          "X-Client-IP",
          "True-Client-IP",
          "CF-Connecting-IP",
          "Via");

  /** What nginx speaks by default; it then rewrites the host and sends no forwarding header. */
  private static final Set<String> OLD_HTTP = Set.of("HTTP/1.0", "HTTP/0.9");

  /** What browsers say of a page's own server, and of an address typed by hand. */
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  /** RFC 6761 section 6.3: every name below {@code localhost} is the loopback address too. */
  private static final Pattern LOOPBACK_NAME =
      Pattern.compile("([a-z0-9_-]+\\.)*localhost|127\\.0\\.0\\.1|\\[::1]");

  private LocalRequest() {}

  /**
   * Whether a request was made on this machine, to this machine, and that is certain: loopback at
   * both ends of the socket, a loopback name in the URL (or a page elsewhere could have made the
   * browser call) whatever name the container was given, no proxy between, and no page of another
   * site.
   */
  public static boolean isLocal(RequestFacts facts) {
    return obstacle(facts) == null;
  }

  /**
   * Why a request is not such a one, in words for the log; null where it is. What they repeat of
   * the request is escaped.
   */
  public static @Nullable String obstacle(RequestFacts facts) {
    if (!ClientAddress.isLoopback(facts.address())) {
      return "the client's address is not loopback";
    }
    if (!ClientAddress.isLoopback(facts.localAddress())) {
      return "the server's own address is not loopback";
    }
    if (OLD_HTTP.contains(facts.protocol())) {
      return "it came by " + facts.protocol() + ", as from a proxy";
    }
    List<String> hosts = new ArrayList<>(facts.headers().all("Host"));
    hosts.add(facts.host());
    for (String host : hosts) {
      if (!LOOPBACK_NAME.matcher(RequestHost.name(host)).matches()) {
        return "the host " + Printable.text(host) + " is not localhost";
      }
    }
    for (String header : FORWARDING) {
      if (facts.has(header)) {
        return "the header " + header + " came, as from a proxy";
      }
    }
    return otherSite(facts);
  }

  /** A page that a developer visits could otherwise make their browser call this server. */
  private static @Nullable String otherSite(RequestFacts facts) {
    String own = "http://" + facts.host();
    for (String origin : facts.headers().all("Origin")) {
      if (!origin.equals(own)) {
        return "Origin " + Printable.text(origin) + " is not " + Printable.text(own);
      }
    }
    for (String site : facts.headers().all("Sec-Fetch-Site")) {
      if (!OWN_SITES.contains(site)) {
        return "Sec-Fetch-Site is " + Printable.text(site);
      }
    }
    return null;
  }
}
