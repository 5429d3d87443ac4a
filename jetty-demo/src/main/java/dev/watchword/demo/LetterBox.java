package dev.watchword.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchword.token.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST /widget/letters} with {@code {"text":"…"}}: a caller writes, and Bob answers. */
final class LetterBox extends DemoServlet {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 2048;
  private static final int MOST_LETTERS = 500;

  private final transient Letters letters;

  LetterBox(Letters letters) {
    this.letters = letters;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String text = text(request.getInputStream().readNBytes(MOST_BYTES));
    if (text.isBlank()
        || text.length() > MOST_LETTERS
        || !(request.getUserPrincipal() instanceof Caller caller)) {
      Json.write(response, HttpServletResponse.SC_BAD_REQUEST, "{\"error\":\"text\"}");
      return;
    }
    letters.send(caller, "You", text);
    letters.send(caller, "Bob", "Got it.");
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private static String text(byte[] body) {
    try {
      JsonNode read = JSON.readTree(body);
      return read.path("text").asText("");
    } catch (IOException notJson) {
      return "";
    }
  }
}
