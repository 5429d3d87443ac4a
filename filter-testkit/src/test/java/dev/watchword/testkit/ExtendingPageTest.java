package dev.watchword.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pages show of a store and of tests is what is tested here. */
class ExtendingPageTest {
  private static final Path PAGES = Path.of("../docs");
  private static final Path SOURCES = Path.of("src/test/java/dev/watchword/testkit");

  @ParameterizedTest
  @CsvSource({"extending, GridStore", "extending, GridStoreTest", "testing, OrdersTest"})
  void classOfPage_isThatOfTest(String page, String name) throws IOException {
    String source = Files.readString(SOURCES.resolve(name + ".java"));
    String body = source.substring(source.indexOf("*/\n") + 3);
    assertTrue(
        Files.readString(PAGES.resolve(page + ".md")).contains("```java\n" + body + "```\n"), body);
  }
}
