package dev.watchword.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A token that stands in a header in a form of the application's own. */
record ReadHeader(String name, Function<String, Extraction> reading) implements TokenExtractor {
  /** What a browser remembers, and sends whichever page makes it call: no token is looked for. */
  private static final Set<String> SENT_BY_BROWSERS =
      Set.of("basic", "digest", "negotiate", "ntlm");

  @Override
  public Extraction extract(RequestFacts facts) {
    List<String> values = facts.headers().all(name);
    if (values.size() > 1) {
      return Extraction.several();
    }
    return values.isEmpty() || isOfBrowser(values.get(0))
        ? Extraction.none()
        : reading.apply(values.get(0));
  }

  private boolean isOfBrowser(String value) {
    return isAuthorization() && isSentByBrowsers(value.split(" ", 2)[0]);
  }

  static boolean isSentByBrowsers(String scheme) {
    return SENT_BY_BROWSERS.contains(scheme.toLowerCase(Locale.ROOT));
  }

  private boolean isAuthorization() {
    return name.equalsIgnoreCase("Authorization");
  }

  @Override
  public boolean isAmbient() {
    return false;
  }

  @Override
  public @Nullable String varyBy() {
    return isAuthorization() ? null : name;
  }

  @Override
  public String advice() {
    return "Send the token in the header " + name + ".";
  }

  @Override
  public String toString() {
    return "header:" + name;
  }
}
