package dev.watchword.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/** The process of {@link FloodServer}. */
final class FloodTarget implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter questions;
  private final int port;

  FloodTarget(String secret, String store) throws IOException {
    process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                FloodServer.class.getName(),
                secret,
                store)
            .redirectError(Redirect.DISCARD)
            .start();
    answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    questions =
        new PrintWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII), true);
    port = (int) answer();
  }

  int port() {
    return port;
  }

  /** The processor's time that it has used, in nanoseconds. */
  long processorNanos() throws IOException {
    questions.println(FloodServer.CPU);
    return answer();
  }

  /** Bytes in use after the garbage was collected. */
  long heapInUse() throws IOException {
    questions.println(FloodServer.HEAP);
    return answer();
  }

  private long answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the server has ended");
    }
    return Long.parseLong(line);
  }

  @Override
  public void close() {
    questions.close();
    process.destroy();
  }
}
