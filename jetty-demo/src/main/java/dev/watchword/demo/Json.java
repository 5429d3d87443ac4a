package dev.watchword.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** JSON out. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (IOException cannotHappen) {
      throw new UncheckedIOException(cannotHappen);
    }
  }

  static void write(HttpServletResponse response, int status, String json) throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().print(json);
  }

  /** A servlet that answers GET with what a function makes of the request. */
  static HttpServlet get(Function<HttpServletRequest, String> answer) {
    return new Get(answer);
  }

  private static final class Get extends DemoServlet {
    private static final long serialVersionUID = 1L;

    private final transient Function<HttpServletRequest, String> answer;

    Get(Function<HttpServletRequest, String> answer) {
      this.answer = answer;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      write(response, HttpServletResponse.SC_OK, answer.apply(request));
    }
  }
}
