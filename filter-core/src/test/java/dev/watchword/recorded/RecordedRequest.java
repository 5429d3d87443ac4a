package dev.watchword.recorded;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as a recording has it: {@code GET /path?query | Header: value | from 198.51.100.1}. The
 * parts after the first are headers, or words that say what a container would: {@code from} and
 * {@code to} the addresses of the socket, {@code context} the context path, {@code read} the path
 * as the container reads it, {@code protocol}, {@code body}; {@code unread} where it can read
 * nothing.
 */
final class RecordedRequest {
  private static final String CLIENT = "203.0.113.7";

  final String method;
  final String target;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> fields = new ArrayList<>();
  private final Map<String, String> said = new TreeMap<>();

  private RecordedRequest(String method, String target) {
    this.method = method;
    this.target = target;
  }

  static RecordedRequest of(String line, Words words) {
    String[] parts = line.split(" \\| ", -1);
    String[] start = words.expand(parts[0]).split(" ", 2);
    RecordedRequest request = new RecordedRequest(start[0], start[1]);
    for (int i = 1; i < parts.length; i++) {
      request.add(words.expand(parts[i]));
    }
    return request;
  }

  private void add(String part) {
    String[] word = part.split(" ", 2);
    int colon = part.indexOf(": ");
    if (!word[0].endsWith(":")) {
      said.put(word[0], word.length < 2 ? "" : word[1]);
    } else {
      fields.add(part);
      headers
          .computeIfAbsent(part.substring(0, colon), any -> new ArrayList<>())
          .add(part.substring(colon + 2));
    }
  }

  /** The fields as whole lines, in their order. */
  List<String> fields() {
    return fields;
  }

  List<String> all(String name) {
    return headers.getOrDefault(name, List.of());
  }

  boolean has(String word) {
    return said.containsKey(word);
  }

  String word(String word, String otherwise) {
    return said.getOrDefault(word, otherwise);
  }

  String address() {
    return word("from", CLIENT);
  }

  String contextPath() {
    return word("context", "");
  }

  String rawPath() {
    return target.split("\\?", 2)[0];
  }

  /** What the container makes of the path; null where the recording says {@code read nothing}. */
  String path() {
    String path = word("read", rawPath().substring(contextPath().length()));
    return path.equals("nothing") ? null : path;
  }

  String query() {
    int start = target.indexOf('?');
    return start < 0 ? null : target.substring(start + 1);
  }

  /** The host as a container would tell it. */
  String host() {
    List<String> hosts = all("Host");
    return hosts.isEmpty() ? "" : hosts.get(0).toLowerCase(Locale.ROOT);
  }
}
