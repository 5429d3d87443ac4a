package dev.watchword.http;

import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.token.WebOrigin;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a sign-in may send the browser afterwards, and which cookie it leaves.
 *
 * @param origins to whose pages it may lead, in the form of {@link WebOrigin}; to paths of this
 *     server it always may
 * @param cookie the cookie's name
 */
public record SignInRules(Set<String> origins, String cookie) {
  /** Name and value together: browsers drop longer ones without a word (RFC 6265bis). */
  private static final int LONGEST_COOKIE = 4096;

  private static final int LONGEST_TARGET = 2048;
  private static final Pattern COOKIE = Pattern.compile("__Host-[A-Za-z0-9_-]{1,64}");
  private static final Pattern PRINTABLE = Pattern.compile("[!-~&&[^\\\\]]+");
  private static final Pattern TARGET =
      Pattern.compile("(?<origin>https?://[^/?#]+)?(?<path>[^?#]*)(?<rest>.*)");

  public SignInRules {
    origins = Set.copyOf(origins);
    if (!COOKIE.matcher(cookie).matches()) {
      throw new IllegalArgumentException(
          "'" + cookie + "' is not __Host- and up to 64 letters, digits, _ and -");
    }
  }

  /**
   * Whether the browser may be sent there: to a path that every reader reads in the same way, of
   * this server or of a listed origin that is written as browsers write it.
   */
  public boolean mayReturnTo(String target) {
    Matcher parts = TARGET.matcher(target);
    if (target.length() > LONGEST_TARGET
        || !PRINTABLE.matcher(target).matches()
        || !parts.matches()) {
      return false;
    }
    String origin = parts.group("origin");
    String path = parts.group("path");
    boolean isListed =
        origin == null
            || (origin.equals(WebOrigin.canonical(origin)) && WebOrigin.isListed(origins, origin));
    boolean isPath = path.startsWith("/") && !PathReadings.of(path, "").odd();
    return isListed && (isPath || (origin != null && path.isEmpty()));
  }

  /** Whether browsers keep a cookie with that value. */
  public boolean fits(String value) {
    return cookie.length() + value.length() <= LONGEST_COOKIE;
  }

  /** The field that leaves the cookie: for this host alone, and out of reach of scripts. */
  public Header setCookie(String value, Duration lifetime) {
    return new Header(
        "Set-Cookie",
        cookie
            + "="
            + value
            + "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age="
            + lifetime.toSeconds());
  }
}
