package dev.watchword.guard;

import dev.watchword.guard.Outcome.Granted;
import dev.watchword.http.Cors;
import dev.watchword.http.HttpAnswer.Header;
import java.util.ArrayList;
import java.util.List;

/** What the answers of the application, and those of the guard, have to carry. */
record ResponseHeaders(Cors cors) {
  /** Those of before as well: what was said of a token in the URL stays true. */
  List<Header> of(Incoming request, Granted granted) {
    List<Header> headers = new ArrayList<>(forEveryAnswer(request));
    headers.addAll(granted.headers());
    return kept(request, headers);
  }

  /** What was granted, with the headers of before. */
  static Granted kept(Incoming request, Granted granted) {
    return new Granted(
        granted.rule(),
        granted.requester(),
        granted.charged(),
        granted.used(),
        kept(request, new ArrayList<>(granted.headers())),
        granted.overridden());
  }

  private static List<Header> kept(Incoming request, List<Header> headers) {
    List<Header> before = request.earlier() == null ? List.of() : request.earlier().headers();
    headers.removeIf(header -> header.yields() && isNamed(header, before));
    for (Header earlier : before) {
      if (!isNamed(earlier, headers) || (earlier.isList() && !headers.contains(earlier))) {
        headers.add(earlier);
      }
    }
    return List.copyOf(headers);
  }

  private static boolean isNamed(Header one, List<Header> among) {
    return among.stream().anyMatch(header -> header.name().equals(one.name()));
  }

  /** What lets a listed page read the answer, whatever it says. */
  List<Header> forEveryAnswer(Incoming request) {
    try {
      return cors.headers(request.facts());
    } catch (RuntimeException unreadable) {
      return List.of();
    }
  }
}
