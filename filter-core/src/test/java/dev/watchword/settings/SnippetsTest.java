package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.watchword.Watchword;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * What the pages show works: Java is compiled, settings start, web.xml names classes that are
 * there. Commands are run by the two {@code DocCommandsTest}, in cli and in jetty-demo.
 */
class SnippetsTest {
  /** Blocks with the mark {@code <!-- not run: why -->}. One more is a decision. */
  private static final long NOT_RUN = 10;

  private static final String NOT_RUN_MARK = "not run: ";
  private static final String PRINTS_MARK = "prints";

  /** Other tests hold them, most in a module that is built after this one. */
  private static final List<String> ELSEWHERE_MARKS =
      List.of(
          "run by AuditLogTest",
          "run by filter-testkit",
          "run by filter-cdi",
          "run by filter-metrics",
          "run by jetty-demo",
          "run by server-tests",
          "run by .ci/run");

  private static final Pattern BLOCK =
      Pattern.compile("(?ms)(?:^<!-- ([^\n]*) -->\n)?^```(\\w+)\n(.*?)^```$");
  private static final Pattern INLINE = Pattern.compile("`(watchword\\.[a-z.]+=[^`]+)`");
  private static final Pattern SECRET_FILE =
      Pattern.compile("(?m)^(\\S+\\.location)=(/run/secrets/\\S+)$");

  @TempDir Path directory;

  private record Block(Path page, String mark, String language, String text) {
    private DynamicTest test(Body body) {
      String first = text.lines().findFirst().orElse("");
      return dynamicTest(page.getFileName() + ": " + first, () -> body.run(text));
    }
  }

  private interface Body {
    void run(String text) throws Exception;
  }

  private static List<Block> blocks(Predicate<Block> which) throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Path page : DocsTest.pages()) {
      for (MatchResult block : BLOCK.matcher(Files.readString(page)).results().toList()) {
        String mark = block.group(1) == null ? "" : block.group(1);
        blocks.add(new Block(page, mark, block.group(2), block.group(3)));
      }
    }
    return blocks.stream().filter(which).toList();
  }

  private static List<Block> runnable(String language) throws IOException {
    return blocks(
        block ->
            block.language.equals(language)
                && !block.mark.startsWith(NOT_RUN_MARK)
                && !ELSEWHERE_MARKS.contains(block.mark));
  }

  @Test
  void everyBlock_isRunOrSaysWhyNot() throws IOException {
    List<String> run = List.of("java", "xml", "properties", "sh");
    List<Block> silent =
        blocks(
            block ->
                !run.contains(block.language)
                    && !block.mark.equals(PRINTS_MARK)
                    && !ELSEWHERE_MARKS.contains(block.mark)
                    && !block.mark.startsWith(NOT_RUN_MARK));
    assertEquals(List.of(), silent);
    assertEquals(NOT_RUN, blocks(block -> block.mark.startsWith(NOT_RUN_MARK)).size());
    for (Path page : DocsTest.pages()) {
      long fences = Files.readAllLines(page).stream().filter(l -> l.contains("```")).count();
      assertEquals(2L * blocks(block -> block.page.equals(page)).size(), fences, page.toString());
    }
  }

  @TestFactory
  Stream<DynamicTest> everyJavaBlock_compiles() throws IOException {
    return runnable("java").stream().map(block -> block.test(this::assertCompiles));
  }

  private void assertCompiles(String text) throws IOException {
    assertEquals(List.of(), SnippetCompiler.complaints(text, directory));
  }

  @TestFactory
  Stream<DynamicTest> everyXmlBlock_namesExistingClasses() throws IOException {
    return runnable("xml").stream().map(block -> block.test(SnippetsTest::assertNamesClasses));
  }

  private static void assertNamesClasses(String text) throws Exception {
    InputSource webXml = new InputSource(new StringReader("<web-app>" + text + "</web-app>"));
    NodeList all =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(webXml)
            .getElementsByTagName("*");
    boolean named = false;
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      if (element.getTagName().endsWith("-class")) {
        named = true;
        Class.forName(element.getTextContent());
      }
    }
    assertTrue(named, "no class in " + text);
  }

  @TestFactory
  Stream<DynamicTest> everyPropertiesBlock_starts() throws IOException {
    return runnable("properties").stream().map(block -> block.test(this::assertStarts));
  }

  @TestFactory
  Stream<DynamicTest> everySettingInSentence_starts() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path page : DocsTest.pages()) {
      for (MatchResult setting : INLINE.matcher(Files.readString(page)).results().toList()) {
        String text = setting.group(1).replace("<date>", "2027-02-01");
        tests.add(new Block(page, "", "", text).test(this::assertStarts));
      }
    }
    return tests.stream();
  }

  /** With a secret where the text has none, and with files in place of those of a server. */
  private void assertStarts(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(here(text)));
    Map<String, String> values = new HashMap<>();
    properties.forEach((name, value) -> values.put((String) name, (String) value));
    boolean hasSecret =
        values.keySet().stream()
            .anyMatch(name -> name.matches("watchword\\.(secret.*|issuers.*|keys)"));
    if (!hasSecret) {
      values.put("watchword.secret", secret());
    }
    Watchword.builder()
        .clock(InstantSource.fixed(Instant.parse("2026-12-01T12:00:00Z")))
        .surroundings(Map.of(), new Properties())
        .source(SettingSource.of("page", false, values))
        .source(SettingSource.of("profile", false, Map.of("mp.config.profile", "test")))
        .start()
        .close();
  }

  private String here(String text) throws IOException {
    Path tenants = Files.createDirectories(directory.resolve("tenants"));
    Files.writeString(tenants.resolve("acme"), secret());
    for (MatchResult named : SECRET_FILE.matcher(text).results().toList()) {
      Path file = Path.of(named.group(2)).getFileName();
      Files.writeString(directory.resolve(file), secret());
    }
    return text.replace("/run/secrets", directory.toString())
        .replace("/run/tenants", tenants.toString());
  }

  private static String secret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
