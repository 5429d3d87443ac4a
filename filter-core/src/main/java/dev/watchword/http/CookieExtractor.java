package dev.watchword.http;

import java.util.ArrayList;
import java.util.List;

/** A token in a cookie. */
record CookieExtractor(String name) implements TokenExtractor {
  @Override
  public Extraction extract(RequestFacts facts) {
    List<String> values = new ArrayList<>();
    for (String field : facts.headers().all("Cookie")) {
      values.addAll(QueryExtractor.values(field, ";", name));
    }
    return SoleValue.of(values, SoleValue::bare);
  }

  @Override
  public boolean isAmbient() {
    return true;
  }

  @Override
  public String varyBy() {
    return "Cookie";
  }

  @Override
  public String advice() {
    return "Send the cookie " + name + "=<token>.";
  }

  @Override
  public String toString() {
    return "cookie:" + name;
  }
}
