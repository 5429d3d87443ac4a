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

/** What docs/settings.md says of the properties is what the code does. */
class SettingsPageTest {
  private static final Pattern BLOCK =
      Pattern.compile("<!-- settings -->\\s*(.*?)\\s*<!-- /settings -->", Pattern.DOTALL);

  @Test
  void tableOfSettings_hasRowForEachProperty() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("../docs/settings.md")));
    String table = block.find() ? block.group(1) : "no block of settings";
    String expected = expectedTable();
    assertEquals(expected, table, "docs/settings.md needs this between its marks:\n" + expected);
  }

  private static String expectedTable() {
    return Arrays.stream(Property.values())
        .map(SettingsPageTest::row)
        .collect(
            Collectors.joining(
                "\n", "| property | for | default | meaning |\n|---|---|---|---|\n", ""));
  }

  private static String row(Property property) {
    String standard = property.defaultValue().isEmpty() ? "–" : "`" + property.defaultValue() + "`";
    return "| `%s` | %s | %s | %s |"
        .formatted(property.documentedName(), property.scopeName(), standard, property.meaning());
  }
}
