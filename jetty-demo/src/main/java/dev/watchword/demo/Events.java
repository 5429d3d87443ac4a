package dev.watchword.demo;

import dev.watchword.Watchword;
import dev.watchword.servlet.EventStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /api/events}: a stream that lives by its token. {@code POST} brings a newer token. */
final class Events extends DemoServlet {
  private static final long serialVersionUID = 1L;

  /** Where it is. */
  static final String PATH = "/api/events";

  private final transient Watchword watchword;
  private final transient OpenStreams streams;

  Events(Watchword watchword, OpenStreams streams) {
    this.watchword = watchword;
    this.streams = streams;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    EventStream stream = EventStream.open(request, response).orElse(null);
    if (stream != null) {
      streams.add(PATH, stream, watchword.streams().policy());
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    EventStream.update(request, response);
  }
}
