package dev.watchword.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a command reads and writes, and the environment it runs in. */
record Terminal(InputStream in, PrintStream out, PrintStream err, Map<String, String> env) {
  private static final int LONGEST = 1 << 20;

  /** Everything that comes in, without the one line end that echo adds. */
  String read() {
    try {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new Failure(Exit.USAGE, "more than 1 MiB came in; that is nothing for this command");
      }
      return withoutLineEnd(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new Failure(Exit.USAGE, "the standard input cannot be read");
    }
  }

  private static String withoutLineEnd(String text) {
    String shorter = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return shorter.length() < text.length() && shorter.endsWith("\r")
        ? shorter.substring(0, shorter.length() - 1)
        : shorter;
  }

  /** The environment may hold the secret. */
  @Override
  public String toString() {
    return "Terminal[***]";
  }
}
