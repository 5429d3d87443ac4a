package dev.watchword.event;

import dev.watchword.json.StrictJson;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line of JSON for each refusal, each request with a caller, and each notice, to the
 * logger {@code dev.watchword.audit} at INFO. The names are those of the Elastic Common Schema
 * (ECS). None is left out, also in a flood. A line is of printable ASCII, whatever a request holds.
 */
public final class AuditLog implements GuardListener {
  private static final int LONGEST_TEXT = 1000;

  private final Logger logger;

  public AuditLog() {
    this(System.getLogger("dev.watchword.audit"));
  }

  AuditLog(Logger logger) {
    this.logger = logger;
  }

  /** An open path that nobody showed a token for is not written, as nobody was let in. */
  @Override
  public void decided(GuardEvent event) {
    if ((event.passed() && event.caller() == null) || !logger.isLoggable(Level.INFO)) {
      return;
    }
    Reason reason = event.reason();
    Map<String, @Nullable Object> line = begin(event.at().toString(), "authentication");
    line.put("event.type", List.of(type(event)));
    line.put("event.outcome", outcome(event));
    line.put("event.action", "request_" + action(event));
    if (reason != null) {
      line.put("event.reason", reason.code());
      line.put("event.id", event.id());
      line.put("http.response.status_code", (long) event.status());
      line.put("message", text(event.detail()));
    }
    putText(line, "rule.name", event.rule());
    putText(line, "source.ip", event.address());
    putText(line, "http.request.method", event.method());
    putText(line, "url.path", event.path());
    putCaller(line, event.caller());
    logger.log(Level.INFO, StrictJson.write(line));
  }

  @Override
  public void noticed(Notice notice) {
    if (logger.isLoggable(Level.INFO)) {
      Map<String, @Nullable Object> line = begin(notice.at().toString(), "configuration");
      line.put("event.type", List.of("info"));
      line.put("event.action", notice.kind().name().toLowerCase(Locale.ROOT));
      line.put("message", text(notice.text()));
      logger.log(Level.INFO, StrictJson.write(line));
    }
  }

  private static Map<String, @Nullable Object> begin(String at, String category) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("@timestamp", at);
    line.put("ecs.version", "8.11.0");
    line.put("event.kind", "event");
    line.put("event.category", List.of(category));
    line.put("event.provider", "watchword");
    return line;
  }

  private static String type(GuardEvent event) {
    if (event.passed()) {
      return "start";
    }
    return event.enforced() ? "denied" : "info";
  }

  private static String outcome(GuardEvent event) {
    if (event.passed()) {
      return "success";
    }
    return event.enforced() ? "failure" : "unknown";
  }

  private static String action(GuardEvent event) {
    if (event.passed()) {
      return "passed";
    }
    return event.enforced() ? "refused" : "would_be_refused";
  }

  /** What a verified token says. A refused one proves nothing, so nothing of it stands here. */
  private static void putCaller(Map<String, @Nullable Object> line, @Nullable Caller caller) {
    if (caller != null) {
      line.put("user.id", text(caller.id()));
      line.put("user.name", text(caller.getName()));
      if (!caller.roles().isEmpty()) {
        List<String> roles = new ArrayList<>();
        caller.roles().forEach(role -> roles.add(text(role)));
        line.put("user.roles", roles);
      }
      line.put("watchword.issuer", caller.issuer());
      line.put("watchword.key", caller.key());
    }
  }

  private static void putText(Map<String, @Nullable Object> line, String name, String value) {
    if (!value.isEmpty()) {
      line.put(name, text(value));
    }
  }

  /** The writer escapes it; here it only gets an end. */
  private static String text(String value) {
    return value.length() <= LONGEST_TEXT ? value : value.substring(0, LONGEST_TEXT) + "...";
  }
}
