package dev.watchword.corpus;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.watchword.testing.TestData;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Requirement 80: no fuzz test begins at nothing; real and hostile inputs lie beside each. */
class FuzzSeedsTest {
  private static final int LEAST = 15;
  private static final List<String> CLASSES =
      List.of(
          "token.TokenFuzzTest",
          "http.PathFuzzTest",
          "settings.SettingsFuzzTest",
          "issue.IssueFuzzTest");

  /** A fuzz test, by its folder of inputs. */
  private static Stream<String> targets() {
    return CLASSES.stream().flatMap(FuzzSeedsTest::targetsOf);
  }

  private static Stream<String> targetsOf(String name) {
    try {
      return Stream.of(Class.forName("dev.watchword." + name).getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(FuzzTest.class))
          .map(method -> "/dev/watchword/" + name.replace('.', '/') + "Inputs/" + method.getName());
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }

  @Test
  void allNineTargets_areKnown() throws IOException {
    assertTrue(targets().count() >= 9, "a fuzz test has gone");
    try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
      long classes = sources.filter(file -> file.toString().endsWith("FuzzTest.java")).count();
      assertTrue(classes == CLASSES.size(), "a class of fuzz tests is not listed here");
    }
  }

  @TestFactory
  Stream<DynamicTest> eachTarget_hasItsSeeds() {
    return targets().map(target -> dynamicTest(target, () -> assertSeeded(target)));
  }

  private static void assertSeeded(String target) throws IOException, URISyntaxException {
    URL folder = TestData.class.getResource(target);
    assertTrue(folder != null, "no inputs");
    try (Stream<Path> inputs = Files.list(Path.of(folder.toURI()))) {
      assertTrue(inputs.count() >= LEAST, "too few inputs");
    }
  }
}
