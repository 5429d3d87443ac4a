package dev.watchword.demo;

import dev.watchword.Revocations;
import dev.watchword.Watchword;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /revoke} with one field of a form: {@code caller=default/alice}, {@code jti=…},
 * {@code key=usual}, {@code claim=sid=7f3a} or {@code issuer=default}. {@code grace=300} lets the
 * tokens live for some seconds yet, {@code lift=yes} takes a revocation back. A rule asks for the
 * scope.
 */
final class Revoke extends DemoServlet {
  private static final long serialVersionUID = 1L;
  private static final List<String> SUBJECTS = List.of("caller", "jti", "key", "claim", "issuer");

  private static final int LONGEST_VALUE = 1024;

  private final transient Watchword watchword;

  Revoke(Watchword watchword) {
    this.watchword = watchword;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      Map<String, String> done = revoke(fields(request));
      Json.write(response, HttpServletResponse.SC_OK, Json.text(done));
    } catch (IllegalArgumentException nothingToRevoke) {
      error(response, HttpServletResponse.SC_BAD_REQUEST, nothingToRevoke.getMessage());
    } catch (IllegalStateException notDone) {
      String advice = "the store did not say that it was done; try again";
      error(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, advice);
    }
  }

  private static void error(HttpServletResponse response, int status, @Nullable String sentence)
      throws IOException {
    Json.write(response, status, Json.text(Map.of("error", String.valueOf(sentence))));
  }

  private static Map<String, String> fields(HttpServletRequest request) {
    Map<String, String> fields = new LinkedHashMap<>();
    request.getParameterMap().forEach((name, values) -> fields.put(name, values[0]));
    return fields;
  }

  private Map<String, String> revoke(Map<String, String> fields) {
    List<String> named = SUBJECTS.stream().filter(fields::containsKey).toList();
    if (named.size() != 1) {
      throw new IllegalArgumentException("send one of " + String.join(", ", SUBJECTS));
    }
    String by = named.get(0);
    String value = fields.getOrDefault(by, "");
    if (value.length() > LONGEST_VALUE) {
      throw new IllegalArgumentException(by + " has more than " + LONGEST_VALUE + " characters");
    }
    Revocations.Target target = target(by, value);
    boolean lift = fields.getOrDefault("lift", "").equals("yes");
    if (lift) {
      target.lift();
    } else {
      target.grace(seconds(fields.getOrDefault("grace", "0"))).revoke();
    }
    return new TreeMap<>(Map.of(lift ? "lifted" : "revoked", by, "value", value));
  }

  private static Duration seconds(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("grace is a number of seconds");
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }

  private Revocations.Target target(String by, String value) {
    Revocations revocations = watchword.revocations();
    String first = watchword.issuers().get(0).name();
    return switch (by) {
      case "caller" -> revocations.caller(value);
      case "jti" -> revocations.token(first, value);
      case "key" -> revocations.key(first, value);
      case "claim" -> {
        String[] parts = value.split("=", 2);
        yield revocations.claim(first, parts[0], parts.length == 1 ? "" : parts[1]);
      }
      default -> revocations.issuer(value);
    };
  }
}
