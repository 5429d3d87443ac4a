package dev.watchword.servertests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tables in docs/servers.md, with a line for each server in each. Run with {@code
 * -Dservers.anew=true}, the tests write the lines instead of comparing them.
 */
final class ServersPage {
  private static final Path FILE = Path.of("../docs/servers.md");

  /** What comes behind a server's name. */
  static final String HTTP2 = " over HTTP/2";

  /** The corpus, in the order of the columns. */
  private static final List<String> GROUPS =
      List.of(
          "WYCHEPROOF",
          "RFC",
          "COOKBOOK",
          "JSON_HEADERS",
          "JSON_PAYLOADS",
          "STRINGS",
          "PATHS",
          "INCIDENTS");

  private final List<String> lines;

  private ServersPage(List<String> lines) {
    this.lines = new ArrayList<>(lines);
  }

  /** What the page should say of a server, below the heads of both tables. */
  static List<String> expected(String server, CorpusRun run) {
    String groups =
        GROUPS.stream()
            .map(group -> run.judged(group) + " + " + run.byServer(group))
            .collect(Collectors.joining(" | "));
    String answers =
        Stream.of(ServerAnswer.values())
            .map(run::statuses)
            .map(ServersPage::words)
            .collect(Collectors.joining(" | "));
    return List.of("| " + server + " | " + groups + " |", "| " + server + " | " + answers + " |");
  }

  private static String words(SortedSet<Integer> statuses) {
    return statuses.isEmpty()
        ? "–"
        : statuses.stream()
            .map(status -> status == 0 ? "hangs up" : status.toString())
            .collect(Collectors.joining(", "));
  }

  /** The lines that the page has of a server. */
  static List<String> actual(String server) throws IOException {
    return Files.readAllLines(FILE).stream()
        .filter(line -> line.startsWith("| " + server + " |"))
        .toList();
  }

  /** Writes the lines of a server: in their place, or below the same server's, or at the end. */
  static void write(String server, List<String> news) throws IOException {
    ServersPage page = new ServersPage(Files.readAllLines(FILE));
    int from = 0;
    for (String line : news) {
      int end = page.endOfTable(from);
      int own = page.find("| " + server + " |", from, end);
      int same = page.find("| " + server.replace(HTTP2, "") + " |", from, end);
      if (own < end) {
        page.lines.set(own, line);
      } else {
        page.lines.add(Math.min(same + 1, end), line);
      }
      from = page.endOfTable(from);
    }
    Files.write(FILE, page.lines);
  }

  private int find(String start, int from, int end) {
    return IntStream.range(from, end)
        .filter(at -> lines.get(at).startsWith(start))
        .findFirst()
        .orElse(end);
  }

  private int endOfTable(int from) {
    int at = from;
    while (!lines.get(at).startsWith("| server |")) {
      at++;
    }
    while (at < lines.size() && lines.get(at).startsWith("|")) {
      at++;
    }
    return at;
  }
}
