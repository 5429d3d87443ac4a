package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Maven Central asks of a pom, and that every module is published or says that it is not. */
class PublishedModulesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern MODULES = Pattern.compile("(?m)^modules=(\\S+)$");
  private static final String NOT_PUBLISHED = "<maven.deploy.skip>true</maven.deploy.skip>";

  private static String pom(String folder) throws IOException {
    return Files.readString(ROOT.resolve(folder).resolve("pom.xml"));
  }

  private static List<String> published() throws IOException {
    Matcher modules = MODULES.matcher(Files.readString(ROOT.resolve(".ci/published")));
    assertTrue(modules.find());
    return List.of(modules.group(1).split(","));
  }

  private static Set<String> modules() throws IOException {
    Set<String> modules = new TreeSet<>();
    try (Stream<Path> folders = Files.list(ROOT)) {
      for (Path folder : folders.filter(each -> Files.exists(each.resolve("pom.xml"))).toList()) {
        modules.add(folder.getFileName().toString());
      }
    }
    return modules;
  }

  @Test
  void everyModule_isPublishedOrSaysThatItIsNot() throws IOException {
    Set<String> published = new TreeSet<>();
    for (String module : modules()) {
      if (!pom(module).contains(NOT_PUBLISHED)) {
        published.add(module);
      }
    }
    assertEquals(published, new TreeSet<>(published()));
  }

  @ParameterizedTest
  @MethodSource("published")
  void publishedModule_hasNameDescriptionAndItsOwnModuleName(String module) throws IOException {
    String pom = pom(module);
    String own = pom.substring(pom.indexOf("</parent>"));
    for (String element : List.of("<name>", "<description>", "<module.name>dev.watchword.")) {
      assertTrue(own.contains(element), module + " has no " + element);
    }
    assertFalse(own.contains("SNAPSHOT"), module);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<url>",
        "<licenses>",
        "<developers>",
        "<scm ",
        "<connection>",
        "<description>",
        "<project.build.outputTimestamp>"
      })
  void parent_saysWhatCentralAsksFor(String element) throws IOException {
    assertTrue(pom("").contains(element));
  }
}
