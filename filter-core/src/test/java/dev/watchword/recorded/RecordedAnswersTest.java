package dev.watchword.recorded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same requests get the same answers, log lines and events, byte for byte, however the code
 * behind them is moved. The recordings are the files in {@code src/test/resources/recorded}; the
 * README there says what they hold.
 */
class RecordedAnswersTest {
  private static final Path RECORDINGS = Path.of("src/test/resources/recorded");
  private static final Path NOW = Path.of("target/recorded");
  private static final String ANEW =
      "Compare %s with %s from line %s on. Where the change is wanted, record anew with"
          + " -Dtest=RecordedAnswersTest -Drecord.anew=true, and say in CHANGELOG.md what a user"
          + " will notice.%n";

  static List<String> recordings() throws IOException {
    try (Stream<Path> files = Files.list(RECORDINGS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".txt"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void requests_getRecordedAnswers(String name) throws Exception {
    Path recording = RECORDINGS.resolve(name);
    String recorded = Files.readString(recording, UTF_8);
    String now = Recording.replay(recorded);
    if (Boolean.getBoolean("record.anew")) {
      Files.writeString(recording, now, UTF_8);
      return;
    }
    Path found = Files.createDirectories(NOW).resolve(name);
    Files.writeString(found, now, UTF_8);
    assertSame(recorded.lines().toList(), now.lines().toList(), recording, found);
    assertEquals(recorded, now, "the ends of lines");
  }

  /**
   * A rule's issuers are the only ones that are tried, so that no other is ever the caller's; no
   * stream is open while requests are recorded, none has a body, and none of the rules there asks
   * for an audience or a claim: {@code RuleDemandsTest}, {@code BodyTokenTest} and {@code
   * BodyHashTest} have those reasons.
   */
  @Test
  void recordings_haveEveryReason() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String name : recordings()) {
      all.append(Files.readString(RECORDINGS.resolve(name), UTF_8));
    }
    List<String> missing =
        WatchwordAdapter.reasons().stream()
            .filter(reason -> all.indexOf("\n  event " + reason) < 0)
            .toList();
    assertEquals(
        Set.of(
            "BODY_SIZE",
            "WRONG_ISSUER",
            "WRONG_AUDIENCE",
            "BODY_HASH",
            "QUERY_HASH",
            "WRONG_CLAIM",
            "STREAMS_LIMITED"),
        Set.copyOf(missing));
  }

  private static void assertSame(
      List<String> recorded, List<String> now, Path recording, Path found) {
    for (int i = 0; i < Math.max(recorded.size(), now.size()); i++) {
      String line = Integer.toString(i + 1);
      assertEquals(
          i < recorded.size() ? recorded.get(i) : "(the end)",
          i < now.size() ? now.get(i) : "(the end)",
          () -> ANEW.formatted(recording, found, line));
    }
  }
}
