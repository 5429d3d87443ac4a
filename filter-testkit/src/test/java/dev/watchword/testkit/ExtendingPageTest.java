package dev.watchword.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/extending.md shows of a store and of its test is what is tested here. */
class ExtendingPageTest {
  private static final Path PAGE = Path.of("../docs/extending.md");
  private static final Path SOURCES = Path.of("src/test/java/dev/watchword/testkit");

  @ParameterizedTest
  @ValueSource(strings = {"GridStore", "GridStoreTest"})
  void classOfPage_isThatOfTest(String name) throws IOException {
    String source = Files.readString(SOURCES.resolve(name + ".java"));
    String body = source.substring(source.indexOf("*/\n") + 3);
    assertTrue(Files.readString(PAGE).contains("```java\n" + body + "```\n"), body);
  }
}
