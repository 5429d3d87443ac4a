package dev.watchword.demo.redis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The demo on two nodes as a process, with all that it prints in one place. */
final class Program implements AutoCloseable {
  private static final String LAST_LINE = "429 the others";

  private final Process process;
  private final BufferedReader out;

  Program(Map<String, String> environment) throws IOException {
    String java = System.getProperty("java.home") + "/bin/java";
    String classPath = System.getProperty("java.class.path");
    ProcessBuilder builder =
        new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-cp", classPath, Main.class.getName());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("DEMO_") || name.startsWith("WATCHWORD_"));
    builder.environment().putAll(environment);
    process = builder.redirectErrorStream(true).start();
    out = process.inputReader();
  }

  /** What it says until it is ready. */
  List<String> untilReady() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      if (line.endsWith(LAST_LINE)) {
        return lines;
      }
    }
    throw new IOException("it has ended: " + lines);
  }

  /** The Redis that it has started, and what watches over that. */
  Stream<ProcessHandle> descendants() {
    return process.descendants();
  }

  /** What it still says, and how it ends. */
  int exit(List<String> lines) throws InterruptedException {
    lines.addAll(out.lines().toList());
    assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it does not end");
    return process.exitValue();
  }

  /** Without a chance to clean up. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  void stop() {
    process.toHandle().destroy(); // Process.destroy would close its output
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
