package dev.watchword.demo;

import static dev.watchword.demo.ScriptRunner.EXAMPLES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.watchword.testkit.TestToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The commands of the pages that call the demo print what the page says. Those of the command line
 * are run in cli, by a test of the same name.
 */
class DocCommandsTest {
  private static final Path ROOT = EXAMPLES.directory().toAbsolutePath().normalize().getParent();
  private static final String PAGES_URL = "http://127.0.0.1:8080";
  private static final int COMMANDS = 10;

  /** A command without a mark, and the block after it where that has the mark "prints". */
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?ms)^(?!<!-- not run|<!-- run by \\.ci)([^\n]*)\n```sh\n(.*?)^```$(?:\n\n<!-- prints -->\n```\\w+\n(.*?)^```$)?");

  private static final Pattern ID = Pattern.compile("\"id\":\"[0-9a-v]{1,8}\"");

  private static final Map<String, String> ENVIRONMENT = new HashMap<>();

  private static Demo demo;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    for (String name :
        List.of(
            "WATCHWORD_SECRET",
            "DEMO_CLIENT_SECRET",
            "DEMO_WORKSPACE_SECRET",
            "DEMO_API_KEY",
            "DEMO_IDENTITY_SECRET")) {
      ENVIRONMENT.put(name, DemoFixture.secret());
    }
    Map<String, String> settings = new HashMap<>(Map.of("watchword.limit.failures", "off"));
    ENVIRONMENT.forEach(
        (name, value) -> settings.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value));
    demo = DemoFixture.start(settings.remove("watchword.secret"), settings);
    url = "http://127.0.0.1:" + demo.port();
    Instant now = Instant.now();
    TestToken token = TestToken.of(ENVIRONMENT.get("WATCHWORD_SECRET"), now);
    ENVIRONMENT.put("BAD_TOKEN", token.signedWith(DemoFixture.secret()).text());
    ENVIRONMENT.put("DEMO_URL", url);
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  @TestFactory
  List<DynamicTest> everyCommand_printsWhatPageSays() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult command : COMMAND.matcher(Files.readString(page)).results().toList()) {
        String text = command.group(2);
        if (!text.contains("cli/watchword")) {
          String name = page.getFileName() + ": " + text.lines().findFirst().orElse("");
          tests.add(dynamicTest(name, () -> check(text, command.group(3))));
        }
      }
    }
    assertEquals(COMMANDS, tests.size(), "commands in the pages");
    return tests;
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(
              Stream.of(ROOT.resolve("README.md")),
              docs.filter(page -> page.toString().endsWith(".md")))
          .sorted()
          .toList();
    }
  }

  private static void check(String command, String expected) throws Exception {
    for (String program : List.of("curl", "openssl", "node")) {
      if (command.contains(program + " ")) {
        ScriptRunner.require(program);
      }
    }
    if (command.contains("examples/")) {
      EXAMPLES.requireLibraries();
    }
    List<String> shell = List.of("sh", "-c", command.replace(PAGES_URL, url));
    ProgramRunner.Result result =
        ProgramRunner.run(ProgramRunner.program(ENVIRONMENT, shell).directory(ROOT.toFile()));
    assertEquals(0, result.exit(), result.err());
    assertTrue(expected != null, "the page does not say what this prints: " + command);
    assertPrints(expected.replace(PAGES_URL, url), result.out());
  }

  /** Each line in its order; others may stand between, and "..." stands for anything. */
  private static void assertPrints(String expected, String printed) {
    String out = ID.matcher(printed.replaceAll("\\s+", " ")).replaceAll("\"id\":\"*\"");
    String lines =
        expected
            .lines()
            .map(line -> ID.matcher(line.strip()).replaceAll("\"id\":\"*\""))
            .map(DocCommandsTest::pattern)
            .collect(Collectors.joining(".*?"));
    Matcher matcher = Pattern.compile(lines, Pattern.DOTALL).matcher(out);
    assertTrue(matcher.find(), "the page says:\n" + expected + "\nit prints:\n" + printed);
  }

  private static String pattern(String line) {
    return Arrays.stream(line.split("\\.\\.\\.", -1))
        .map(part -> part.isEmpty() ? "" : Pattern.quote(part))
        .collect(Collectors.joining(".*?"));
  }
}
