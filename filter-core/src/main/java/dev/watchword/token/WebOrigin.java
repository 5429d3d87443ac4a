package dev.watchword.token;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Origins of web pages, in the one form in which browsers send them: in lower case, without the
 * port that is the scheme's own, without a path. In a list the first label of a host may be {@code
 * *}: exactly one label, whichever it is.
 */
public final class WebOrigin {
  private static final String LABEL = "[a-z0-9_-]+";
  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>[a-z][a-z0-9+.-]*)://(?<any>\\*\\.)?(?<host>\\[[0-9a-f:]+]|%1$s(\\.%1$s)*\\.?)(:(?<port>\\d{1,5}))?"
              .formatted(LABEL));

  private static final Pattern FIRST_LABEL =
      Pattern.compile("([a-z][a-z0-9+.-]*://)" + LABEL + "(\\..+)");

  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  /** To browsers such a host is an IPv4 address, or no host at all. */
  private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?");

  private static final String GROUP = "(0|[1-9a-f][0-9a-f]{0,3})";
  private static final Pattern IPV6 =
      Pattern.compile("%1$s(:%1$s){7}|(%1$s(:%1$s){0,5})?::(%1$s(:%1$s){0,5})?".formatted(GROUP));

  private static final Map<String, Integer> OWN_PORTS = Map.of("https", 443, "http", 80);

  private WebOrigin() {}

  /**
   * The form in which browsers send an origin that a person wrote; null where no browser can send
   * it.
   */
  public static @Nullable String canonical(String text) {
    Matcher parts = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!parts.matches() || parts.group("scheme").equals("file")) {
      return null;
    }
    String scheme = parts.group("scheme");
    String host = parts.group("host");
    String port = parts.group("port");
    int number = port == null ? 0 : Integer.parseInt(port);
    boolean isAny = parts.group("any") != null;
    if (number > 0xFFFF || !isHost(host) || (isAny && !mayStandBelowAny(scheme, host))) {
      return null;
    }
    boolean isUsual = port == null || Integer.valueOf(number).equals(OWN_PORTS.get(scheme));
    return scheme + "://" + (isAny ? "*." : "") + host + (isUsual ? "" : ":" + number);
  }

  private static boolean isHost(String host) {
    if (host.startsWith("[")) {
      return isIpv6(host.substring(1, host.length() - 1));
    }
    return !ENDS_IN_A_NUMBER.matcher(host).matches() || IPV4.matcher(host).matches();
  }

  /** Written as browsers write it: zeros left out, and the first of the longest rows of them. */
  private static boolean isIpv6(String address) {
    boolean isShort = address.contains("::");
    long groups = address.chars().filter(c -> c == ':').count();
    return IPV6.matcher(address).matches()
        && (isShort ? groups <= 7 : !(":" + address + ":").contains(":0:0:"));
  }

  /** All of {@code *.com} would be everybody's. */
  private static boolean mayStandBelowAny(String scheme, String host) {
    boolean isName = !host.startsWith("[") && !IPV4.matcher(host).matches();
    boolean isSomebodys = host.equals("localhost") || host.indexOf('.') > 0;
    return OWN_PORTS.containsKey(scheme) && isName && isSomebodys && !host.endsWith(".");
  }

  /** Whether a list of origins in their form has the one that a request came with. */
  public static boolean isListed(Set<String> listed, String origin) {
    if (origin.indexOf('*') >= 0) {
      return false;
    }
    if (listed.contains(origin)) {
      return true;
    }
    Matcher parts = FIRST_LABEL.matcher(origin);
    return parts.matches() && listed.contains(parts.group(1) + "*" + parts.group(2));
  }
}
