package dev.watchword.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The host that a request was sent to, as the container tells the application: {@code
 * getServerName} and port. It picks the issuer, is a page's own origin, and says whether a request
 * is local. A {@code Host} field beside it is never read for any of these.
 *
 * <p>Its one form is the name in lower case, an IPv6 address in brackets, and the port where it is
 * not the scheme's: {@code acme.example}, {@code acme.example:8443}, {@code [::1]:8080}.
 */
public final class RequestHost {
  private RequestHost() {}

  /**
   * The host in its form; empty where there is no name.
   *
   * @param name as the container has it, in brackets or not, in any case
   * @param port 0 or less for none
   */
  public static String of(@Nullable String scheme, @Nullable String name, int port) {
    if (name == null || name.isBlank()) {
      return "";
    }
    String lower = name.toLowerCase(Locale.ROOT);
    boolean isBareIpv6 = !lower.startsWith("[") && lower.indexOf(':') != lower.lastIndexOf(':');
    String host = isBareIpv6 ? "[" + lower + "]" : lower;
    String standard = "https".equalsIgnoreCase(scheme) ? ":443" : ":80";
    String text = port > 0 ? host + ":" + port : host;
    return text.endsWith(standard) ? text.substring(0, text.length() - standard.length()) : text;
  }

  /** A host without its port. */
  public static String name(String host) {
    return host.replaceFirst(":\\d+$", "");
  }

  /**
   * What is wrong with the {@code Host} fields, as a sentence; null for nothing. There is one at
   * most (RFC 9112 section 3.2). In HTTP/2 and later {@code :authority} is the host, and a field
   * beside it must name the same (RFC 9113 section 8.3.1): code that reads the field would
   * otherwise act for another host than the guard.
   *
   * <p>Not so in HTTP/1: there the container itself compares the field with a target that is a
   * whole URL, and where it tells another name it was set up to, for the proxy in front.
   *
   * @param behindProxy whether a trusted proxy has sent the request, by which the container may
   *     have taken the host from a forwarding header; what the client itself writes proves nothing
   */
  public static @Nullable String contradiction(RequestFacts facts, boolean behindProxy) {
    List<String> fields = facts.headers().all("Host");
    if (fields.size() > 1) {
      return "more than one Host field";
    }
    boolean isHttp1 = facts.protocol().isEmpty() || facts.protocol().startsWith("HTTP/1");
    if (fields.isEmpty() || isHttp1 || behindProxy) {
      return null;
    }
    String field = fields.get(0);
    boolean agrees =
        of("http", field, 0).equals(facts.host()) || of("https", field, 0).equals(facts.host());
    return agrees
        ? null
        : "the Host field names another host than the request was sent to (a proxy that may do so is"
            + " one of watchword.proxies)";
  }
}
