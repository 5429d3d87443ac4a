package dev.watchword.servlet;

import dev.watchword.Watchword;
import dev.watchword.guard.Decision;
import dev.watchword.stream.AtExpiry;
import dev.watchword.stream.StreamConnection;
import dev.watchword.stream.StreamCredential;
import dev.watchword.stream.StreamEnd;
import dev.watchword.stream.StreamMessage;
import dev.watchword.stream.TokenStream;
import dev.watchword.token.Caller;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events that live by the token of their request. A servlet behind the filter opens
 * one, with {@code async-supported}, and any thread may send: nothing waits for the client to read.
 * Safe for use by several threads at once.
 */
public final class EventStream {
  private static final byte[] COMMENT = bytes(":\n\n");

  private final EventOutput output;
  private final TokenStream stream;

  private EventStream(EventOutput output, TokenStream stream) {
    this.output = output;
    this.stream = stream;
  }

  /**
   * Begins to answer with events; the first tells the client the id of the stream.
   *
   * @return empty where the caller has too many: then the answer is 429; and for HEAD, which gets
   *     the answer without events
   * @throws IllegalStateException where the filter does not guard the path, or the servlet is
   *     declared without async support
   */
  public static Optional<EventStream> open(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Watchword watchword = StreamUpdates.watchword(request);
    Decision.Pass pass = DispatchState.earlier(request, watchword.guard());
    if (pass == null) {
      throw new IllegalStateException("the filter of Watchword has not let this request through");
    }
    StreamCredential credential =
        watchword.streams().credential(DispatchState.lasting(request), pass);
    if (watchword.streams().isFull(credential)) {
      Answers.writeInstead(StreamUpdates.tooMany(request, watchword), request, response);
      return Optional.empty();
    }
    describe(response);
    if (request.getMethod().equals("HEAD")) { // nothing written would tell that it is broken
      return Optional.empty();
    }
    AsyncContext async = request.startAsync(request, response);
    response.flushBuffer();
    EventOutput output = EventOutput.begin(async);
    TokenStream stream = watchword.streams().open(credential, new EventConnection(output));
    if (stream == null) { // another request of the caller came in between
      output.end(event(StreamMessage.closing(StreamEnd.TOO_MANY)));
      return Optional.empty();
    }
    stream.announce();
    return Optional.of(new EventStream(output, stream));
  }

  private static void describe(HttpServletResponse response) {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no"); // nginx would keep events back
  }

  /**
   * Answers a POST by which a client renews the token of a stream: {@code
   * {"type":"update_token","stream":"ID","token":"..."}}. The answer is 204, or says why not.
   */
  public static void update(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StreamUpdates.answer(request, response);
  }

  /** Sends an event without a name; false where the stream has ended. */
  public boolean send(String data) {
    return output.add(event("message", data));
  }

  /**
   * Sends an event; false where the stream has ended.
   *
   * @param name one line
   */
  public boolean send(String name, String data) {
    if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("the name of an event is one line");
    }
    return output.add(event(name, data));
  }

  /** Who reads: by the newest token that was accepted. Null on an open path. */
  public @Nullable Caller caller() {
    return stream.caller();
  }

  /** What becomes of it when its token expires. */
  public AtExpiry atExpiry() {
    return stream.atExpiry();
  }

  public boolean isOpen() {
    return stream.isOpen();
  }

  /** Ends it. */
  public void close() {
    stream.close();
  }

  private static byte[] event(StreamMessage message) {
    return event(message.type(), message.json());
  }

  /** Each line of the data is a field of its own, whichever way lines end. */
  private static byte[] event(String name, String data) {
    StringBuilder event = new StringBuilder(data.length() + 32);
    if (!name.equals("message")) {
      event.append("event: ").append(name).append('\n');
    }
    for (String line : data.split("\r\n|\r|\n", -1)) {
      event.append("data: ").append(line).append('\n');
    }
    return bytes(event.append('\n').toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private record EventConnection(EventOutput output) implements StreamConnection {
    @Override
    public boolean isOpen() {
      return output.isOpen();
    }

    @Override
    public void beat() {
      output.add(COMMENT);
    }

    @Override
    public void send(StreamMessage message) {
      output.add(event(message));
    }

    @Override
    public void end(StreamEnd end) {
      output.end(event(StreamMessage.closing(end)));
    }
  }
}
