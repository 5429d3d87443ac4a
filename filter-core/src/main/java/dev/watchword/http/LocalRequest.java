package dev.watchword.http;

import java.util.List;
import java.util.Set;

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

  /** What browsers say of a page's own server, and of an address typed by hand. */
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private LocalRequest() {}

  /**
   * Whether a request was made on this machine, to this machine, and that is certain: loopback at
   * both ends of the socket, a loopback name in the URL (or a page elsewhere could have made the
   * browser call) whatever name the container was given, no proxy between, and no page of another
   * site.
   */
  public static boolean isLocal(RequestFacts facts) {
    return ClientAddress.isLoopback(facts.address())
        && ClientAddress.isLoopback(facts.localAddress())
        && isLoopbackName(facts.host())
        && facts.headers().all("Host").stream().allMatch(LocalRequest::isLoopbackName)
        && FORWARDING.stream().noneMatch(facts::has)
        && !isOfAnotherSite(facts);
  }

  /** A page that a developer visits could otherwise make their browser call this server. */
  private static boolean isOfAnotherSite(RequestFacts facts) {
    String own = "http://" + facts.host();
    return !facts.headers().all("Origin").stream().allMatch(own::equals)
        || !facts.headers().all("Sec-Fetch-Site").stream().allMatch(OWN_SITES::contains);
  }

  private static boolean isLoopbackName(String host) {
    String name = RequestHost.name(host);
    return name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
  }
}
