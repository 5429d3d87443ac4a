package dev.watchword.servertests;

import dev.watchword.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A request of the corpus of filter-core, with what must come of it. */
record HostileRow(
    String group,
    String name,
    String method,
    String target,
    List<String> headers,
    List<String> reasons,
    boolean mayPass) {
  private static final Path TESTS = Path.of("../filter-core/target/test-classes");

  /** All that can be sent; the secret of their tokens goes to a file. */
  static List<HostileRow> all(Path secret) throws IOException, InterruptedException {
    Path file = secret.resolveSibling("corpus.jsonl");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = TESTS + ":" + System.getProperty("java.class.path");
    int exit =
        new ProcessBuilder(
                java,
                "-cp",
                classPath,
                "dev.watchword.corpus.CorpusFile",
                file.toString(),
                secret.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("no corpus; were the tests of filter-core compiled?");
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(HostileRow::read).toList();
    }
  }

  @SuppressWarnings("unchecked") // as CorpusFile writes it
  private static HostileRow read(String line) {
    Map<String, Object> row = StrictJson.read(line.getBytes(StandardCharsets.UTF_8));
    if (row == null) {
      throw new UncheckedIOException(new IOException("no row: " + line));
    }
    return new HostileRow(
        (String) row.get("group"),
        (String) row.get("name"),
        (String) row.get("method"),
        (String) row.get("target"),
        (List<String>) row.get("headers"),
        (List<String>) row.get("reasons"),
        (Boolean) row.get("may_pass"));
  }

  @Override
  public String toString() {
    return group + " " + name;
  }
}
