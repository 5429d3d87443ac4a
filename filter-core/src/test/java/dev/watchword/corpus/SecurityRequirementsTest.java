package dev.watchword.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.watchword.corpus.Requirement.Proof;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
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
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The table of security requirements is whole, and names test methods that exist, always run, and
 * know their number. That they have run and passed is seen by {@link RequirementsCheck}; of those
 * in other modules, by their builds.
 */
class SecurityRequirementsTest {
  private static final int LAST = 80;
  private static final Pattern CITATION =
      Pattern.compile("[Rr]equirements?\\s+([\\d\\s,*]+(?:(?:and|to)[\\s*]+\\d+)?)");
  private static final Pattern RANGE = Pattern.compile("(\\d+)\\s+to\\s+(\\d+)");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  @Test
  void everyNumber_hasOneRow() {
    List<Integer> numbers = Requirement.all().stream().map(Requirement::number).toList();
    assertEquals(IntStream.rangeClosed(1, LAST).boxed().toList(), numbers);
  }

  @TestFactory
  Stream<DynamicTest> everyRow_namesTestsThatRunAndCiteIt() {
    return Requirement.all().stream()
        .map(row -> dynamicTest("requirement " + row.number(), () -> check(row)));
  }

  private static void check(Requirement row) throws Exception {
    assertFalse(row.proofs().isEmpty(), "no test method is named");
    for (Proof proof : row.proofs()) {
      assertTrue(
          cited(whatIsSaidOf(proof)).contains(row.number()),
          () -> proof + " does not cite it, nor does its class");
    }
  }

  @TestFactory
  Stream<DynamicTest> everyNamedTest_alwaysRuns() {
    return Requirement.everyProof().stream()
        .map(proof -> dynamicTest(proof.toString(), () -> assertRuns(proof)));
  }

  private static void assertRuns(Proof proof) throws Exception {
    assertTrue(proof.className().endsWith("Test"), "Surefire looks for classes so named");
    if (EngineProof.is(proof)) {
      EngineProof.assertRuns(proof);
      return;
    }
    Class<?> type = Class.forName(proof.className());
    List<Method> methods =
        Stream.of(type.getDeclaredMethods())
            .filter(method -> method.getName().equals(proof.method()))
            .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
            .toList();
    assertEquals(1, methods.size(), "test methods of that name");
    assertUnconditional(methods.get(0));
    assertUnconditional(type);
  }

  /** Neither {@code @Disabled} nor one of {@code org.junit.jupiter.api.condition}. */
  private static void assertUnconditional(AnnotatedElement element) {
    for (Annotation annotation : element.getAnnotations()) {
      String name = annotation.annotationType().getName();
      boolean conditional = name.contains(".api.condition.") || name.endsWith(".Disabled");
      assertFalse(conditional, () -> element + " has " + annotation);
    }
  }

  /** The comment of the class, and whatever stands between the method and the blank line above. */
  private static String whatIsSaidOf(Proof proof) throws IOException {
    String simpleName = proof.className().substring(proof.className().lastIndexOf('.') + 1);
    if (EngineProof.is(proof)) {
      String source = Files.readString(EngineProof.file(proof));
      return source.substring(0, source.indexOf("class " + simpleName));
    }
    Path file = Path.of("src/test/java", proof.className().replace('.', '/') + ".java");
    String source = Files.readString(file);
    Matcher declared = Pattern.compile(" " + proof.method() + "\\(").matcher(source);
    assertTrue(declared.find(), () -> proof + " is not in " + file);
    int above = source.lastIndexOf("\n\n", declared.start());
    return source.substring(0, source.indexOf("class " + simpleName))
        + source.substring(above, declared.start());
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
