package dev.watchword.stream;

import static dev.watchword.stream.StreamFixture.assertTold;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.stream.StreamFixture.Connection;
import dev.watchword.testing.Tokens;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is thrown at a stream, it ends with its token, and holds no other back. */
class StreamFaultsTest {
  private static final int STREAMS = 20;

  private final StreamFixture streams = new StreamFixture(AtExpiry.CLOSE);

  /** What may be thrown besides a {@code RuntimeException}. */
  enum Fault {
    ASSERTION(AssertionError::new),
    DEEP(StackOverflowError::new);

    private final Supplier<Error> error;

    Fault(Supplier<Error> error) {
      this.error = error;
    }
  }

  /** Throws when it is told something or asked, but can be ended. */
  private static final class Faulty implements StreamConnection {
    private final Fault fault;
    private final boolean isOpenToAsk;
    private String ended = "not ended";

    Faulty(Fault fault, boolean isOpenToAsk) {
      this.fault = fault;
      this.isOpenToAsk = isOpenToAsk;
    }

    @Override
    public boolean isOpen() {
      if (isOpenToAsk) {
        return true;
      }
      throw fault.error.get();
    }

    @Override
    public void beat() {
      throw fault.error.get();
    }

    @Override
    public void send(StreamMessage message) {
      throw fault.error.get();
    }

    @Override
    public void end(StreamEnd end) {
      ended = end.toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void messageThatCannotBeSent_leavesEndInPlace(Fault fault) {
    Faulty faulty = new Faulty(fault, true);
    streams.registry.open(streams.alice(300), faulty);
    streams.at(290); // the warning, and the beat
    streams.at(331);
    assertEquals("EXPIRED", faulty.ended);
  }

  @ParameterizedTest
  @EnumSource
  void connectionThatCannotBeAsked_isEndedAndHoldsNoOtherBack(Fault fault) {
    for (int i = 0; i < STREAMS; i++) { // in whatever order they are looked at
      Faulty faulty = new Faulty(fault, false);
      Connection connection = new Connection();
      streams.registry.open(streams.new Credential(null), faulty);
      streams.registry.open(streams.alice(300), connection);
      streams.at(331);
      assertEquals("GOING_AWAY", faulty.ended);
      assertTold(connection, "EXPIRED");
      streams.clock.moveTo(Tokens.NOW);
    }
  }

  /** Without memory for a thread, until there is some again. */
  private static final class Threads implements java.util.concurrent.Executor {
    private boolean isOut = true;

    @Override
    public void execute(Runnable work) {
      if (isOut) {
        throw new InternalError("unable to create native thread");
      }
      work.run();
    }
  }

  @Test
  void streamThatNoThreadCouldEnd_isEndedLater() {
    Threads threads = new Threads();
    StreamRegistry registry =
        new StreamRegistry(
            StreamFixture.CLOSE, 1000, (callers, now) -> Set.of(), threads, streams.clock);
    Connection first = new Connection();
    Connection second = new Connection();
    registry.open(streams.alice(300), first);
    registry.open(streams.alice(300), second);
    Instant expired = Tokens.NOW.plusSeconds(331);
    streams.clock.moveTo(expired);
    registry.tick();
    threads.isOut = false;
    registry.tick();
    assertTold(first, "EXPIRED");
    assertTold(second, "EXPIRED");
    assertEquals(0, registry.size());
  }
}
