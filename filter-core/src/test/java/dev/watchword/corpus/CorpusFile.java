package dev.watchword.corpus;

import dev.watchword.json.StrictJson;
import dev.watchword.testing.TestSecrets;
import dev.watchword.token.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes the corpus to a file, for the module server-tests: one JSON object for each request that
 * can be sent. The secret of its tokens goes to another file, for {@link CorpusSite}.
 */
public final class CorpusFile {
  private CorpusFile() {}

  /** The arguments are the file, and the file for the secret. */
  public static void main(String[] args) throws IOException {
    List<String> lines =
        Stream.of(Corpus.values())
            .flatMap(
                group ->
                    group.rows().stream()
                        .filter(HostileRequest::canBeSent)
                        .map(row -> line(group, row)))
            .toList();
    Files.write(Path.of(args[0]), lines);
    Files.write(Path.of(args[1]), TestSecrets.secret("main"));
  }

  private static String line(Corpus group, HostileRequest row) {
    ExpectedOutcome expected = row.overHttp();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("group", group.name());
    line.put("name", row.name());
    line.put("method", row.method());
    line.put("target", row.target());
    line.put("headers", row.lines());
    line.put("reasons", expected.reasons().stream().map(Reason::code).sorted().toList());
    line.put("may_pass", expected.mayPass());
    return StrictJson.write(line);
  }
}
