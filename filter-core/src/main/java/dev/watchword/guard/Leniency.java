package dev.watchword.guard;

import dev.watchword.http.ClientAddress;
import dev.watchword.http.RequestFacts;
import dev.watchword.http.RequestHost;
import dev.watchword.token.Reason;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two ways in which requests pass that should be refused, for as long as an operator needs them.
 *
 * @param enforceFrom until then everything passes without a caller, and the log says what would
 *     have been refused; null: it is refused
 * @param insecure whether requests from this very machine pass without a token, for local testing
 */
public record Leniency(@Nullable Instant enforceFrom, boolean insecure) {
  public static final Leniency NONE = new Leniency(null, false);

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

  /** What is no matter of tokens, and holds on a developer's machine as everywhere. */
  private static final Set<Reason> NOT_ABOUT_TOKENS =
      EnumSet.of(
          Reason.CLOSED,
          Reason.AMBIGUOUS_PATH,
          Reason.HOST,
          Reason.UNREADABLE,
          Reason.CROSS_SITE,
          Reason.ORIGIN,
          Reason.RATE_LIMITED,
          Reason.FAULT);

  /** Whether nothing is refused at that instant. */
  public boolean isTrial(Instant now) {
    return enforceFrom != null && now.isBefore(enforceFrom);
  }

  boolean isOpenTo(RequestFacts facts, Reason reason) {
    return insecure && !NOT_ABOUT_TOKENS.contains(reason) && isLocal(facts);
  }

  /** A page that a developer visits could otherwise make their browser call this server. */
  private static boolean isOfAnotherSite(RequestFacts facts) {
    String own = "http://" + facts.host();
    return !facts.headers().all("Origin").stream().allMatch(own::equals)
        || !facts.headers().all("Sec-Fetch-Site").stream().allMatch(OWN_SITES::contains);
  }

  /**
   * Whether a request was made on this machine, to this machine, by somebody who knows it: loopback
   * at both ends of the socket, a loopback name in the URL (or a page elsewhere could have made the
   * browser call) whatever name the container was given, no proxy between, and no page of another
   * site.
   */
  public static boolean isLocal(RequestFacts facts) {
    return ClientAddress.isLoopback(facts.address())
        && ClientAddress.isLoopback(facts.localAddress())
        && isLoopbackName(facts.host())
        && facts.headers().all("Host").stream().allMatch(Leniency::isLoopbackName)
        && FORWARDING.stream().noneMatch(facts::has)
        && !isOfAnotherSite(facts);
  }

  private static boolean isLoopbackName(String host) {
    String name = RequestHost.name(host);
    return name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
  }
}
