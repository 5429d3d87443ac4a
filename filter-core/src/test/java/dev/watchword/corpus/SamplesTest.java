package dev.watchword.corpus;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.config.SettingsException;
import dev.watchword.config.Watchword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Requirement 77: nobody gets far with a secret that was copied from our pages. */
class SamplesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SECRET =
      Pattern.compile("(?i)[\\w.]*secret[\\w.]*\\s*[=:]\\s*[\"']?([^\\s\"'`|<$]{4,})");

  @Test // requirement 77
  void secretInAPageOfOurs_stopsTheStart() throws IOException {
    int pages = 0;
    for (Path page : pages()) {
      pages++;
      Matcher sample = SECRET.matcher(Files.readString(page));
      while (sample.find()) {
        String secret = sample.group(1);
        assertThrows(
            SettingsException.class,
            () -> Watchword.builder().set("watchword.secret", secret).start().close(),
            () -> page + " shows a secret that would be accepted: " + secret);
      }
    }
    assertTrue(pages > 2, "no pages found from " + ROOT.toAbsolutePath());
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 2)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList();
    }
  }
}
