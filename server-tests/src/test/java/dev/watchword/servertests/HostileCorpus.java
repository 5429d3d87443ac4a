package dev.watchword.servertests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The corpus of hostile requests, with the secret of its tokens. */
final class HostileCorpus {
  private final List<HostileRow> rows;
  private final Path secret;

  private HostileCorpus(List<HostileRow> rows, Path secret) {
    this.rows = rows;
    this.secret = secret;
  }

  /** Keeps its files in a directory. */
  static HostileCorpus in(Path directory) throws IOException, InterruptedException {
    Path secret = directory.resolve("corpus-secret");
    return new HostileCorpus(HostileRow.all(secret), secret);
  }

  /** The application that it is sent to. */
  WarFixture application(Path directory) throws IOException {
    return WarFixture.corpus(directory, secret);
  }

  /** Sends all to the application {@code /app}, and compares what comes of it with the page. */
  void check(String server, int port) throws IOException {
    CorpusRun run = new CorpusRun(port, "/app");
    for (HostileRow row : rows) {
      run.send(row);
    }
    assertEquals("", String.join("\n", run.wrong()));
    List<String> lines = ServersPage.expected(server, run);
    if (Boolean.getBoolean("servers.anew")) {
      ServersPage.write(server, lines);
    }
    assertEquals(lines, ServersPage.actual(server), "docs/servers.md");
  }
}
