package dev.watchword.servlet;

import dev.watchword.testing.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;

/** Streams of {@code /new} and {@code /old}, while refusals of some begin at a date. */
abstract class DryRunOfStreams extends ServletAppTest {
  /** In seconds after the start. */
  static final long DATE = 600;

  static final String TEXT_OF_DATE = Tokens.NOW.plusSeconds(DATE).toString();

  final StreamSite streams = new StreamSite();
  private final BlockingQueue<EventStream> opened = new LinkedBlockingQueue<>();

  /** What is set, of which the date is a part. */
  abstract void set(StreamSite site);

  @Override
  ServletApp application() {
    set(streams);
    return streams.app().page("/new", this::live).page("/old", this::live);
  }

  private void live(HttpServletRequest request, HttpServletResponse response) throws IOException {
    EventStream.open(request, response).ifPresent(opened::add);
  }

  @BeforeEach
  void begin() {
    streams.at(0);
    opened.clear();
  }

  /** The next one that the server has opened. */
  EventStream stream() throws InterruptedException {
    return opened.poll(20, TimeUnit.SECONDS);
  }

  static void assertEndsWith(String code, String reason, EventClient client) throws Exception {
    client.assertTold(
        "event: stream_closing|data: {\"type\":\"stream_closing\",\"code\":%s,\"reason\":\"%s\"}"
            .formatted(code, reason));
    client.assertOver();
  }
}
