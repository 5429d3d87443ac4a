package dev.watchword.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The table of security requirements is whole, and names tests that exist and know their number.
 */
class SecurityRequirementsTest {
  private static final int LAST = 80;
  private static final Path TABLE = Path.of("../docs/security-requirements.md");
  private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| ([^|]+) \\| ([^|]+) \\|");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:\\.\\w+)*)#(\\w+)`");
  private static final Pattern CITATION =
      Pattern.compile("[Rr]equirements?\\s+([\\d\\s,*]+(?:(?:and|to)\\s+\\d+)?)");
  private static final Pattern RANGE = Pattern.compile("(\\d+)\\s+to\\s+(\\d+)");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private record Row(int number, String tests) {}

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> new Row(Integer.parseInt(row.group(1)), row.group(3)))
        .toList();
  }

  @Test
  void everyNumber_hasOneRow() throws IOException {
    List<Integer> numbers = rows().stream().map(Row::number).toList();
    assertEquals(IntStream.rangeClosed(1, LAST).boxed().toList(), numbers);
  }

  @TestFactory
  Stream<DynamicTest> everyRow_namesTestsThatCiteIt() throws IOException {
    return rows().stream().map(row -> dynamicTest("requirement " + row.number, () -> check(row)));
  }

  private static void check(Row row) throws Exception {
    Matcher named = TEST.matcher(row.tests);
    boolean tested = false;
    while (named.find()) {
      tested = true;
      String test = "dev.watchword." + named.group(1);
      String method = named.group(2);
      boolean exists =
          Stream.of(Class.forName(test).getDeclaredMethods())
              .anyMatch(each -> each.getName().equals(method));
      assertTrue(exists, test + " has no " + method);
      Path source = Path.of("src/test/java", test.replace('.', '/') + ".java");
      assertTrue(
          cited(Files.readString(source)).contains(row.number), source + " does not cite it");
    }
    assertTrue(tested || row.tests.strip().length() > 10, "neither a test nor a reason");
  }

  /** The numbers that follow the word, ranges spelled out. */
  private static Set<Integer> cited(String source) {
    Set<Integer> numbers = new HashSet<>();
    for (Matcher citation = CITATION.matcher(source); citation.find(); ) {
      String list = citation.group(1);
      for (Matcher number = NUMBER.matcher(list); number.find(); ) {
        numbers.add(Integer.parseInt(number.group()));
      }
      for (Matcher range = RANGE.matcher(list); range.find(); ) {
        int last = Integer.parseInt(range.group(2));
        IntStream.rangeClosed(Integer.parseInt(range.group(1)), last).forEach(numbers::add);
      }
    }
    return numbers;
  }
}
