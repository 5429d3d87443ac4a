package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks axe-core about a page: light and dark, on a phone and on a desktop. Leaves pictures of each
 * in {@code target/screens}.
 */
final class Accessibility {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> GRAVE = List.of("serious", "critical");

  private static final String RUN =
      "axe.run(document, {resultTypes: ['violations']}).then(found => JSON.stringify("
          + "found.violations.map(one => ({id: one.id, impact: one.impact,"
          + " nodes: one.nodes.map(node => node.html + ' ' + node.failureSummary)}))))";

  private Accessibility() {}

  /** Fails where the page that a browser shows has a serious or critical violation. */
  static void check(Browser browser) throws Exception {
    check(browser.tab());
  }

  /** The same for a tab, and for its frames whose addresses begin so. */
  static void check(Tab tab, String... frames) throws Exception {
    ScriptRunner.CLIENTS.requireLibraries();
    List<String> grave = new ArrayList<>();
    for (String scheme : List.of("light", "dark")) {
      for (int width : List.of(375, 1280)) {
        tab.emulate(width, 800, scheme);
        tab.screenshot(screen(tab, scheme, width));
        String where = scheme + ", " + width + " wide: ";
        tab.evaluate(axe());
        add(grave, where, tab.evaluate(RUN));
        for (String origin : frames) {
          tab.evaluateIn(origin, axe());
          add(grave, where + origin + ": ", tab.evaluateIn(origin, RUN));
        }
      }
    }
    assertEquals(List.of(), grave);
  }

  /** For people to look at: what a checker cannot see is whether a page is pleasant. */
  private static Path screen(Tab tab, String scheme, int width) throws Exception {
    String page = tab.evaluate("document.title + location.pathname").replaceAll("\\W+", "-");
    Path folder = Files.createDirectories(Path.of("target", "screens"));
    return folder.resolve(page + "-" + scheme + "-" + width + ".png");
  }

  private static String axe() throws Exception {
    return Files.readString(
        ScriptRunner.CLIENTS.directory().resolve("node_modules/axe-core/axe.min.js"));
  }

  private static void add(List<String> grave, String where, String violations) throws Exception {
    for (JsonNode one : JSON.readTree(violations)) {
      if (GRAVE.contains(one.path("impact").asText())) {
        grave.add(where + one);
      }
    }
  }
}
