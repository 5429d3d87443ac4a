package dev.watchword.token;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Headers under which a MAC was right: they need not be read again. */
final class KnownHeaders {
  /** Callers' libraries write a handful of different headers; only the first ones are kept. */
  private static final int MOST = 64;

  private final Map<String, JoseHeader> headers = new ConcurrentHashMap<>();

  /** The first of them, which is mostly that of all tokens; found without a copy of its text. */
  private volatile @Nullable KnownHeader usual;

  private record KnownHeader(String text, JoseHeader header) {}

  /** The header as read before, or read now; it is kept only by {@link #keep}. */
  JoseHeader of(TokenText token) {
    if (token.headerBytes() > JoseHeader.LARGEST) {
      return JoseHeader.TOO_LARGE;
    }
    KnownHeader first = usual;
    if (first != null && token.hasHeader(first.text)) {
      return first.header;
    }
    JoseHeader known = headers.get(token.headerText());
    return known == null ? JoseHeader.read(token.header()) : known;
  }

  /** Keeps a header under which a MAC was right; a header of any other token is never kept. */
  void keep(TokenText token, JoseHeader header) {
    KnownHeader first = usual;
    if (first == null) {
      usual = new KnownHeader(token.headerText(), header);
    }
    if ((first == null || first.header != header) && headers.size() < MOST) {
      headers.putIfAbsent(token.headerText(), header);
    }
  }
}
