package dev.watchword.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What came of a command. */
record CommandResult(int exit, String out, String err) {
  static {
    Logger.getLogger("").setLevel(Level.OFF); // as main does
  }

  /** Runs one in this process, in an environment of its own, and with that much on its input. */
  static CommandResult with(Map<String, String> env, String input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            args,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            env);
    return new CommandResult(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static CommandResult of(String... args) {
    return with(Map.of(), "", args);
  }

  /** The output, of a command that must have gone well and had nothing to say besides. */
  String only() {
    assertEquals("", err);
    assertEquals(Exit.GOOD, exit);
    return out.strip();
  }

  List<String> lines() {
    return out.lines().toList();
  }

  String lastLine() {
    return lines().get(lines().size() - 1);
  }
}
