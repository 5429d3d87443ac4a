package dev.watchword.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script reads must be there, or the exit code says so. */
class OutputTest {
  /** As {@code /dev/full} is. */
  private static final class Full extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      throw new IOException("no space left on device");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "mint --sub alice",
        "explain x",
        "doctor",
        "doctor --json",
        "revoke --help",
        "--help",
        "--version"
      })
  void outputThatCannotBeWritten_isNoSuccess(String command) {
    String secret = CommandResult.of("secret").only();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            command.split(" "),
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(new Full(), false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("WATCHWORD_SECRET", secret));
    assertEquals(Exit.OUTPUT, exit);
    assertEquals(
        "watchword: the output could not be written" + System.lineSeparator(),
        err.toString(StandardCharsets.UTF_8));
  }
}
