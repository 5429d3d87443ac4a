package dev.watchword.guard;

import dev.watchword.http.ClientAddress;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Store;
import dev.watchword.settings.NeededValues;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how requests are counted: whose addresses they come from, and what clients are told. */
final class CountingSettings {
  private static final Set<String> NO_ADDRESS =
      Set.of("host", "via", "origin", "referer", "cookie", "authorization", "user-agent");

  private CountingSettings() {}

  /**
   * Counting as the settings want it.
   *
   * @param failures how many bad tokens an address may send; null for any number
   * @param publishable how many sessions may begin for visitors; null for any number
   */
  static Limits read(
      Section section,
      Store store,
      @Nullable RateLimit failures,
      @Nullable LimitPolicy publishable) {
    String header = proxyHeader(section);
    ClientAddress clients =
        section.read(
            Property.PROXIES, text -> new ClientAddress(Settings.words(text, ","), header));
    boolean hasProxies = section.given(Property.PROXIES) != null;
    NeededValues.check(section, Property.PROXIES_HEADER, hasProxies, Property.PROXIES);
    boolean oldHeaders = section.oneOf(Property.XRATELIMIT, "on", "off").equals("on");
    return new Limits(
        store,
        clients == null ? new ClientAddress(List.of(), header) : clients,
        failures,
        oldHeaders,
        publishable);
  }

  /** One of a misspelt name would never come, and every client would be the proxy. */
  private static String proxyHeader(Section section) {
    String header = section.text(Property.PROXIES_HEADER);
    String lower = header.toLowerCase(Locale.ROOT);
    boolean isKnown = Set.of("x-forwarded-for", "forwarded").contains(lower);
    boolean isAlike = lower.contains("forwarded") || NO_ADDRESS.contains(lower);
    if (!isKnown && (isAlike || !header.matches("[A-Za-z0-9-]+"))) {
      section.mistake(
          Property.PROXIES_HEADER,
          "is '"
              + header
              + "'; write X-Forwarded-For, Forwarded, or a header that holds the client's address"
              + " alone, such as X-Real-IP");
    }
    return header;
  }
}
