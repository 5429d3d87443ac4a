package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.token.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of the documentation lead to each other, and leave no reason out. */
class DocsTest {
  private static final Path ROOT = Path.of("..");
  private static final int MOST_LINES_OF_README = 130;
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]+ \\| [^|]+ \\|$");

  static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      Stream<Path> front =
          Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md").map(ROOT::resolve);
      return Stream.concat(front, docs.filter(page -> page.toString().endsWith(".md")))
          .sorted()
          .toList();
    }
  }

  private static String prose(Path page) throws IOException {
    return FENCED.matcher(Files.readString(page)).replaceAll("");
  }

  private static List<String> links(Path page) throws IOException {
    return LINK.matcher(prose(page)).results().map(link -> link.group(1)).toList();
  }

  /** As GitHub makes them of headings. */
  private static Set<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(prose(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void readme_isShort() throws IOException {
    int lines = Files.readAllLines(ROOT.resolve("README.md")).size();
    assertTrue(lines <= MOST_LINES_OF_README, "README.md has " + lines + " lines");
  }

  @Test
  void everyLink_hasTarget() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (String link : links(page)) {
        if (!link.startsWith("https://") && !leadsSomewhere(page, link)) {
          broken.add(page + ": " + link);
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
  }

  @Test
  void everyPageOfDocs_isLinkedAndLinksBack() throws IOException {
    Set<Path> linked = Stream.of("README.md").map(ROOT::resolve).collect(Collectors.toSet());
    for (String list : List.of("README.md", "docs/vendors/README.md")) {
      for (String link : links(ROOT.resolve(list))) {
        linked.add(ROOT.resolve(list).resolveSibling(link.split("#", 2)[0]).normalize());
      }
    }
    for (Path page : pages()) {
      assertTrue(linked.contains(page.normalize()), "neither README has a link to " + page);
      if (page.startsWith(ROOT.resolve("docs"))) {
        String purpose = Files.readAllLines(page).get(2);
        String back = page.getParent().relativize(ROOT.resolve("README.md")).toString();
        assertTrue(purpose.startsWith("This page "), page + " does not say what it is for");
        assertTrue(
            purpose.endsWith("(" + back.replace('\\', '/') + ")"), page + " has no way back");
      }
    }
  }

  @Test
  void everyReason_hasItsRow() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/troubleshooting.md"));
    String table = page.substring(page.indexOf("\n## Reasons\n"));
    List<String> rows =
        ROW.matcher(table).results().map((MatchResult row) -> row.group(1)).toList();
    assertEquals(Stream.of(Reason.values()).map(Reason::code).toList(), rows);
  }
}
