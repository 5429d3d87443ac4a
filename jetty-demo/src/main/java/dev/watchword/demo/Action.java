package dev.watchword.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers POST by a function from one JSON object to another; an empty body is an empty object. An
 * {@code IllegalArgumentException} is 400, an {@code IllegalStateException} 409, and its message is
 * the answer's {@code error}.
 */
final class Action extends DemoServlet {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 80_000; // room for the longest token that can be set
  private static final String NO_OBJECT = "the body is no JSON object";

  private final transient Function<JsonNode, Map<String, ?>> work;

  Action(Function<JsonNode, Map<String, ?>> work) {
    this.work = work;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
      Json.write(response, HttpServletResponse.SC_OK, Json.text(work.apply(wish(body))));
    } catch (IllegalArgumentException notUnderstood) {
      error(response, HttpServletResponse.SC_BAD_REQUEST, notUnderstood.getMessage());
    } catch (IllegalStateException notNow) {
      error(response, HttpServletResponse.SC_CONFLICT, notNow.getMessage());
    }
  }

  private static JsonNode wish(byte[] body) {
    if (body.length > MOST_BYTES) {
      throw new IllegalArgumentException("the body has more than " + MOST_BYTES + " bytes");
    }
    try {
      JsonNode wish = JSON.readTree(body);
      if (wish.isMissingNode()) {
        return JSON.createObjectNode();
      } else if (wish.isObject()) {
        return wish;
      }
    } catch (IOException noJson) { // whose message would quote the body
      throw new IllegalArgumentException(NO_OBJECT, noJson);
    }
    throw new IllegalArgumentException(NO_OBJECT);
  }

  private static void error(HttpServletResponse response, int status, @Nullable String sentence)
      throws IOException {
    Json.write(response, status, Json.text(Map.of("error", String.valueOf(sentence))));
  }
}
