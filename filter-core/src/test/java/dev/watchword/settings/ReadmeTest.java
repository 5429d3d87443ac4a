package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README says of the settings is what the code does. */
class ReadmeTest {
  private static final Pattern BLOCK =
      Pattern.compile("<!-- settings -->\\s*(.*?)\\s*<!-- /settings -->", Pattern.DOTALL);

  @Test
  void theTableOfSettingsIsTheEnum() throws IOException {
    Path readme = Path.of("..", "README.md");
    Matcher block = BLOCK.matcher(Files.exists(readme) ? Files.readString(readme) : "");
    String table = block.find() ? block.group(1) : "no block of settings in " + readme;
    String expected = expectedTable();
    assertEquals(expected, table, "README.md needs this between its marks:\n" + expected + "\n\n");
  }

  private static String expectedTable() {
    return Arrays.stream(Property.values())
        .map(ReadmeTest::row)
        .collect(Collectors.joining("\n", "| property | default | meaning |\n|---|---|---|\n", ""));
  }

  private static String row(Property property) {
    String standard = property.standard().isEmpty() ? "–" : "`" + property.standard() + "`";
    return "| `%s` | %s | %s |".formatted(property.documentedName(), standard, property.meaning());
  }
}
