package dev.watchword.http;

import dev.watchword.http.Extraction.Malformed;
import dev.watchword.http.Extraction.Token;
import dev.watchword.token.Printable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An extractor of the application's own, by the name that settings use. */
record NamedExtractor(
    String name,
    TokenExtractor extractor,
    boolean isAmbient,
    boolean isInUrl,
    @Nullable String varyBy,
    String advice)
    implements TokenExtractor {

  /** Asks everything but the token itself now, and never again. */
  static NamedExtractor of(String name, TokenExtractor extractor) {
    return new NamedExtractor(
        name,
        extractor,
        extractor.isAmbient(),
        extractor.isInUrl(),
        extractor.varyBy(),
        Objects.requireNonNull(extractor.advice()));
  }

  @Override
  public Extraction extract(RequestFacts facts) {
    Extraction found = Objects.requireNonNull(extractor.extract(facts));
    if (found instanceof Malformed malformed) {
      return new Malformed(malformed.reason(), told(Printable.plain(malformed.detail())));
    }
    if (found instanceof Token token && token.text().isEmpty()) {
      return Extraction.malformed(told("an empty token"));
    }
    if (found instanceof Token token && !isInUrl && isInUrl(token.text(), facts)) {
      return Extraction.malformed(told("the token is in the URL, and isInUrl() is false"));
    }
    return found;
  }

  private String told(String detail) {
    return "token extractor '" + name + "': " + detail;
  }

  /** What is true of a token in the URL holds for this one, whatever its extractor says. */
  private static boolean isInUrl(String token, RequestFacts facts) {
    String query = facts.query();
    return facts.rawPath().contains(token) || (query != null && query.contains(token));
  }

  @Override
  public String toString() {
    return name;
  }
}
