package dev.watchword.demo;

import dev.watchword.Watchword;
import dev.watchword.servlet.EventStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /console/events}: what happens, for the page on this machine. */
final class ConsoleEvents extends DemoServlet {
  private static final long serialVersionUID = 1L;

  private final transient Watchword watchword;
  private final transient Feed feed;

  ConsoleEvents(Watchword watchword, Feed feed) {
    this.watchword = watchword;
    this.feed = feed;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    EventStream page = EventStream.open(request, response).orElse(null);
    if (page != null) {
      feed.streams().add(request.getRequestURI(), page, watchword.streams().policy());
      feed.add(page);
    }
  }
}
