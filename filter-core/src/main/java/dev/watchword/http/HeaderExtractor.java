package dev.watchword.http;

import org.jspecify.annotations.Nullable;

/**
 * A token in a header field.
 *
 * @param scheme the word before it, compared in any case
 * @param isBareAllowed whether it may stand there without the scheme
 */
record HeaderExtractor(String name, String scheme, boolean isBareAllowed)
    implements TokenExtractor {
  private static final String AUTHORIZATION = "Authorization";
  private static final String BEARER_SCHEME = "Bearer";

  /** {@code Authorization: Bearer <token>} and nothing else (RFC 6750 section 2.1). */
  static final HeaderExtractor BEARER = new HeaderExtractor(AUTHORIZATION, BEARER_SCHEME, false);

  /** {@code Authorization} with the scheme, or with the bare token. */
  static final HeaderExtractor BARE = new HeaderExtractor(AUTHORIZATION, BEARER_SCHEME, true);

  /** A header of another name, with the scheme {@code Bearer} or with the bare token. */
  static HeaderExtractor ofName(String name) {
    return new HeaderExtractor(name, BEARER_SCHEME, true);
  }

  /** {@code Authorization} with another scheme, such as {@code JWT}. */
  static HeaderExtractor ofScheme(String scheme) {
    return scheme.equalsIgnoreCase(BEARER_SCHEME)
        ? BEARER
        : new HeaderExtractor(AUTHORIZATION, scheme, false);
  }

  @Override
  public Extraction extract(RequestFacts facts) {
    return SoleValue.of(facts.headers().all(name), this::credentials);
  }

  /** RFC 9110 section 11.4: the scheme in any case, one or more spaces, the token, nothing more. */
  private Extraction credentials(String value) {
    int space = value.indexOf(' ');
    int end = space < 0 ? value.length() : space;
    if (value.substring(0, end).equalsIgnoreCase(scheme)) {
      int start = end;
      while (start < value.length() && value.charAt(start) == ' ') {
        start++;
      }
      String text = value.substring(start);
      return text.contains(" ") ? SoleValue.NOT_A_TOKEN : SoleValue.bare(text);
    }
    if (value.isEmpty() || value.contains("\t")) {
      return SoleValue.NOT_A_TOKEN;
    }
    // Another scheme, such as Basic, is not ours to judge: there simply is no token.
    return end == value.length() && isBareAllowed ? Extraction.token(value) : Extraction.none();
  }

  @Override
  public boolean isAmbient() {
    return false;
  }

  @Override
  public @Nullable String varyBy() {
    return name.equalsIgnoreCase(AUTHORIZATION) ? null : name;
  }

  @Override
  public String advice() {
    return "Send the header " + name + (isBareAllowed ? ": <token>." : ": " + scheme + " <token>.");
  }

  @Override
  public String toString() {
    if (!name.equals(AUTHORIZATION)) {
      return "header:" + name;
    }
    if (!scheme.equals(BEARER_SCHEME)) {
      return "scheme:" + scheme;
    }
    return isBareAllowed ? "authorization" : "bearer";
  }
}
