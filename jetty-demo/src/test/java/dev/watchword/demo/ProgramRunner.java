package dev.watchword.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Other programs, run to their end, in an environment without settings of ours. */
final class ProgramRunner {
  private static final List<String> OURS = List.of("WATCHWORD_", "DEMO_", "MP_", "SECRET", "TOKEN");

  private ProgramRunner() {}

  /** What a program said, and how it ended. */
  record Result(int exit, String out, String err) {}

  static ProcessBuilder program(Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> OURS.stream().anyMatch(name::startsWith));
    builder.environment().putAll(environment);
    return builder;
  }

  /** The demo's Main in a JVM of its own. */
  static ProcessBuilder demo(Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("-XX:TieredStopAtLevel=1"); // it lives for seconds
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    return program(environment, command);
  }

  static Result run(ProcessBuilder builder) throws Exception {
    Process process = builder.start();
    process.getOutputStream().close();
    CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process, false));
    CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process, true));
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(builder.command().get(0) + " did not end within a minute");
    }
    return new Result(process.exitValue(), out.join(), err.join());
  }

  private static String text(Process process, boolean out) {
    try {
      byte[] bytes = (out ? process.getInputStream() : process.getErrorStream()).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
