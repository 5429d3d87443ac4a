package dev.watchword;

import dev.watchword.token.IssuerSource;

/** For issuers of test vectors: their secrets are published, and several have the same. */
public final class UncheckedIssuers {
  private UncheckedIssuers() {}

  /** Lets the builder find issuers there, whatever their secrets. */
  public static WatchwordBuilder issuerSource(WatchwordBuilder builder, IssuerSource source) {
    return builder.issuerSourceAsItIs(source);
  }
}
