package dev.watchword.demo;

import dev.watchword.token.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The application: it says who called, and counts how often it was reached. */
@ApplicationScoped
class Echo {
  private final AtomicLong runs = new AtomicLong();

  long runs() {
    return runs.get();
  }

  /** {@code caller} is null only while the operator lets requests through without a token. */
  Map<String, Object> answer(@Nullable Caller caller) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("caller", caller == null ? null : caller.getName());
    if (caller != null) {
      answer.put("id", caller.id());
      answer.put("roles", caller.roles());
      answer.put("scopes", caller.scopes());
      answer.put("claims", caller.claims());
    }
    answer.put("run", runs.incrementAndGet());
    return answer;
  }
}
