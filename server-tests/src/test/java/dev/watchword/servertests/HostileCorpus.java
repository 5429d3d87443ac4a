package dev.watchword.servertests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

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

  /** For one that can read the secret from its environment only, and has JAX-RS besides. */
  Map<String, String> environment() {
    return Map.of("CORPUS_SECRET", secret.toString(), "WATCHWORD_SECRET", TestSecrets.awkward());
  }

  /** Sends all to the application {@code /app}, and compares what comes of it with the page. */
  void check(String server, int port) throws IOException {
    check(
        server,
        (method, target, headers) -> RawReply.to(port, method, target, headers),
        all -> true);
  }

  /** The same over HTTP/2, as far as that server takes it. */
  void checkHttp2(String server, int port, Predicate<HostileRow> takes) throws IOException {
    try (Http2Wire wire = new Http2Wire(port)) {
      check(server + ServersPage.HTTP2, wire, takes);
    }
  }

  private void check(String title, CorpusRun.Wire wire, Predicate<HostileRow> takes)
      throws IOException {
    CorpusRun run = new CorpusRun(wire, "/app");
    for (HostileRow row : rows) {
      if (takes.test(row)) {
        run.send(row);
      }
    }
    assertEquals("", String.join("\n", run.wrong()));
    List<String> lines = ServersPage.expected(title, run);
    if (Boolean.getBoolean("servers.anew")) {
      ServersPage.write(title, lines);
    }
    assertEquals(lines, ServersPage.actual(title), "docs/servers.md");
  }
}
