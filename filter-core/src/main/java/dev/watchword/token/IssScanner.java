package dev.watchword.token;

import dev.watchword.json.JsonScanner;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@code iss} of a payload that is not verified yet, where {@code iss} picks the issuer.
 * What it finds is a key to look up and nothing else: after the MAC it is compared again.
 */
final class IssScanner {
  private @Nullable String iss;
  private int seen;

  private IssScanner() {}

  /** The one top-level {@code iss}; null where there is none, or two, or no strict object. */
  static @Nullable String iss(byte[] payload) {
    IssScanner scanner = new IssScanner();
    boolean sound = JsonScanner.scanPayload(payload, scanner::member);
    return sound && scanner.seen == 1 ? scanner.iss : null;
  }

  private void member(String name, @Nullable String text) {
    if (name.equals("iss")) {
      iss = text;
      seen++;
    }
  }
}
