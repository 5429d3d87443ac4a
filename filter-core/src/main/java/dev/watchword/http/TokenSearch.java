package dev.watchword.http;

import dev.watchword.http.Extraction.Malformed;
import dev.watchword.http.HttpAnswer.Header;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The places of one path rule, looked at together. */
public final class TokenSearch {
  private static final List<Header> KEEP_PRIVATE =
      List.of(
          new Header("Cache-Control", "private, no-store"),
          new Header("Referrer-Policy", "no-referrer"));

  private static final Header NEVER_STORED = new Header("Cache-Control", "private, no-store");
  private static final Header PRIVATE = new Header("Cache-Control", "private", true);

  private TokenSearch() {}

  /** What was found in the places that were looked at. */
  public sealed interface Found {
    /** Exactly one token. */
    record Token(String text, TokenExtractor source) implements Found {
      @Override
      public String toString() {
        return "Token[*** in " + source + "]";
      }
    }

    /** No token anywhere. */
    record Nothing() implements Found {}

    /** Something that is not one token. */
    record Faulty(Malformed fault) implements Found {}
  }

  /** Looks in these places and no other: a source that is not listed is not even read. */
  public static Found find(RequestFacts facts, List<TokenExtractor> sources) {
    Found found = new Found.Nothing();
    for (TokenExtractor source : sources) {
      Extraction here = source.extract(facts);
      if (here instanceof Malformed fault) {
        return new Found.Faulty(fault);
      }
      if (here instanceof Extraction.Token token) {
        if (found instanceof Found.Token) {
          return new Found.Faulty(Extraction.several());
        }
        found = new Found.Token(token.text(), source);
      }
    }
    return found;
  }

  /**
   * What an answer must tell caches. Of tokens they know the header {@code Authorization} alone, so
   * that an answer to any other would be stored for everybody (RFC 9111 section 3.5).
   *
   * @param sources where the rule of this path looks for a token
   * @param found where it stood; null for nowhere
   */
  public static List<Header> headers(List<TokenExtractor> sources, @Nullable TokenExtractor found) {
    List<Header> headers = new ArrayList<>(0);
    for (TokenExtractor source : sources) {
      String field = source.varyBy();
      if (field != null) {
        headers.add(new Header("Vary", field));
      }
    }
    if (found == null) {
      return headers;
    }
    if (found.isInUrl()) {
      headers.addAll(KEEP_PRIVATE);
    } else if ("*".equals(found.varyBy())) {
      headers.add(NEVER_STORED);
    } else if (found.varyBy() != null) {
      headers.add(PRIVATE);
    }
    return headers;
  }
}
