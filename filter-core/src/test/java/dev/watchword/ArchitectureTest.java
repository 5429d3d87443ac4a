package dev.watchword;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rings, and what must stay in one place. */
class ArchitectureTest {
  private static final String ROOT = "dev.watchword";
  private static final String BASE = ROOT + ".";
  private static final Path PAGE = Path.of("../docs/architecture.md");

  /** A row of the table of packages: the name, and what it uses. */
  private static final Pattern ROW_OF_PACKAGE =
      Pattern.compile("(?m)^\\| `([a-z.]+)`(?: itself)? \\| [^|]+ \\| ([^|]+) \\|$");

  /** An import that found nothing would pass every rule. */
  private static final int LEAST_CLASSES = 170;

  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.watchword");

  @Test
  void classes_areReallyScanned() {
    assertTrue(CLASSES.size() >= LEAST_CLASSES, CLASSES.size() + " classes");
  }

  @ParameterizedTest
  @CsvSource({
    "json, ''",
    "limit, ''",
    "token, json",
    "settings, token",
    "http, token json",
    "event, token json",
    "explain, token json",
    "issue, token http json",
    "outgoing, token guard",
    "stream, token json settings",
    "identity, token json",
    "tenant, token json http settings event issue identity",
    "guard, token http limit settings event stream",
    "servlet, root token json http settings guard issue identity stream",
    "websocket, root token stream servlet",
    "jaxrs, root token http settings guard servlet outgoing",
  })
  void package_seesOnlyPackagesInsideIt(String ring, String inside) {
    Set<String> allowed = new TreeSet<>(Set.of(BASE + ring));
    for (String other : inside.split(" ")) {
      if (!other.isEmpty()) {
        allowed.add(other.equals("root") ? "dev.watchword" : BASE + other);
      }
    }
    hold(
        noClasses()
            .that()
            .resideInAPackage(BASE + ring)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("dev.watchword..")
                    .and(not(resideInAnyPackage(allowed.toArray(String[]::new))))));
  }

  @Test
  void tableOfPackages_isThatOfCode() throws IOException {
    Map<String, Set<String>> uses = usesByPackage();
    List<String> inPage = new ArrayList<>();
    List<String> inCode = new ArrayList<>();
    Set<String> above = new LinkedHashSet<>();
    Matcher row = ROW_OF_PACKAGE.matcher(Files.readString(PAGE));
    while (row.find()) {
      String name = row.group(1);
      Set<String> used = uses.getOrDefault(name, Set.of());
      assertTrue(above.containsAll(used), () -> name + " uses what stands below it: " + used);
      inPage.add(name + ": " + row.group(2));
      inCode.add(name + ": " + cell(above, used));
      above.add(name);
    }
    assertEquals(uses.keySet(), new TreeSet<>(above), "packages, and rows in " + PAGE);
    assertEquals(String.join("\n", inCode), String.join("\n", inPage), "column uses of " + PAGE);
  }

  private static Map<String, Set<String>> usesByPackage() {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass each : CLASSES) {
      Set<String> used = uses.computeIfAbsent(shortName(each), first -> new TreeSet<>());
      for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(ROOT)) {
          used.add(shortName(target));
        }
      }
      used.remove(shortName(each));
    }
    return uses;
  }

  private static String shortName(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? ROOT : name.substring(BASE.length());
  }

  /** In the order of the rows above. */
  private static String cell(Set<String> above, Set<String> used) {
    return used.isEmpty()
        ? "–"
        : above.stream()
            .filter(used::contains)
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", "));
  }

  @Test
  void packages_haveNoCycles() {
    hold(slices().matching("dev.watchword.(*)..").should().beFreeOfCycles());
  }

  @ParameterizedTest
  @CsvSource({
    "com.auth0.., token",
    "com.fasterxml.., json guard",
    "io.github.bucket4j.., limit",
    "com.github.benmanes.., limit tenant",
    "jakarta.servlet.., servlet jaxrs",
    "jakarta.ws.rs.., jaxrs",
    "jakarta.annotation.., jaxrs",
    "jakarta.websocket.., websocket",
  })
  void library_isUsedInItsPackagesAlone(String library, String places) {
    String[] packages = places.split(" ");
    for (int i = 0; i < packages.length; i++) {
      packages[i] = BASE + packages[i];
    }
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  @Test
  void microProfileConfig_isUsedByOneClass() {
    hold(
        noClasses()
            .that()
            .haveNameNotMatching(".*\\.MicroProfileSource(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.microprofile.."));
  }

  @Test
  void wallClock_isReadNowhere() {
    hold(noClasses().should().callMethod(Instant.class, "now"));
    hold(noClasses().should().callMethod(LocalDate.class, "now"));
    hold(noClasses().should().callMethod(System.class, "currentTimeMillis"));
    hold(noClasses().should().callMethod(Clock.class, "systemUTC"));
  }

  @Test
  void everyPackage_isNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      if (!each.getPackage().isAnnotatedWith(NullMarked.class)) {
        unmarked.add(each.getPackageName());
      }
    }
    assertTrue(unmarked.isEmpty(), unmarked::toString);
  }

  @Test
  void className_endsWithNoVagueWord() {
    hold(
        noClasses()
            .should()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util"));
  }

  private static void hold(ArchRule rule) {
    rule.check(CLASSES);
  }
}
