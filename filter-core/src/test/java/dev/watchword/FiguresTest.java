package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How large the main code is and how much of it knows each other: printed, and held to a bar. */
class FiguresTest {
  private static final int LONGEST_FILE = 200;
  private static final int LONGEST_METHOD = 30;
  private static final int MOST_PAIRS = 3;

  /** Files that may be longer, and why. */
  private static final Map<String, String> LONG_FILES =
      Map.of("filter-core/dev/watchword/settings/Property.java", "the list of all properties");

  /** Methods that may be longer, and why. */
  private static final Map<String, String> LONG_METHODS =
      Map.of(
          "AnswerCode.of", "a switch: the one table from reason to answer",
          "SecretMistake.all", "the table of mistakes with secrets");

  private static SourceFigures figures;

  @BeforeAll
  static void read() throws IOException {
    figures = SourceFigures.read();
  }

  @Test
  void everyModule_isCounted() {
    assertTrue(figures.files().size() > 200, () -> "" + figures.files().keySet());
    assertTrue(figures.methodLines().size() > 1000, () -> "" + figures.methodLines().size());
    for (String module : List.of("filter-core", "cli", "jetty-demo", "benchmarks")) {
      assertTrue(figures.files().keySet().stream().anyMatch(file -> file.startsWith(module)));
    }
  }

  @Test
  void figures_keepBars() {
    System.out.println(table());
    Set<String> over = new TreeSet<>(over(figures.files(), LONGEST_FILE).keySet());
    over.addAll(over(figures.methods(), LONGEST_METHOD).keySet());
    over.removeAll(LONG_FILES.keySet());
    over.removeAll(LONG_METHODS.keySet());
    assertEquals(Set.of(), over, "over a bar");
    Set<String> pairs = pairs();
    assertTrue(pairs.size() <= MOST_PAIRS, pairs::toString);
    assertEquals(List.of(), cycles());
    assertEquals(Set.of(), mutableFields());
  }

  @Test
  void exceptions_areStillNeeded() {
    assertTrue(over(figures.files(), LONGEST_FILE).keySet().containsAll(LONG_FILES.keySet()));
    assertTrue(over(figures.methods(), LONGEST_METHOD).keySet().containsAll(LONG_METHODS.keySet()));
  }

  private static String table() {
    List<Integer> files = figures.files().values().stream().sorted().toList();
    return row("files", files.size())
        + row("lines of a file: median, 95 %, longest", spread(files))
        + row("lines of a method: median, 95 %, longest", spread(figures.methodLines()))
        + row("public types", figures.publicTypes())
        + row("files over 200 lines", over(figures.files(), LONGEST_FILE))
        + row("methods over 30 lines", over(figures.methods(), LONGEST_METHOD))
        + row("package cycles", cycles())
        + row("pairs of classes that know each other, without builders", pairs())
        + row("fields of guard that can change", mutableFields());
  }

  private static String row(String name, Object value) {
    return System.lineSeparator() + name + ": " + value;
  }

  private static String spread(List<Integer> sorted) {
    int last = sorted.size() - 1;
    return sorted.get(last / 2) + ", " + sorted.get(last * 95 / 100) + ", " + sorted.get(last);
  }

  private static Map<String, Integer> over(Map<String, Integer> lines, int bar) {
    Map<String, Integer> over = new TreeMap<>(lines);
    over.values().removeIf(count -> count <= bar);
    return over;
  }

  private static List<String> cycles() {
    return SlicesRuleDefinition.slices()
        .matching("dev.watchword.(*)..")
        .should()
        .beFreeOfCycles()
        .evaluate(ArchitectureTest.CLASSES)
        .getFailureReport()
        .getDetails();
  }

  private static Set<String> mutableFields() {
    Set<String> mutable = new TreeSet<>();
    for (JavaClass each : ArchitectureTest.CLASSES) {
      if (each.getPackageName().equals("dev.watchword.guard")) {
        each.getFields().stream()
            .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
            .filter(field -> !field.getModifiers().contains(JavaModifier.VOLATILE))
            .forEach(field -> mutable.add(field.getFullName()));
      }
    }
    return mutable;
  }

  /** Both ways, between outermost classes. A class and its builder are one thing in two files. */
  private static Set<String> pairs() {
    Map<JavaClass, Set<JavaClass>> uses = new HashMap<>();
    for (JavaClass each : ArchitectureTest.CLASSES) {
      for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
        uses.computeIfAbsent(outermost(each), first -> new HashSet<>())
            .add(outermost(dependency.getTargetClass().getBaseComponentType()));
      }
    }
    Set<String> pairs = new TreeSet<>();
    uses.forEach(
        (one, others) ->
            others.stream()
                .filter(other -> one.getName().compareTo(other.getName()) < 0)
                .filter(other -> uses.getOrDefault(other, Set.of()).contains(one))
                .filter(other -> !other.getName().equals(one.getName() + "Builder"))
                .forEach(other -> pairs.add(one.getSimpleName() + "-" + other.getSimpleName())));
    return pairs;
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(FiguresTest::outermost).orElse(type);
  }
}
