package dev.watchword.demo;

import dev.watchword.guard.Visitor;
import dev.watchword.servlet.EventStream;
import dev.watchword.stream.StreamPolicy;
import dev.watchword.token.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /widget/events}: GET opens an inbox, a stream that lives by its token, and POST brings a
 * newer token for it.
 */
final class LetterStreams extends DemoServlet {
  private static final long serialVersionUID = 1L;

  private final transient Letters letters;
  private final transient OpenStreams shown;
  private final transient StreamPolicy policy;

  LetterStreams(Letters letters, OpenStreams shown, StreamPolicy policy) {
    this.letters = letters;
    this.shown = shown;
    this.policy = policy;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<EventStream> opened = EventStream.open(request, response);
    if (opened.isEmpty()) {
      return;
    }
    EventStream reader = opened.get();
    shown.add(request.getRequestURI(), reader, policy);
    Caller caller = reader.caller();
    if (caller != null) {
      greet(reader, caller.getName(), true);
      Letters.send(reader, "first", "Bob", "Lunch at noon?");
      Letters.send(reader, "second", "Carol", "The report is ready. Have a look when you can.");
      letters.add(reader);
    } else if (request.getAttribute(Visitor.class.getName()) instanceof Visitor visitor) {
      greet(reader, visitor.unverifiedUserId(), false);
      Letters.send(reader, "board", "Board", "We are open from 9 to 5.");
    }
  }

  private static void greet(EventStream reader, String name, boolean isVerified) {
    reader.send("reader", Json.text(Map.of("name", name, "verified", isVerified)));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    EventStream.update(request, response);
  }
}
