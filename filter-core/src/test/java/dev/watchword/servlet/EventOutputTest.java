package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written, and when the answer ends. */
class EventOutputTest {
  private final AsyncContext async = mock(AsyncContext.class);
  private final Body body = new Body();
  private EventOutput output;

  @BeforeEach
  void begin() throws IOException {
    ServletResponse response = mock(ServletResponse.class);
    when(response.getOutputStream()).thenReturn(body);
    when(async.getResponse()).thenReturn(response);
    output = EventOutput.begin(async);
    verify(async).addListener(any());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void assertOver() {
    verify(async, times(1)).complete();
    assertFalse(output.isOpen());
    assertFalse(output.add(bytes("late")));
  }

  @Test
  void endWhileAnotherThreadWrites_isWrittenStill() throws IOException {
    output.onWritePossible();
    body.whileWriting = () -> output.end(bytes("end"));
    output.add(bytes("one "));
    assertEquals("one end", body.written.toString());
    assertOver();
  }

  @Test
  void endBeforeServerWrites_isWrittenThen() throws IOException {
    output.end(bytes("end"));
    verify(async, never()).complete();
    output.onWritePossible();
    assertEquals("end", body.written.toString());
    assertOver();
  }

  @Test
  void clientThatDoesNotRead_isNotWaitedFor() throws IOException {
    output.onWritePossible();
    body.ready = false;
    output.add(bytes("one"));
    verify(async, never()).complete();
    output.end(bytes("end"));
    assertEquals("", body.written.toString());
    assertOver();
  }

  @Test
  void brokenWrite_isEndedByServer() throws IOException {
    output.onWritePossible();
    body.whileWriting =
        () -> {
          throw new IllegalStateException("broken");
        };
    output.add(bytes("one"));
    assertFalse(output.isOpen());
    verify(async, never()).complete();
    output.onError(new IOException("broken"));
    assertOver();
  }

  @Test
  void errorWhileAnotherThreadWrites_endsAfterIt() throws Exception {
    output.onWritePossible();
    Thread server = new Thread(() -> output.onError(new IOException("broken")));
    body.whileWriting =
        () -> {
          server.start();
          while (server.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
          }
          verify(async, never()).complete();
        };
    output.add(bytes("x"));
    server.join();
    assertOver();
  }

  private static final class Body extends ServletOutputStream {
    final StringBuilder written = new StringBuilder();
    boolean ready = true;
    Runnable whileWriting = () -> {};

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}

    @Override
    public void write(int one) {
      written.append((char) one);
      Runnable next = whileWriting;
      whileWriting = () -> {};
      next.run();
    }
  }
}
