package dev.watchword.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A token in the query of a GET or HEAD request. */
record QueryExtractor(String name) implements TokenExtractor {
  /** From the raw query, because asking the container for parameters would eat the body. */
  @Override
  public Extraction extract(RequestFacts facts) {
    String query = facts.query();
    boolean safe = facts.method().equals("GET") || facts.method().equals("HEAD");
    List<String> values = safe && query != null ? values(query, "&", name) : List.of();
    return SoleValue.of(values, SoleValue::bare);
  }

  /** The values of a name in {@code name=value} pairs, as they stand there. */
  static List<String> values(String pairs, String separator, String name) {
    List<String> values = new ArrayList<>();
    for (String pair : pairs.split(separator, -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2 && name.equals(parts[0].strip())) {
        values.add(parts[1].strip());
      }
    }
    return values;
  }

  @Override
  public boolean isAmbient() {
    return false;
  }

  @Override
  public boolean isInUrl() {
    return true;
  }

  @Override
  public @Nullable String varyBy() {
    return null;
  }

  @Override
  public String advice() {
    return "Send the query parameter " + name + "=<token>.";
  }

  @Override
  public String toString() {
    return "query:" + name;
  }
}
